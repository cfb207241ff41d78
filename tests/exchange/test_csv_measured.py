"""Sheets of insoles and crutch tips: their own columns, newtons and steps; kept as measured, never as reported."""

from datetime import timedelta

import pytest

from backend.core import clock
from backend.exchange.report.loads import measured_lines
from backend.records.models import Record

DAY = (clock.now() - timedelta(days=2)).date()
GERMAN = f"{DAY.day}.{DAY.month}.{DAY.year}"


def bring(client, patient, text, device="Insole", **more):
    body = {"csv": text, "device": device, "dry_run": False, **more}
    return client.post(f"/api/v1/patients/{patient.pk}/import-csv", body, format="json")


def kept(patient):
    return [row.data for row in Record.objects.current().filter(patient=patient, kind="load_measurement")]


def test_one_line_for_each_walk(cast, client_of):
    text = (
        "Date;Leg;Peak force (N);Mean (kg);Steps;Above limit (%);Battery\n"
        f"{DAY} 10:20;L;330;18,5;240;40;81\n{GERMAN};rechts;196,133;;;;80\n"
    )
    answer = bring(client_of(cast.sofia), cast.maria, text).json()
    assert answer["counts"]["created"] == 2, answer
    left, right = sorted(kept(cast.maria), key=lambda data: data["side"])
    assert (left["peak_kg"], left["mean_kg"], left["steps"], left["share_above_limit"]) == (33.650635, 18.5, 240, 0.4)
    assert right == {"side": "right", "device": "Insole", "peak_kg": 20}
    assert answer["rows"][0]["record"] == left


def test_one_line_for_each_step(cast, client_of):
    """Of a day and side: highest peak, mean of the peaks, number of steps, share above the limit. Exactly at it is not above."""
    steps = [("L", 196.133), ("L", 294.1995), ("L", 98.0665), ("R", 490.3325)]
    lines = [f"{DAY},{n},{foot},{peak},20" for n, (foot, peak) in enumerate(steps)]
    text = "\n".join(["date,step,foot,peak (N),limit (kg)", *lines])
    answer = bring(client_of(cast.sofia), cast.maria, text).json()
    assert [(row["row"], row["result"]) for row in answer["rows"]] == [(2, "created"), (5, "created")]
    left, right = sorted(kept(cast.maria), key=lambda data: data["side"])
    assert left == {
        "side": "left", "device": "Insole", "peak_kg": 30, "mean_kg": 20, "steps": 3, "share_above_limit": 0.333,
    }  # fmt: skip
    assert (right["peak_kg"], right["steps"], right["share_above_limit"]) == (50, 1, 1)


@pytest.mark.parametrize(("count", "rows"), [(19, 19), (20, 1)])
def test_times_of_a_day_are_walks_until_there_are_many(cast, client_of, count, rows):
    lines = [f"{DAY}T10:00:{n:02}Z,L,{20 + n}" for n in range(count)]
    bring(client_of(cast.sofia), cast.maria, "\n".join(["timestamp,foot,peak", *lines]))
    found = kept(cast.maria)
    assert (len(found), found[0].get("steps")) == (rows, count if rows == 1 else None)


def test_without_a_limit_in_the_sheet_no_share_is_made_up(cast, client_of):
    bring(client_of(cast.sofia), cast.maria, f"date,step,side,peak\n{DAY},1,left,20\n{DAY},2,left,24\n")
    (data,) = kept(cast.maria)
    assert "share_above_limit" not in data
    assert (data["peak_kg"], data["steps"]) == (24, 2)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("date,side,peak (%BW)\n{day},left,40\n", "peak_kg"),
        ("date,side,peak\n11/30/2026,left,40\n", "date"),
        ("date,side,peak\n{day},middle,40\n", "side"),
        ("date,step,side,peak\n{day},1,left,much\n", "peak_kg"),
        ("date,side,battery\n{day},left,81\n", "peak_kg"),
    ],
)
def test_what_is_not_certain_is_refused_by_its_column(cast, client_of, text, column):
    answer = bring(client_of(cast.sofia), cast.maria, text.format(day=DAY)).json()
    assert [(row["result"], row["column"]) for row in answer["rows"]] == [("refused", column)]
    assert kept(cast.maria) == []


def test_a_rehearsal_keeps_nothing_and_the_same_sheet_again_nothing_more(cast, client_of):
    text, desk = f"date,side,peak\n{DAY},left,40\n", client_of(cast.sofia)
    assert bring(desk, cast.maria, text, dry_run=True).json()["rows"][0]["record"]["peak_kg"] == 40
    assert kept(cast.maria) == []
    bring(desk, cast.maria, text)
    assert bring(desk, cast.maria, text).json()["counts"]["identical"] == 1
    assert len(kept(cast.maria)) == 1


def test_an_outsider_sees_nothing(cast, client_of):
    assert bring(client_of(cast.otto), cast.maria, "date,peak\n").status_code == 404


def test_it_stands_as_measured_and_opens_no_finding_of_reports(cast, client_of):
    bring(client_of(cast.sofia), cast.maria, f"date,side,peak\n{DAY},left,80\n")
    rows = list(Record.objects.current().filter(patient=cast.maria))
    (line,) = measured_lines(rows, clock.now().date(), "en")
    assert "easured" in line
    assert "80 kg" in line
    assert not cast.maria.findings.filter(rule="load-above-prescription").exists()
