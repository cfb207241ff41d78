"""SMS by a plain HTTP gateway: off until `SMS_GATEWAY_URL` is set, and only where a number is known.

The gateway takes `POST {"to", "text", "id"}` as JSON; `id` is the letter's stable key, by which it can drop a copy.
"""

import requests
from django.conf import settings

from backend.reminders.channels.base import Answer, Letter, Permanent, Sent, Transient

NAME = "sms"
TIMEOUT_S = 5


def ready(letter: Letter) -> bool:
    return bool(settings.SMS_GATEWAY_URL and letter.phone)


def send(letter: Letter) -> Answer:
    body = {"to": letter.phone, "text": letter.says, "id": letter.topic}
    try:
        answer = requests.post(settings.SMS_GATEWAY_URL, json=body, timeout=TIMEOUT_S, allow_redirects=False)
    except requests.RequestException as error:
        return Transient(type(error).__name__[:60])
    if 200 <= answer.status_code < 300:
        return Sent(detail=str(answer.status_code), message_id=letter.topic)
    if answer.status_code in (408, 425, 429) or answer.status_code >= 500:
        return Transient(str(answer.status_code))
    return Permanent(str(answer.status_code))
