"""`manage.py guidance_doc`: write `docs/guidance.md` from the rules, so that it cannot drift from them."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from backend.dashboard.guidance import catalogue

TARGET = Path(settings.BASE_DIR) / "docs" / "guidance.md"


def document() -> str:
    """The catalogue as Markdown."""
    data = catalogue("en")
    lines = [
        "# What the software acts on",
        "",
        f"Made from the rules themselves by `manage.py guidance_doc`; rules version {data['version']}.",
        "The software informs and prompts. It does not diagnose, clear or prescribe.",
        "",
        "## Findings",
        "",
        "| id | who | urgency | opens when | source |",
        "|---|---|---|---|---|",
    ]
    for row in data["findings"]:
        who = " ".join(name[0].upper() for name in row["audience"])
        lines.append(f"| `{row['id']}` | {who} | {row['urgency']} | {row['opens_when']} | {_sources(row)} |")
    lines += ["", "## Reminders", "", "| id | to | due | source |", "|---|---|---|---|"]
    for row in data["reminders"]:
        to = " ".join(name[0].upper() for name in row["to"])
        lines.append(f"| `{row['id']}` | {to} | {row['due_when']} | {_sources(row)} |")
    lines += [
        "",
        "## Numbers",
        "",
        "A number marked *ours* is a default of this software, not of a guideline; a clinic or a clinician may change it.",
        "",
        "| name | default | unit | whose | what |",
        "|---|---|---|---|---|",
    ]
    for row in data["thresholds"]:
        whose = "ours" if row["ours"] else row["source"]
        lines.append(f"| `{row['name']}` | {row['default']:g} | {row['unit']} | {whose} | {row['description']} |")
    lines += ["", "## Sources", ""]
    lines += [f"- **{row['id']}** {row['title']}. {row['citation']}." for row in data["sources"]]
    lines += ["", "## Never", ""]
    lines += [f"{place}. {never}" for place, never in enumerate(data["nevers"], 1)]
    return "\n".join(lines) + "\n"


def _sources(row: dict[str, Any]) -> str:
    return " ".join(row["sources"]) or "ours"


class Command(BaseCommand):
    help = "Write docs/guidance.md from the rules; --check fails when the committed page differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        text = document()
        if not options["check"]:
            TARGET.write_text(text, encoding="utf-8")
            self.stdout.write(f"wrote {TARGET.name}")
        elif not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != text:
            self.stderr.write("docs/guidance.md is not what the rules say: run `python3 manage.py guidance_doc`")
            sys.exit(1)
