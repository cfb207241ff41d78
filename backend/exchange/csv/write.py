"""One patient's course as CSV, a file for each kind. (The worklist's CSV is the dashboard's.)"""

import io
import zipfile
from collections.abc import Iterable

from django.db.models import Q

from backend.core.actor import Role
from backend.core.sheets import sheet
from backend.exchange.csv.cells import cell_of, header_of
from backend.patients.models import Patient
from backend.records.course_sheets import Reader, sheet_named, sheets
from backend.records.kinds.base import kind_named
from backend.records.models import Record
from backend.tracking.models import Finding
from backend.tracking.present import finding_json

ENVELOPE = ("id", "kind", "date", "recorded_at", "timezone", "supersedes", "group", "author", "author_role")
FINDINGS = (
    "id", "finding", "seen", "urgency", "site", "side", "state", "opened_on", "acknowledged_on", "resolved_on",
    "sources", "rule_version",
)  # fmt: skip


def records_csv(rows: Iterable[Record], kind: str) -> bytes:
    """The records of one kind; read back by `read.load` they change nothing."""
    # A wish for another time zone is called as the envelope's own: the API cannot be given it by that name either.
    fields = [name for name in kind_named(kind).fields if name not in ENVELOPE]
    lines = (
        {
            "id": str(row.pk),
            "kind": row.kind,
            "date": row.day,
            "recorded_at": row.recorded_at,
            "timezone": row.timezone,
            "supersedes": str(row.supersedes) if row.supersedes else None,
            "group": str(row.group) if row.group else None,
            "author": row.author_name,
            "author_role": row.author_role,
        }
        | {header_of(kind, name): cell_of(kind, row.data[name]) for name in fields if name in row.data}
        for row in rows
    )
    return b"".join(sheet([*ENVELOPE, *(header_of(kind, name) for name in fields)], lines))


def records_for(patient: Patient, role: Role) -> dict[str, list[Record]]:
    """What stands, by kind, oldest first; internal notes are for clinicians."""
    rows = Record.objects.current().filter(patient=patient).in_order("kind")
    if role != "clinician":
        rows = rows.filter(~Q(kind="note") | Q(data__internal__isnull=True) | Q(data__internal=False))
    kinds: dict[str, list[Record]] = {}
    for row in rows:
        kinds.setdefault(row.kind, []).append(row)
    return kinds


def findings_csv(patient: Patient, role: Role, language: str) -> bytes:
    audience = "clinician" if role == "clinician" else "patient"
    rows = Finding.objects.filter(patient=patient).exclude(state=Finding.State.WITHDRAWN)
    rows = rows.filter(for_clinician=True) if audience == "clinician" else rows.filter(for_patient=True)
    shown = (finding_json(row, audience=audience, language=language) for row in rows.order_by("opened_on", "rule"))
    lines = (one | {"seen": one["text"]["seen"], "sources": "; ".join(one["sources"])} for one in shown)
    return b"".join(sheet(FINDINGS, lines))


def added_csv(name: str, patient: Patient, reader: Reader) -> bytes | None:
    """A sheet of another layer, such as the reminders told; None where there is none of this name."""
    found = sheet_named(name)
    return b"".join(sheet(found.columns, found.rows(patient, reader))) if found else None


def course_zip(patient: Patient, reader: Reader) -> bytes:
    """A file for each kind that there is, the findings, and what other layers add where they have rows."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind, rows in records_for(patient, reader.role).items():
            archive.writestr(f"{kind}.csv", records_csv(rows, kind))
        archive.writestr("findings.csv", findings_csv(patient, reader.role, reader.language))
        for added in sheets():
            if lines := list(added.rows(patient, reader)):
                archive.writestr(f"{added.name}.csv", b"".join(sheet(added.columns, lines)))
    return packed.getvalue()
