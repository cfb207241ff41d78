"""`backup` and `restore`: everything comes back; what is not whole is refused before anything is touched."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from backend.core.audit import broken_links
from backend.core.backup import archive, box, tables
from backend.core.models import AuditEvent
from backend.patients.models import Patient
from backend.records.models import Record

KEY = box.new_key()


@pytest.fixture
def keyed(settings, tmp_path):
    settings.BACKUP_KEY = KEY
    settings.AUDIT_FOLDER = tmp_path / "audit"
    settings.PRIVATE_FILES = tmp_path / "private"
    settings.PRIVATE_FILES.mkdir()


def state():
    return {
        "rows": {name: tables.count(name) for name in tables.names()},
        "records": list(Record.objects.order_by("id").values()),
        "patients": list(Patient.objects.order_by("id").values()),
        "audit": list(AuditEvent.objects.order_by("scope", "number").values()),
    }


@pytest.mark.django_db(transaction=True)
def test_everything_comes_back_and_nothing_else(keyed, cast, client_of, entry, settings, tmp_path):
    phone = client_of(cast.maria)
    items = [entry(), entry("medicine", name='Ünal "x" \\ \t\n 😀')]
    phone.post("/api/v1/sync/push", {"items": items}, format="json")
    (settings.PRIVATE_FILES / "exports").mkdir()
    (settings.PRIVATE_FILES / "exports" / "a.zip").write_bytes(b"\x00\x01")
    before = state()
    heard = phone.get("/api/v1/sync/pull").json()["history"]
    file = tmp_path / "one.backup"
    call_command("backup", file, no_trial=True, stdout=io.StringIO())
    assert b"Maria" not in file.read_bytes()
    assert [path.name for path in tmp_path.glob("one*")] == ["one.backup"]

    phone.post("/api/v1/sync/push", {"items": [entry() for _ in range(3)]}, format="json")
    (settings.PRIVATE_FILES / "exports" / "a.zip").unlink()
    after = state()
    with pytest.raises(CommandError, match="in use"):
        call_command("restore", file)
    refuse_what_is_not_whole(file, tmp_path, settings)
    assert state() == after

    call_command("restore", file, replace=True, stdout=io.StringIO())
    assert state() == before | {"rows": before["rows"] | {"core_restored": 1}}
    # What phones sent since is not here; they are told that this is another history, and send it again.
    again = [phone.get("/api/v1/sync/pull").json()["history"] for _ in range(2)]
    assert heard == ""
    assert again[0] == again[1] != heard
    assert broken_links() == []
    assert (settings.PRIVATE_FILES / "exports" / "a.zip").read_bytes() == b"\x00\x01"
    # Keys that the database counts go on behind those that came back.
    assert phone.post("/api/v1/sync/push", {"items": [entry()]}, format="json").status_code == 200


def refuse_what_is_not_whole(file, tmp_path, settings):
    whole = file.read_bytes()
    middle = len(whole) // 2
    for name, bad in {
        "cut off": whole[:-1],
        "cut off at the start": whole[: len(box.MAGIC) + 16],
        "changed": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "lengthened": whole + b"\x00",
        "another file": b"PK" + whole,
        "empty": b"",
    }.items():
        other = tmp_path / "bad"
        other.write_bytes(bad)
        with pytest.raises(CommandError, match="refused"):
            call_command("restore", other, replace=True)
        assert name
    settings.BACKUP_KEY = box.new_key()
    with pytest.raises(CommandError, match="another one"):
        call_command("restore", file, replace=True)
    settings.BACKUP_KEY = KEY


def test_pieces_cannot_change_places_or_end_early():
    key, out = box.key_from(KEY), io.BytesIO()
    locker = box.Locker(out, key)
    plain = bytes(range(256)) * (3 * box.PIECE // 256)
    for start in range(0, len(plain), 100_000):
        locker.write(plain[start : start + 100_000])
    locker.close()
    made = out.getvalue()
    assert box.Opener(io.BytesIO(made), key).read(len(plain) + 1) == plain
    head, size = len(box.MAGIC) + 16, box.PIECE + 16
    first, second, last = (made[head + n * size : head + (n + 1) * size] for n in range(3))
    for wrong in (second + first + last, first + second, first + last, first + second + last + last):
        with pytest.raises(box.Damaged):
            box.Opener(io.BytesIO(made[:head] + wrong), key).read(len(plain) + 1)


def test_a_backup_without_a_key_is_refused(settings, tmp_path, db):
    settings.BACKUP_KEY = ""
    with pytest.raises(CommandError, match="BACKUP_KEY"):
        call_command("backup", tmp_path / "x", no_trial=True)
    assert not list(tmp_path.iterdir())


def test_a_backup_of_a_newer_version_is_refused(keyed, db):
    with pytest.raises(archive.Refused, match="newer"):
        archive._prepare_schema([("patients", "9999_later")], replace=True)


@pytest.mark.django_db(transaction=True)
def test_whoever_was_forgotten_after_a_backup_does_not_come_back_with_it(keyed, cast, client_of, entry, tmp_path):
    from backend.accounts.models import User
    from backend.core import anchors, clock
    from backend.core.actor import Actor
    from backend.core.audit import broken_anchors
    from backend.core.audit_anonymous import broken_seals
    from backend.patients.privacy.erasure import ask_erasure, erase_due

    maria, nina = cast.maria.user, cast.nina
    client_of(cast.maria).post("/api/v1/sync/push", {"items": [entry()]}, format="json")
    anchors.anchor()
    file = tmp_path / "one.backup"
    call_command("backup", file, no_trial=True, stdout=io.StringIO())
    for user in (maria, nina):
        ask_erasure(by=Actor("patient", user.pk, user.name), user=user)
    assert erase_due(now=clock.now() + timedelta(days=60)) == 2
    assert broken_anchors() == []  # gone on purpose
    kept = (tmp_path / "audit" / "erased.jsonl").read_text()
    assert "Maria" not in kept
    assert str(cast.maria.pk) not in kept

    # On another machine: the list comes along.
    listed = tmp_path / "brought.jsonl"
    (tmp_path / "audit" / "erased.jsonl").rename(listed)
    call_command("restore", file, replace=True, erased=listed, stdout=io.StringIO())
    assert set(User.objects.values_list("name", flat=True)) == {"Sofia", "Ruben", "Otto", "Jonas", "Zoe"}
    assert not Patient.objects.filter(pk=cast.maria.pk).exists()
    assert not Record.objects.exists()
    assert [*broken_links(), *broken_seals(), *broken_anchors()] == []

    (tmp_path / "audit" / "erased.jsonl").write_text("what is this\n")
    with pytest.raises(CommandError, match="refused"):
        call_command("restore", file, replace=True)
    assert User.objects.count() == 5
