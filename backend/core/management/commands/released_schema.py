"""`manage.py released_schema`: note that the schema as it is now has been released. Part of making a release."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.migrations.loader import MigrationLoader


class Command(BaseCommand):
    help = "Write deploy/released-schema.json: the last migration of each app, up to which the next release must be gentle."

    def handle(self, *args: Any, **options: Any) -> None:
        file = Path(settings.BASE_DIR) / "deploy" / "released-schema.json"
        leaves = dict(sorted(MigrationLoader(None).graph.leaf_nodes()))
        file.write_text(json.dumps(leaves, indent=2) + "\n")
        self.stdout.write(f"wrote {file}")
