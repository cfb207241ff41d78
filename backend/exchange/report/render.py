"""From the gathered words to a tagged PDF (PDF/UA-1), in this process and within tens of milliseconds."""

import json
import re
from pathlib import Path
from typing import Any

import typst

from backend.exchange.report.appointment import appointment_page
from backend.exchange.report.gather import ROOMS, Reader, gather
from backend.exchange.report.programme import programme_page
from backend.patients.models import Patient

HERE = Path(__file__).resolve().parent
MAX_PAGES = 2
# What the brought typefaces draw for certain: Latin, Greek, Cyrillic and the signs of our own words.
_UNDRAWN = re.compile(
    r"[^\n\u0020-\u024F\u0370-\u03FF\u0400-\u045F\u1E00-\u1EFF\u2010-\u2026\u2212\u2264\u2265\u25A1]"
)


def report_pdf(patient: Patient, *, reader: Reader, language: str) -> bytes:
    """One or two pages. Where everything does not fit, fewer rows of each kind are printed, and it says how many more."""
    for room in ROOMS:
        data = gather(patient, reader=reader, language=language, room=room)
        pdf, pages = typeset(data)
        if pages <= MAX_PAGES:
            break
    return pdf


def programme_pdf(patient: Patient, *, language: str) -> bytes:
    """The home programme: as many pages as it has exercises for."""
    return typeset(programme_page(patient, language=language), "programme.typ")[0]


def appointment_pdf(patient: Patient, *, language: str) -> bytes:
    """The page for an appointment: as many sheets as what happened since the last one needs."""
    return typeset(appointment_page(patient, language=language), "appointment.typ")[0]


def typeset(data: dict[str, Any], template: str = "page.typ") -> tuple[bytes, int]:
    """The PDF and its number of pages. A character that no typeface has becomes a box, and the page says so."""
    try:
        return _compiled(data | {"boxes": False}, template)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compiled(_boxed(data) | {"boxes": True}, template)


def _compiled(data: dict[str, Any], template: str) -> tuple[bytes, int]:
    compiler = typst.Compiler(
        str(HERE / template),
        root=str(HERE),
        font_paths=[str(HERE / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
    )
    pages = int(json.loads(compiler.query("<pages>", field="value", one=True)))
    pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    assert isinstance(pdf, bytes)
    return pdf, pages


def _boxed(value: Any) -> Any:
    if isinstance(value, str):
        return _UNDRAWN.sub("□", value)
    if isinstance(value, dict):
        return {key: _boxed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_boxed(item) for item in value]
    return value
