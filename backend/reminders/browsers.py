"""A browser is called for somebody as long as the session lasts in which they registered it, and no longer.

A session ends in many ways: sign-out here or elsewhere, another person's sign-in, a changed password, its age. Whatever deletes
its row deletes the subscription; what only makes it void is seen when the browser would be called.
"""

from collections.abc import Iterable
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete
from django.dispatch import receiver

from backend.core import clock
from backend.reminders.models import PushSubscription


@receiver(post_delete, sender=Session, dispatch_uid="browser-ends-with-session")
def end_with_session(sender: Any, instance: Session, **_: Any) -> None:
    PushSubscription.objects.filter(session_key=instance.session_key).delete()


@receiver([password_changed, password_set, password_reset], dispatch_uid="browsers-end-with-password")
def end_with_password(sender: Any, user: Any, request: Any = None, **_: Any) -> None:
    """Every session but this one is void from now on."""
    here = request.session.session_key if request is not None and hasattr(request, "session") else None
    PushSubscription.objects.filter(user=user).exclude(session_key=here or "-").delete()


def called(rows: Iterable[PushSubscription]) -> list[PushSubscription]:
    """Those of `rows` (with their users) whose session still holds; the others are forgotten."""
    rows = list(rows)
    keys = {row.session_key for row in rows if row.session_key}
    live = Session.objects.filter(session_key__in=keys, expire_date__gt=clock.now()) if keys else []
    held = {session.session_key: session.get_decoded() for session in live}
    over = [row for row in rows if row.session_key and not _holds(row, held.get(row.session_key))]
    if over:
        PushSubscription.objects.filter(pk__in=[row.pk for row in over]).delete()
    return [row for row in rows if row not in over]


def _holds(row: PushSubscription, session: dict[str, Any] | None) -> bool:
    if session is None or session.get("_auth_user_id") != str(row.user_id):
        return False
    return bool(session.get("_auth_user_hash") == row.user.get_session_auth_hash())
