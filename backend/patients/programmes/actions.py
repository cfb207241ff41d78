"""Templates of exercise programmes: what a phase may hold, and every write to a clinic's own.

Exercise content is locked by state (clinical contract §4): a phase for restricted loading cannot hold what belongs behind a
clinician's release, nor one of those what belongs behind the gate of weight-bearing exercise.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from backend.accounts.models import Clinic
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Conflict, Refused
from backend.core.names import one_line
from backend.patients.models import ProgrammeTemplate
from backend.records.kinds.base import kind_named

RESTRICTED, RELEASED, WEIGHT_BEARING = "restricted", "released", "weight_bearing"
PHASES = (RESTRICTED, RELEASED, WEIGHT_BEARING)
_GENTLE = frozenset({"aquatic", "range_of_motion", "other"})
_RELEASED = _GENTLE | {"strengthening", "balance"}
CATEGORIES: dict[str, frozenset[str]] = {
    RESTRICTED: _GENTLE,
    RELEASED: _RELEASED,
    WEIGHT_BEARING: _RELEASED | {"weight_bearing", "gait", "aerobic"},
}
MAX_WEEKS = 104
_ITEM = ("category", "minutes", "weekdays", "instructions", "items", "weeks")


def clean_phases(phases: Any) -> list[dict[str, Any]]:
    """The phases as they are stored; Refused names the place, such as `phases.0.items.2.minutes`."""
    if not isinstance(phases, list) or not phases:
        raise Refused("phases", "expected a list of at least one phase")
    cleaned: dict[str, list[dict[str, Any]]] = {}
    for number, one in enumerate(phases):
        at = f"phases.{number}"
        if not isinstance(one, Mapping) or set(one) != {"phase", "items"}:
            raise Refused(at, "expected an object of phase and items")
        if one["phase"] not in PHASES:
            raise Refused(f"{at}.phase", "expected one of " + ", ".join(PHASES))
        if one["phase"] in cleaned:
            raise Refused(f"{at}.phase", "expected each phase once")
        cleaned[one["phase"]] = clean_items(one["items"], phase=one["phase"], at=f"{at}.items")
    return [{"phase": phase, "items": cleaned[phase]} for phase in PHASES if phase in cleaned]


def clean_items(items: Any, *, phase: str, at: str = "items") -> list[dict[str, Any]]:
    """The exercises of one phase: each category once, and none that the phase locks."""
    if not isinstance(items, list) or not 1 <= len(items) <= len(CATEGORIES[WEIGHT_BEARING]):
        raise Refused(at, "expected a list of at least one exercise, each category once")
    cleaned: list[dict[str, Any]] = []
    for number, item in enumerate(items):
        here = f"{at}.{number}"
        if not isinstance(item, Mapping):
            raise Refused(here, "expected an object for each exercise")
        if unknown := set(item) - set(_ITEM):
            raise Refused(f"{here}.{sorted(map(str, unknown))[0]}", "expected only " + ", ".join(_ITEM))
        category = item.get("category")
        if category not in CATEGORIES[phase]:
            raise Refused(
                f"{here}.category",
                f"expected one that the phase {phase} may hold: {', '.join(sorted(CATEGORIES[phase]))}",
            )
        if any(other["category"] == category for other in cleaned):
            raise Refused(
                f"{here}.category", "expected each category once in a phase: the later would end the earlier"
            )
        weeks = item.get("weeks")
        if weeks is not None and (type(weeks) is not int or not 1 <= weeks <= MAX_WEEKS):
            raise Refused(f"{here}.weeks", f"expected whole weeks from 1 to {MAX_WEEKS}")
        given = {name: value for name, value in item.items() if name != "weeks" and value is not None}
        try:
            fields = kind_named("programme").clean(given)
        except Refused as error:
            raise Refused(f"{here}.{error.field}", error.expected) from error
        cleaned.append(fields | ({"weeks": weeks} if weeks is not None else {}))
    return cleaned


@transaction.atomic
def create_template(*, by: Actor, clinic: Clinic, name: str, phases: Any, description: str = "") -> ProgrammeTemplate:
    template = ProgrammeTemplate(
        clinic=clinic,
        name=one_line("name", name),
        description=description,
        phases=clean_phases(phases),
        changed_by=by.name,
    )
    _save(template)
    _note("create_template", template, by)
    return template


@transaction.atomic
def change_template(
    *, by: Actor, template: ProgrammeTemplate, version: int, name: str, phases: Any, description: str = ""
) -> ProgrammeTemplate:
    """Take over all of it; Conflict when somebody changed it since `version` was read."""
    locked = _locked(template.pk)
    if locked.version != version:
        raise Conflict("version", f"expected the version that stands now: {locked.version}, by {locked.changed_by}")
    locked.name, locked.description, locked.phases = one_line("name", name), description, clean_phases(phases)
    locked.version += 1
    locked.changed_at, locked.changed_by = clock.now(), by.name
    _save(locked)
    _note("change_template", locked, by)
    return locked


@transaction.atomic
def archive_template(*, by: Actor, template: ProgrammeTemplate) -> None:
    """Take it out of use. What patients were given from it stands: those are records of their own."""
    locked = _locked(template.pk)
    locked.archived_at = clock.now()
    locked.save(update_fields=["archived_at"])
    _note("archive_template", locked, by)


def _locked(key: UUID) -> ProgrammeTemplate:
    found = ProgrammeTemplate.objects.select_for_update().in_use().filter(pk=key).first()
    if found is None:
        raise Conflict("template", "expected a template that is still in use; it was removed meanwhile")
    return found


def _save(template: ProgrammeTemplate) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise Refused("name", "expected a name that no other template of the clinic has", code="taken") from error


def _note(action: str, template: ProgrammeTemplate, by: Actor) -> None:
    audit.write(Act(action=action, kind="programme_template", object_id=str(template.pk)), by=by)
