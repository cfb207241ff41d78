"""Who may write SQL, and has no key, attacks the audit trail in ten ways. Each is found."""

import hashlib
import io
import json

import pytest
from django.core.management import call_command
from django.db import connection

from backend.core import anchors, audit, audit_key
from backend.core.actor import Actor
from backend.core.models import AuditEvent, AuditHead

COLUMNS = (
    "scope, number, at, action, kind, actor_id, actor_role, actor_name, address, token_id, patient_id, object_id, count,"
    " seq_from, seq_to, previous_hash, hash"
)


def sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def folder(settings, tmp_path):
    settings.AUDIT_FOLDER = tmp_path / "audit"
    return settings.AUDIT_FOLDER


@pytest.fixture
def trail(cast, folder):
    """Two chains of six rows, anchored; and where Maria's is."""
    for _ in range(6):
        for patient in (cast.maria, cast.jonas):
            by = Actor("clinician", cast.sofia.pk, "Sofia", "203.0.113.7")
            audit.read(by=by, patient_id=patient.pk, what="records")
    anchors.anchor()
    assert findings() == []
    return str(cast.maria.pk), str(cast.jonas.pk)


def findings():
    return [*audit.broken_links(), *audit.broken_anchors()]


def rewrite(scope, change, last=None):
    """The whole chain anew, as somebody does it who knows how it is made and has no key."""
    before, rows = "", list(AuditEvent.objects.filter(scope=scope).order_by("number")[:last])
    for row in rows:
        change(row)
        row.previous_hash = before
        row.hash = before = hashlib.sha256(audit_key.said(row)).hexdigest()
        sql(
            "UPDATE core_auditevent SET previous_hash = %s, hash = %s, actor_name = %s WHERE id = %s",
            row.previous_hash, row.hash, row.actor_name, row.pk,
        )  # fmt: skip
    sql("UPDATE core_audithead SET number = %s, hash = %s WHERE scope = %s", rows[-1].number, before, scope)


def change_a_row(maria, jonas):
    sql("UPDATE core_auditevent SET actor_name = 'Otto' WHERE scope = %s AND number = 3", maria)


def remove_a_row(maria, jonas):
    sql("DELETE FROM core_auditevent WHERE scope = %s AND number = 3", maria)


def remove_a_row_and_close_the_gap(maria, jonas):
    remove_a_row(maria, jonas)
    for number in (4, 5, 6):
        sql("UPDATE core_auditevent SET number = %s WHERE scope = %s AND number = %s", number - 1, maria, number)
    sql("UPDATE core_audithead SET number = 5 WHERE scope = %s", maria)


def take_away_the_end(maria, jonas):
    sql("DELETE FROM core_auditevent WHERE scope = %s AND number > 3", maria)
    ((end,),) = sql("SELECT hash FROM core_auditevent WHERE scope = %s AND number = 3", maria)
    sql("UPDATE core_audithead SET number = 3, hash = %s WHERE scope = %s", end, maria)


def let_two_rows_change_places(maria, jonas):
    for old, new in ((2, 99), (3, 2), (99, 3)):
        sql("UPDATE core_auditevent SET number = %s WHERE scope = %s AND number = %s", new, maria, old)


def remove_a_whole_chain(maria, jonas):
    sql("DELETE FROM core_auditevent WHERE scope = %s", maria)
    sql("DELETE FROM core_audithead WHERE scope = %s", maria)


def remove_everything(maria, jonas):
    sql("DELETE FROM core_auditevent")
    sql("DELETE FROM core_audithead")


def write_a_chain_anew(maria, jonas):
    rewrite(maria, lambda row: setattr(row, "actor_name", "Otto"))


def add_a_row_at_the_end(maria, jonas):
    sql(
        f"INSERT INTO core_auditevent ({COLUMNS}) SELECT scope, 7, at, action, kind, actor_id, actor_role, 'Otto', address,"
        " token_id, patient_id, object_id, count, seq_from, seq_to, hash, %s FROM core_auditevent"
        " WHERE scope = %s AND number = 6",
        "0" * 64, maria,
    )  # fmt: skip
    sql("UPDATE core_audithead SET number = 7, hash = %s WHERE scope = %s", "0" * 64, maria)


def put_rows_into_anothers_chain(maria, jonas):
    sql("DELETE FROM core_auditevent WHERE scope = %s", jonas)
    sql("UPDATE core_auditevent SET scope = %s WHERE scope = %s", jonas, maria)
    ((end,),) = sql("SELECT hash FROM core_auditevent WHERE scope = %s AND number = 6", jonas)
    sql("UPDATE core_audithead SET hash = %s WHERE scope = %s", end, jonas)
    sql("DELETE FROM core_audithead WHERE scope = %s", maria)


ATTACKS = (
    change_a_row, remove_a_row, remove_a_row_and_close_the_gap, take_away_the_end, let_two_rows_change_places,
    remove_a_whole_chain, remove_everything, write_a_chain_anew, add_a_row_at_the_end, put_rows_into_anothers_chain,
)  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_every_attack_is_found(trail, attack, capsys):
    attack(*trail)
    assert findings()
    with pytest.raises(SystemExit):
        call_command("verify_audit", stdout=io.StringIO(), stderr=io.StringIO())


def test_what_goes_on_as_usual_is_no_attack(trail, cast):
    audit.read(by=Actor("clinician", cast.sofia.pk, "Sofia"), patient_id=cast.maria.pk, what="records")
    assert findings() == []
    assert anchors.anchor() == 1
    assert anchors.anchor() == 0
    out = io.StringIO()
    call_command("verify_audit", stdout=out)
    assert anchors.known().mac in out.getvalue()


@pytest.mark.parametrize("spoil", ["change", "remove", "cut"])
def test_a_changed_file_of_anchors_is_noticed(trail, cast, folder, spoil):
    audit.read(by=Actor("clinician", cast.sofia.pk, "Sofia"), patient_id=cast.maria.pk, what="records")
    anchors.anchor()
    anchors.anchor()
    file = folder / "anchors.jsonl"
    lines = file.read_text().splitlines()
    last = json.loads(lines[-1])
    if spoil == "change":
        lines[0] = lines[0].replace("[6,", "[5,", 1)
    else:
        del lines[0 if spoil == "remove" else -1]
    file.write_text("\n".join(lines) + "\n")
    if spoil == "cut":  # that the file was put back shows the log
        assert findings() == []
        with pytest.raises(SystemExit):
            call_command("verify_audit", anchor=[f"{last['number']}:{last['mac']}"], stderr=io.StringIO())
    else:
        assert any("anchors.jsonl" in line for line in findings())


def test_the_file_names_nobody(trail, folder):
    text = (folder / "anchors.jsonl").read_text()
    assert not any(scope in text for scope in trail)


def test_the_log_stream_has_each_anchor(trail, cast, caplog):
    caplog.set_level("INFO")
    anchors.anchor()
    (line,) = [
        record.msg
        for record in caplog.records
        if isinstance(record.msg, dict) and record.msg["event"] == "audit_anchor"
    ]
    assert (line["number"], line["mac"]) == (anchors.known().number, anchors.known().mac)


def test_without_the_key_no_row_can_be_made(trail, settings):
    settings.AUDIT_KEYS = ["another key, as an attacker may guess it"]
    assert len(audit.broken_links()) >= 12
    settings.AUDIT_KEYS = ["a newer key by chance, 0123456789", settings.SECRET_KEY]
    assert audit.broken_links() == []


def test_rows_of_before_there_was_a_key_are_taken_over_once(trail, cast):
    from backend.core.audit_anonymous import broken_seals, forget, short

    forget([trail[1]], user_id=cast.jonas.user.pk)
    ends = {}
    for scope in AuditHead.objects.exclude(scope="system").values_list("scope", flat=True):
        rewrite(scope, lambda row: None)
        ends[scope] = AuditHead.objects.get(scope=scope).hash
    sealed = AuditEvent.objects.get(action="forget")
    gone = next(end for scope, end in ends.items() if scope.startswith("gone:"))
    sql("UPDATE core_auditevent SET object_id = %s WHERE id = %s", short(gone), sealed.pk)
    rewrite("system", lambda row: None)
    change_a_row(*trail)
    assert len(audit.broken_links(keyed=False)) == 1
    audit_key.rekey(AuditEvent, AuditHead, seal_of=short)
    assert len(audit.broken_links()) == 1  # what did not hold before does not hold now
    assert broken_seals() == []
