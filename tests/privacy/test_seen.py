"""Who has seen my record: told to the patient, complete, and with no health values."""

from io import StringIO

import pytest
from django.core.management import call_command

from backend.core.audit import broken_links
from backend.core.models import AuditEvent, AuditHead
from backend.patients.actions import join_team
from backend.patients.privacy.access_log import network_of


def seen(cast, client_of, who="maria", of="maria"):
    return client_of(getattr(cast, who)).get(f"/api/v1/patients/{getattr(cast, of).pk}/seen")


def test_a_patient_reads_who_looked_and_who_wrote_and_is_not_listed_themselves(cast, client_of, entry):
    desk = client_of(cast.sofia)
    base = f"/api/v1/patients/{cast.maria.pk}"
    desk.get(base + "/records", REMOTE_ADDR="192.0.2.77")
    desk.post(base + "/records", {"kind": "note", "text": "rest more"}, format="json", REMOTE_ADDR="2001:db8:1:2::9")
    client_of(cast.maria).post("/api/v1/sync/push", {"items": [entry()]}, format="json")
    rows = seen(cast, client_of).json()["results"]
    assert [(row["act"], row["kind"], row["name"], row["clinic"], row["role"], row["network"]) for row in rows] == [
        ("wrote", "note", "Sofia", "Ponte", "clinician", "2001:db8:1::/48"),
        ("looked", "records", "Sofia", "Ponte", "clinician", "192.0.2.0/24"),
    ]
    assert "rest more" not in seen(cast, client_of).content.decode()


def test_lists_are_looking_too_once_a_day(cast, client_of):
    desk = client_of(cast.sofia)
    for _ in range(3):
        assert desk.get("/api/v1/dashboard/worklist").status_code == 200
        assert desk.get("/api/v1/patients").status_code == 200
    kinds = sorted(row["kind"] for row in seen(cast, client_of).json()["results"])
    assert kinds == ["list"]  # nothing was assessed yet, so that the worklist was empty
    from backend.tracking.assessment import reassess

    reassess(cast.maria.pk)
    desk.get("/api/v1/dashboard/worklist")
    desk.get("/api/v1/dashboard/worklist")
    kinds = sorted(row["kind"] for row in seen(cast, client_of).json()["results"])
    assert kinds == ["list", "worklist"]
    assert broken_links() == []


@pytest.mark.parametrize("who", ["zoe", "otto", "nina", "ruben", "jonas"])
def test_for_outsiders_there_is_no_such_record(cast, client_of, who):
    assert seen(cast, client_of, who).status_code == 404


def test_staff_and_caregivers_are_not_told(cast, client_of):
    from backend.core.actor import Actor

    join_team(by=Actor.system("test"), patient=cast.maria, user=cast.nina, role="caregiver")
    assert seen(cast, client_of, "sofia").status_code == 403
    assert seen(cast, client_of, "nina").status_code == 403


def test_a_caregiver_is_named_without_a_clinic(cast, client_of):
    from backend.core.actor import Actor

    join_team(by=Actor.system("test"), patient=cast.maria, user=cast.otto, role="caregiver")
    client_of(cast.otto).get(f"/api/v1/patients/{cast.maria.pk}")
    row = seen(cast, client_of).json()["results"][0]
    assert (row["name"], row["role"], row["clinic"]) == ("Otto", "caregiver", None)


def test_pages_follow_each_other_without_gap(cast, client_of):
    desk, maria = client_of(cast.sofia), client_of(cast.maria)
    for _ in range(7):
        desk.get(f"/api/v1/patients/{cast.maria.pk}")
    url, times = f"/api/v1/patients/{cast.maria.pk}/seen?limit=3", []
    while url:
        page = maria.get(url).json()
        times += [row["at"] for row in page["results"]]
        url = page["next"]
    assert len(times) == 7
    assert times == sorted(times, reverse=True)


def test_an_address_is_told_as_its_network():
    assert network_of("203.0.113.9") == "203.0.113.0/24"
    assert network_of("2001:db8::1") == "2001:db8::/48"
    assert network_of(None) is None


def verify() -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify_audit", stdout=out, stderr=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_the_chain_check_finds_a_row_changed_and_a_row_deleted_by_sql(cast, client_of):
    from django.db import connection, transaction

    desk = client_of(cast.sofia)
    for rest in ("", "/records", "/findings"):
        desk.get(f"/api/v1/patients/{cast.maria.pk}{rest}")
    assert verify()[0] == 0

    def tampered(sql: str) -> str:
        mark = transaction.savepoint()
        with connection.cursor() as cursor:
            cursor.execute(sql)
            assert cursor.rowcount == 1
        code, said = verify()
        transaction.savepoint_rollback(mark)
        assert code == 1
        return said

    table = AuditEvent._meta.db_table
    middle = AuditEvent.objects.get(kind="records").pk
    assert "number 2 was changed" in tampered(f"UPDATE {table} SET actor_name = 'Otto' WHERE id = {middle}")
    assert "a row is missing before number 3" in tampered(f"DELETE FROM {table} WHERE id = {middle}")
    last = AuditEvent.objects.get(kind="findings").pk
    assert "rows are missing at the end" in tampered(f"DELETE FROM {table} WHERE id = {last}")
    assert "ends is missing" in tampered(f"DELETE FROM {AuditHead._meta.db_table} WHERE number = 3")
    assert verify()[0] == 0
