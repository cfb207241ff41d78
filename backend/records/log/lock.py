"""The look that comes before every write: lock the patient and the end of their audit chain, and ask what the log knows."""

from datetime import UTC, datetime
from uuid import UUID

from django.db import connection

from backend.core import audit
from backend.core.models import AuditHead
from backend.patients.models import Patient
from backend.records.models import Record


def lock_and_look(patient_id: UUID, ids: list[UUID]) -> tuple[Patient, AuditHead, bool]:
    """The patient's row and the end of their audit chain, both locked, and whether the log knows any of `ids`.

    One statement where the database locks rows; of the patient only what a write needs is read.
    """
    scope = str(patient_id)
    key = Patient._meta.pk.get_db_prep_value(patient_id, connection)
    locks = connection.features.has_select_for_update
    given = {"scope": scope, "key": key} | ({"ids": ids} if locks else {})
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_AND_LOOK if locks else _READ_BOTH, given)
        found = cursor.fetchone()
    if found is None:
        raise Patient.DoesNotExist
    seq, reassess_at, rests_since, number, digest, known = found
    head = audit.lock_head(scope) if number is None else AuditHead(scope=scope, number=number, hash=digest)
    return (
        Patient(pk=patient_id, seq=seq, reassess_at=_aware(reassess_at), rests_since=_aware(rests_since)),
        head,
        _is_known(ids) if known is None else known,
    )


# Two questions, each answered by its index: joined by OR in one, PostgreSQL reads the whole table for a hundred ids,
# as it expects to meet one of them early. A thousand ids are sent as bytes (`%b`): their text takes four times as long.
_KNOWN = """(EXISTS (SELECT 1 FROM patients_record WHERE id = ANY(%(ids)b::uuid[]))
    OR EXISTS (SELECT 1 FROM patients_record WHERE supersedes = ANY(%(ids)b::uuid[])))"""
# SQLite has locked everything when the transaction began.
_READ_BOTH = """
SELECT p.seq, p.reassess_at, p.rests_since, h.number, h.hash, NULL FROM patients_patient p LEFT JOIN core_audithead h ON h.scope = %(scope)s
WHERE p.id = %(key)s
"""
# The patient first, as everybody does: `h` can lock nothing before `p` has given its row. The look at the log sees what
# was there when the statement began, which may be before it got the lock. Every entry takes a change number, so the
# look holds as long as the number has not moved; else it says nothing, and is taken again.
_LOCK_AND_LOOK = f"""
WITH p AS (SELECT seq, reassess_at, rests_since FROM patients_patient WHERE id = %(key)s FOR UPDATE),
     h AS (SELECT a.number, a.hash FROM core_audithead a, p WHERE a.scope = %(scope)s FOR UPDATE OF a)
SELECT p.seq, p.reassess_at, p.rests_since, h.number, h.hash,
    CASE WHEN p.seq = (SELECT seq FROM patients_patient WHERE id = %(key)s) THEN {_KNOWN} END
FROM p LEFT JOIN h ON TRUE
"""  # noqa: S608  (no value in it)


def _aware(moment: datetime | None) -> datetime | None:
    """SQLite gives a moment without its zone, which is always UTC."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _is_known(ids: list[UUID]) -> bool:
    """Does the log hold any of these ids, or a version that supersedes one of them and came before it?"""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + _KNOWN, {"ids": ids})
            return bool(cursor.fetchone()[0])
    places = ", ".join(["%s"] * len(ids))
    keys = [Record._meta.pk.get_db_prep_value(key, connection) for key in ids]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM patients_record WHERE id IN ({places}) OR supersedes IN ({places}) LIMIT 1",  # noqa: S608
            [*keys, *keys],
        )
        return cursor.fetchone() is not None
