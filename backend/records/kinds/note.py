"""A clinician's words."""

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import CLINICIANS, KindModel, register


@register(
    "note",
    action="write_note",
    writers=CLINICIANS,
    replay=None,
    example={"text": "Well done", "internal": False},
    left_out={
        "rules": "words, not facts",
        "pdf": "words between clinic and patient stay in the app",
        "demo": "left for whoever tries the desk",
    },
)
class Note(KindModel):
    """Words to the patient, or (internal) among clinicians."""

    text: v.Words
    internal: bool = False
