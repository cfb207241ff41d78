"""Every write of the desk: saved views. About patients this app only reads."""

from typing import Any

from django.db import transaction

from backend.accounts.models import Clinic, User
from backend.core import audit
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.core.names import one_line
from backend.dashboard.models import SavedView

MOST_VIEWS = 50


@transaction.atomic
def save_view(*, by: Actor, owner: User, name: str, filters: dict[str, Any], clinic: Clinic | None) -> SavedView:
    """Keep a way of looking under `name`; the same name again replaces it."""
    name = one_line("name", name)
    if SavedView.objects.filter(owner=owner).exclude(name=name).count() >= MOST_VIEWS:
        raise Refused("name", f"expected at most {MOST_VIEWS} saved views; delete one first", code="too_many")
    view, _ = SavedView.objects.update_or_create(
        owner=owner, name=name, defaults={"filters": filters, "clinic": clinic}
    )
    audit.write(Act(action="save_view", kind="shared" if clinic else "own", object_id=str(view.pk)), by=by)
    return view


@transaction.atomic
def delete_view(*, by: Actor, view: SavedView) -> None:
    audit.write(Act(action="delete_view", object_id=str(view.pk)), by=by)
    view.delete()
