"""The worklist as a spreadsheet: the same rows in the same order, with plain columns."""

from collections.abc import Iterator
from typing import Any

import orjson

from backend.core.renderers import FastJSONRenderer
from backend.core.sheets import sheet

COLUMNS = (
    "id", "name", "birth_year", "birth_date", "clinic_number", "phone", "sex", "urgency", "category", "reason", "reasons", "since", "days_waiting (days)", "state", "pregnant",
    "load_left", "load_left_percent (% of body weight)", "load_left_kg (kg)", "aid_left", "load_right",
    "load_right_percent (% of body weight)", "load_right_kg (kg)", "aid_right", "pain_left_last (0-10)", "pain_right_last (0-10)",
    "pain_until", "last_entry_on", "entries (days of 28)", "exercises_done (of 28 days)", "exercises_planned (of 28 days)",
    "scale_practice (days of 28)", "next_review_on", "last_contact", "last_contact_at", "findings", "reviewed_at", "reviewed_by",
)  # fmt: skip


def worklist_csv(body: dict[str, Any]) -> bytes:
    """`body` is the worklist's own answer, so that no row or order can differ from what the screen shows."""
    plain = orjson.loads(FastJSONRenderer().render(body))
    return b"".join(sheet(COLUMNS, _rows(plain["rows"])))


def _rows(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        line = {name: row[name] for name in COLUMNS if name in row} | row["patient"]
        line["days_waiting (days)"] = row["days_waiting"]
        line["reasons"] = "; ".join(row["reasons"])
        kept, contact = row["adherence"], row["last_contact"] or {}
        line["entries (days of 28)"], line["scale_practice (days of 28)"] = kept["entries"], kept["practice"]
        line["exercises_done (of 28 days)"] = kept["exercises_done"]
        line["exercises_planned (of 28 days)"] = kept["exercises_planned"]
        line["last_contact"], line["last_contact_at"] = contact.get("outcome"), contact.get("at")
        line["findings"] = "; ".join(one["finding"] for one in row["findings"])
        for side in ("left", "right"):
            load = (row["load"] or {}).get(side) or {}
            line[f"load_{side}"] = load.get("status")
            line[f"load_{side}_percent (% of body weight)"] = load.get("percent")
            line[f"load_{side}_kg (kg)"] = load.get("kg") if load.get("status") in ("TTWB", "PWB") else None
            line[f"aid_{side}"] = load.get("aid")
            scores = [score for score in (row["pain"] or {}).get(side, []) if score is not None]
            line[f"pain_{side}_last (0-10)"] = scores[-1] if scores else None
        yield line
