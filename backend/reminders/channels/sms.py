"""SMS by a plain HTTP gateway: off until `SMS_GATEWAY_URL` is set, and only where a number is known.

The gateway takes `POST {"to", "text", "id"}` as JSON; `id` is the letter's stable key, by which it can drop a copy.
"""

from django.conf import settings

from backend.reminders.channels.base import Answer, Letter, Permanent, Sent, Transient

NAME = "sms"
TIMEOUT_S = 5
ABOUT_THE_NUMBER = (400, 410, 422)


def ready(letter: Letter) -> bool:
    return bool(settings.SMS_GATEWAY_URL and letter.phone)


def send(letter: Letter) -> Answer:
    import requests  # loaded by the first message

    body = {"to": letter.phone, "text": letter.says, "id": letter.topic}
    try:
        answer = requests.post(settings.SMS_GATEWAY_URL, json=body, timeout=TIMEOUT_S, allow_redirects=False)
    except requests.RequestException as error:
        return Transient(type(error).__name__[:60])
    if 200 <= answer.status_code < 300:
        return Sent(detail=str(answer.status_code), message_id=letter.topic)
    if answer.status_code in ABOUT_THE_NUMBER:
        return Permanent(str(answer.status_code))
    # A wrong password, an empty account, a moved address: of the gateway or ours, and it may be mended.
    return Transient(str(answer.status_code))
