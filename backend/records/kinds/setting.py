"""The patient's wishes on being reminded."""

from typing import Literal

from backend.records.kinds import vocabulary as v
from backend.records.kinds.base import KindModel, register


@register(
    "setting",
    action="change_reminder_settings",
    replay=("log_reminder_at", "quiet_from", "quiet_to"),
    example={"log_reminder_at": None, "quiet_from": "22:00", "quiet_to": "07:00", "email": False},
    left_out={"pdf": "how somebody wants to be reminded is nobody else's business"},
)
class Setting(KindModel):
    """The patient's own wishes: when to be reminded (null: never), when to be left alone, and over which ways.

    `ways` are tried in this order, those left out after them; `mobile` is for text messages, where the server sends any. Weights are kept in kilograms;
    `weight_unit` is how this person reads and writes them.
    `monthly_summary`: the month in a sentence, as a message on the first of the next; nobody gets it who did not ask.
    `doctor_phone` is the person's own doctor's, dialled by an urgent notice where the clinic has no number; `physio_phone` that of
    their physiotherapist; `emergency_phone` stands in the place of the emergency number that the phone would dial by its zone.
    `hip_side`: which hip the person named among the first questions. It is no pain of a day: the page of a day offers it, no rule reads it.
    """

    log_reminder_at: v.TimeOfDay | None = None
    quiet_from: v.TimeOfDay | None = None
    quiet_to: v.TimeOfDay | None = None
    now_may_pass_quiet: bool | None = None
    email: bool | None = None
    push: bool | None = None
    ways: v.Ways | None = None
    mobile: v.Mobile | None = None
    monthly_summary: bool | None = None
    weight_unit: Literal["kg", "lb"] | None = None
    doctor_phone: v.Telephone | None = None
    physio_phone: v.Telephone | None = None
    emergency_phone: v.Telephone | None = None
    hip_side: Literal["left", "right", "both"] | None = None
