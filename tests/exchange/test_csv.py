"""Spreadsheets both ways: out and in again says identical; a rehearsal writes nothing; a refused row names its column."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from backend.core.actor import Actor
from backend.core.models import AuditEvent
from backend.core.sheets import cell
from backend.exchange.csv.cells import plain
from backend.exchange.csv.read import load
from backend.exchange.csv.write import records_csv, records_for
from backend.records.actions import record_one
from backend.records.models import Record
from backend.tracking.assessment import reassess

BY = Actor(role="clinician", name="Sofia")


def url(patient, rest):
    return f"/api/v1/patients/{patient.pk}/{rest}"


def said(patient, kind, **fields):
    at = datetime.now(UTC) - timedelta(days=3)
    return record_one(patient=patient, by=BY, kind=kind, recorded_at=at.isoformat(), **fields)


def everything(patient):
    said(patient, "pain", site="hip", side="left", intensity=4.5, radiates_to=["groin", "thigh"], limp=True,
         note="=HYPERLINK(\"http://evil\")\nsecond line; with, marks")  # fmt: skip
    said(patient, "pain", site="knee", side=None, intensity=None, note="-2 points")
    said(patient, "dexa", site="total_hip", side="left", bmd=0.731, t_score=-1.7, device="@Hologic")
    said(patient, "medicine", name="Ibuprofen", action="start", **{"class": "nsaid"})
    said(patient, "prescription", side="both", status="PWB", percent=30, review_on="2027-01-01")
    said(patient, "programme", category="aquatic", minutes=30, weekdays=["mon", "thu"])
    said(patient, "setting", log_reminder_at=None, quiet_from="22:00")
    said(patient, "note", text="For us only", internal=True)
    reassess(patient.pk)


def import_(client, patient, text, **more):
    return client.post(url(patient, "import-csv"), {"csv": text, "dry_run": False, **more}, format="json")


def test_what_goes_out_comes_in_again_as_identical(cast, client_of):
    everything(cast.maria)
    desk, before = client_of(cast.sofia), Record.objects.count()
    answer = desk.get(url(cast.maria, "course.csv"))
    assert answer["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    kinds = {"pain", "dexa", "medicine", "prescription", "programme", "setting", "note"}
    assert {name.removesuffix(".csv") for name in archive.namelist()} == kinds | {"findings", "loads"}
    for kind in kinds:
        sheet = archive.read(f"{kind}.csv").decode()
        rows = import_(desk, cast.maria, sheet).json()
        assert {row["result"] for row in rows.get("rows", [])} == {"identical"}, rows
    assert Record.objects.count() == before
    # One for the sheets, and one for each rehearsal: its answer says what is there already.
    assert AuditEvent.objects.filter(patient_id=cast.maria.pk, action="read", kind="csv").count() == 1 + len(kinds)


def test_a_spreadsheet_calculates_nothing_and_units_stand_in_the_header(cast, client_of):
    everything(cast.maria)
    text = client_of(cast.sofia).get(url(cast.maria, "course.csv?kind=pain")).content.decode("utf-8-sig")
    header, *lines = csv.reader(io.StringIO(text))
    assert {"date", "intensity (0-10)", "stiffness_minutes (min)"} <= set(header)
    notes = {line[header.index("note")] for line in lines}
    assert notes == {'\'=HYPERLINK("http://evil")\nsecond line; with, marks', "'-2 points"}
    scan = client_of(cast.sofia).get(url(cast.maria, "course.csv?kind=dexa")).content.decode("utf-8-sig")
    header, line = csv.reader(io.StringIO(scan))
    row = dict(zip(header, line, strict=True))
    assert (row["bmd (g/cm2)"], row["t_score (SD)"], row["device"]) == ("0.731", "-1.7", "'@Hologic")
    datetime.strptime(row["date"], "%Y-%m-%d")


OWN = "kind;date;site;side;intensity (0-10);limp;weekdays\npain;2026-03-01;hip;left;4,5;ja;\npain;2026-03-01;hip;left;4,5;ja;\n"


def test_a_sheet_of_ones_own_needs_no_ids_and_a_second_time_changes_nothing(cast, client_of):
    first = import_(client_of(cast.sofia), cast.maria, OWN).json()
    assert first["counts"] == {"created": 2, "identical": 0, "superseded": 0, "refused": 0}
    row = Record.objects.first()
    assert (row.data, row.source, str(row.day)) == (
        {"site": "hip", "side": "left", "intensity": 4.5, "limp": True}, "csv", "2026-03-01",
    )  # fmt: skip
    again = import_(client_of(cast.sofia), cast.maria, OWN).json()
    assert again["counts"]["identical"] == 2
    assert Record.objects.count() == 2


def test_a_rehearsal_says_the_same_and_writes_nothing(cast, client_of):
    desk, seq = client_of(cast.sofia), cast.maria.seq
    answer = desk.post(url(cast.maria, "import-csv"), {"csv": OWN}, format="json").json()
    assert (answer["dry_run"], answer["counts"]["created"]) == (True, 2)
    cast.maria.refresh_from_db()
    assert (Record.objects.count(), cast.maria.seq) == (0, seq)
    assert not AuditEvent.objects.filter(action="log_pain").exists()


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("pain,2026-03-01,hip,left,12", "intensity", "0 to 10"),
        ("pain,2026-03-01,hip,left,much", "intensity", "0 to 10"),
        ("pain,2026-03-01,elbow,left,2", "site", "one of"),
        ("pain,01.03.2026,hip,left,2", "date", "2026-03-12"),
        ("pain,2999-03-01,hip,left,2", "date", "future"),
        ("pain,,hip,left,2", "date", "missing"),
        ("ache,2026-03-01,hip,left,2", "kind", "one of"),
        ("pain,2026-03-01,hip,left,2,surplus", None, "column"),
    ],
)
def test_a_refused_row_names_its_column_and_the_others_are_taken(cast, client_of, line, column, words):
    sheet = f"kind,date,site,side,intensity\n{line}\n\npain,2026-03-02,hip,left,3\n"
    rows = import_(client_of(cast.sofia), cast.maria, sheet).json()["rows"]
    assert [(row["row"], row["result"], row["column"]) for row in rows] == [
        (2, "refused", column),
        (4, "created", None),
    ]
    assert words in rows[0]["reason"]


@pytest.mark.parametrize(
    ("sheet", "field"),
    [("", "csv"), ("kind,site\npain,hip\n", "date"), ("date,site,site\n", "site"), ('date,kind\n"2026', "csv"),
     ("kind,date\n" + "pain,2026-01-01\n" * 5001, "csv")],
)  # fmt: skip
def test_a_sheet_that_is_none_is_refused_whole(cast, client_of, sheet, field):
    answer = import_(client_of(cast.sofia), cast.maria, sheet)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_who_may_write_a_kind_is_asked_of_each_row_and_a_skipped_step_wants_its_reason(cast, client_of):
    sheet = "kind,date,side,status,reason\nprescription,2026-03-01,left,NWB,\nprescription,2026-03-02,left,FWB,\n"
    own = import_(client_of(cast.maria), cast.maria, sheet).json()["rows"]
    assert {(row["result"], row["column"]) for row in own} == {("refused", "kind")}
    rows = import_(client_of(cast.sofia), cast.maria, sheet).json()["rows"]
    assert [(row["result"], row["column"]) for row in rows] == [("created", None), ("refused", "reason")]


def test_another_patients_row_is_not_moved_and_outsiders_see_nothing(cast, client_of):
    everything(cast.jonas)
    sheet = records_csv(records_for(cast.jonas, "clinician")["pain"], "pain").decode()
    rows = import_(client_of(cast.sofia), cast.maria, sheet).json()["rows"]
    assert {(row["result"], row["column"]) for row in rows} == {("refused", "id")}
    for who, code in ((None, 401), (cast.otto, 404), (cast.zoe, 404), (cast.ruben, 404), (cast.nina, 404)):
        assert client_of(who).get(url(cast.jonas, "course.csv")).status_code == code
        assert import_(client_of(who), cast.jonas, OWN).status_code == code


def test_internal_notes_are_not_in_the_patients_sheets(cast, client_of):
    everything(cast.maria)
    mine = client_of(cast.maria).get(url(cast.maria, "course.csv"))
    assert "note.csv" not in zipfile.ZipFile(io.BytesIO(mine.content)).namelist()
    assert client_of(cast.maria).get(url(cast.maria, "course.csv?kind=nonsense")).status_code == 400
    assert not AuditEvent.objects.filter(action="read").exists()


def test_the_worklist_as_a_sheet_has_its_rows_and_its_order(cast, client_of):
    everything(cast.maria)
    cast.jonas.name = "=1+1"
    cast.jonas.save()
    reassess(cast.jonas.pk)
    desk = client_of(cast.sofia)
    shown = desk.get("/api/v1/dashboard/worklist").json()["rows"]
    text = desk.get("/api/v1/dashboard/worklist.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == [row["patient"]["id"] for row in shown]
    maria = next(row for row in rows if row["name"] == "Maria")
    assert (maria["load_left"], maria["load_left_percent (% of body weight)"]) == ("PWB", "30.0")
    assert "'=1+1" in {row["name"] for row in rows}
    assert client_of(cast.maria).get("/api/v1/dashboard/worklist.csv").status_code == 403
    assert client_of(None).get("/api/v1/dashboard/worklist.csv").status_code == 401


def test_the_command_says_each_row_and_its_exit_status(cast, tmp_path, capsys):
    sheet = tmp_path / "own.csv"
    sheet.write_text(OWN + "pain;2026-03-03;hip;left;99;;\n", encoding="utf-8-sig")
    with pytest.raises(SystemExit) as status:
        call_command("import_csv", str(sheet), "--patient", str(cast.maria.pk), "--dry-run")
    *rows, counts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (status.value.code, counts["created"], counts["refused"], rows[-1]["column"]) == (1, 2, 1, "intensity")
    assert not Record.objects.exists()
    with pytest.raises(CommandError) as unread:
        call_command("import_csv", str(tmp_path / "none.csv"), "--patient", str(cast.maria.pk))
    assert unread.value.returncode == 2


def test_a_stored_null_and_an_empty_cell_are_the_same_row(cast):
    said(cast.maria, "pain", site="knee", side=None, intensity=None)
    sheet = records_csv(records_for(cast.maria, "clinician")["pain"], "pain").decode()
    assert [row.result for row in load(patient=cast.maria, by=BY, text=sheet, dry_run=True)] == ["identical"]


def test_the_line_ends_within_a_cell_come_back_by_the_command_too(cast, tmp_path, capsys):
    said(cast.maria, "pain", site="hip", side="left", intensity=3, note="first\r\nsecond\rthird\nfourth")
    sheet = tmp_path / "pain.csv"
    sheet.write_bytes(records_csv(records_for(cast.maria, "clinician")["pain"], "pain"))
    call_command("import_csv", str(sheet), "--patient", str(cast.maria.pk))
    counts = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert counts == {"dry_run": False, "created": 0, "identical": 1, "superseded": 0, "refused": 0}


def test_a_sign_between_thousands_is_not_guessed_at(cast, client_of):
    amounts = {"1.000": "refused", "1,000": "refused", "12.500.000": "refused", "1000": "created", "0,5": "created"}
    sheet = "kind;date;calcium_mg (mg)\n" + "".join(f"intake;2026-03-01;{amount}\n" for amount in amounts)
    rows = import_(client_of(cast.maria), cast.maria, sheet).json()["rows"]
    assert [row["result"] for row in rows] == list(amounts.values())
    assert {row["column"] for row in rows if row["result"] == "refused"} == {"calcium_mg"}
    # What was stored so goes out and comes in again.
    said(cast.maria, "intake", calcium_mg=1.125)
    sheet = records_csv(records_for(cast.maria, "clinician")["intake"], "intake").decode()
    assert {row.result for row in load(patient=cast.maria, by=BY, text=sheet, dry_run=True)} == {"identical"}


def test_empty_cells_at_the_end_of_a_line_say_nothing(cast, client_of):
    sheet = "kind;date;site\npain;2026-03-01;hip;;;\npain;2026-03-02;hip;;x\n;;;;;\n"
    rows = import_(client_of(cast.maria), cast.maria, sheet).json()["rows"]
    assert [row["result"] for row in rows] == ["created", "refused"]


@pytest.mark.parametrize(
    ("above", "row"),
    [
        ("sep=;\n", 2), ('\ufeff"SEP=;"\r\n', 2), ("\n\r\n", 4), (";;;\n \n", 4), ("sep=;\r\n\n", 3),
    ],
)  # fmt: skip
def test_what_spreadsheets_put_above_the_header_is_understood(cast, client_of, above, row):
    sheet = above + "kind;date;site;note\npain;2026-03-01;hip;a,b,c,d,e\n"
    (taken,) = import_(client_of(cast.maria), cast.maria, sheet).json()["rows"]
    assert (taken["result"], taken["row"]) == ("created", row)
    assert Record.objects.get(pk=taken["id"]).data["note"] == "a,b,c,d,e"


def test_the_word_sep_goes_before_what_stands_most_often_in_the_header(cast, client_of):
    sheet = 'sep=,\nkind,date,site,"a;b;c;d;e"\npain,2026-03-01,hip,\n'
    assert [row["result"] for row in import_(client_of(cast.maria), cast.maria, sheet).json()["rows"]] == ["created"]
    answer = import_(client_of(cast.maria), cast.maria, "sep=;\n")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "date")


def test_a_sheet_in_another_encoding_is_refused_in_words(cast, client_of, tmp_path):
    text = "kind;date;site;note\npain;2026-03-01;hip;M\u00fcde\n"
    sheet = tmp_path / "latin.csv"
    sheet.write_bytes(text.encode("latin-1"))
    with pytest.raises(CommandError, match=r"^csv: expected a sheet in UTF-8") as unread:
        call_command("import_csv", str(sheet), "--patient", str(cast.maria.pk))
    assert unread.value.returncode == 2
    # Sent as it is, and read by a browser that took it for UTF-8.
    raw = json.dumps({"csv": text}, ensure_ascii=False).encode("latin-1")
    answer = client_of(cast.maria).post(url(cast.maria, "import-csv"), raw, content_type="application/json")
    assert (answer.status_code, "expected JSON in UTF-8" in answer.content.decode()) == (400, True)
    (row,) = import_(client_of(cast.maria), cast.maria, text.replace("\u00fc", "\ufffd")).json()["rows"]
    assert (row["result"], row["column"]) == ("refused", "note")
    assert row["reason"].startswith("expected a sheet in UTF-8")
    assert not Record.objects.exists()


def test_the_units_of_the_published_cases_are_converted(cast, client_of, shared):
    folder = shared / "cases" / "exchange"
    if not folder.is_dir():
        pytest.skip("the shared folder has no cases of exchange")
    for name in ("50-csv-vas100.csv", "50-csv-stiff-h.csv"):
        done = import_(client_of(cast.sofia), cast.maria, (folder / name).read_text(encoding="utf-8")).json()
        assert done["counts"]["refused"] == 0
    rows = [row.data for row in Record.objects.order_by("seq")]
    assert [row["intensity"] for row in rows] == [0.7, 0.9, 3]
    assert rows[2]["stiffness_minutes"] == 90


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("intensity (VAS mm)", "45", 4.5), ("Intensity", "4", 4), ("INTENSITY (0–10)", "4", 4), ("Stiffness Minutes [hours]", "0,5", 30),
        ("stiffness_minutes (s)", "90", 1.5), ("stiffness-minutes (min)", "20", 20),
    ],
)  # fmt: skip
def test_units_and_headings_as_people_write_them(cast, client_of, heading, cell, value):
    sheet = f"Date;Kind;site;side;{heading}\n2026-03-01;pain;hip;left;{cell}\n"
    assert import_(client_of(cast.sofia), cast.maria, sheet).json()["counts"]["created"] == 1
    assert value in Record.objects.get().data.values()


@pytest.mark.parametrize(
    ("kind", "heading", "cell"),
    [
        ("pain", "intensity (0-5)", "3"), ("pain", "intensity (%)", "30"), ("pain", "stiffness_minutes (days)", "1"),
        ("dexa", "bmd (HU)", "120"), ("intake", "vitamin_d_iu (mg)", "1"),
    ],
)  # fmt: skip
def test_a_unit_that_is_not_certain_is_refused_with_its_column(cast, client_of, kind, heading, cell):
    sheet = f"date;kind;{heading}\n2026-03-01;{kind};{cell}\n"
    (row,) = import_(client_of(cast.sofia), cast.maria, sheet).json()["rows"]
    assert (row["result"], row["column"]) == ("refused", heading.partition(" ")[0])


@pytest.mark.parametrize("dash", "-‐‑‒–—―−﹣－")
def test_every_dash_is_a_minus(cast, client_of, dash):
    sheet = f"date;kind;site;side;t_score (SD)\n2026-03-01;dexa;total_hip;left;{dash}2,1\n"
    assert import_(client_of(cast.sofia), cast.maria, sheet).json()["counts"]["created"] == 1
    assert Record.objects.get().data["t_score"] == -2.1


@pytest.mark.parametrize("text", ["  =1+1", "\u00a0=1+1", "＝1+1", " ＠SUM(1)", "－2 points", "\u200b+1"])
def test_a_formula_in_disguise_is_neutral_on_the_way_out_and_itself_on_the_way_in(text):
    assert cell(text) == "'" + text
    assert plain(str(cell(text.strip()))) == text.strip()


@pytest.mark.parametrize(
    ("heading", "unit", "taken"), [("ng/mL", None, True), ("nmol/L", "nmol/L", True), ("ng/mL", "nmol/L", False)]
)
def test_a_laboratorys_unit_may_stand_in_the_heading(cast, client_of, heading, unit, taken):
    sheet = (
        f"date;kind;test;value ({heading});{'unit' if unit else ''}\n2026-03-01;lab;vitamin_d_25oh;41;{unit or ''}\n"
    )
    assert import_(client_of(cast.sofia), cast.maria, sheet).json()["counts"]["created"] == taken
