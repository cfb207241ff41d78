"""Who asks, in one statement: the token or session, its person, their own record, and whether they work with patients.

Nothing is kept between two requests: a token that is revoked, a session that is ended and a role that is given up hold from
the next request on. What is found goes with the person's object through the one request.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from backend.accounts.models import AccessToken, Membership, User
from backend.core import clock
from backend.core.models import Restored
from backend.core.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Identity:
    """What the statement told beside the person.

    `patient`: their own open record, as it stood then. `treats`: they belong to a clinic or, as a professional, to a care
    team. `history`: see `sync.pull`.
    """

    patient: Any
    treats: bool
    history: str


def identity_of(user: Any) -> Identity | None:
    """What was found with `user` in this request; None for a person who was found in another way."""
    return getattr(user, "found_with", None)


def _beside(rows: "models.QuerySet[Any]", now: datetime) -> "models.QuerySet[Any]":
    # The care team is a layer above: it is known here by the name of the relation only.
    teams = User._meta.get_field("care_teams").related_model._default_manager
    of_person = {"user_id": OuterRef("user_id")}
    return rows.select_related("user__patient").annotate(
        of_clinic=Exists(Membership.objects.active(now).filter(**of_person)),
        of_team=Exists(teams.filter(until=None, **of_person).exclude(role="caregiver")),
        history=Subquery(Restored.objects.order_by("-at").values("history")[:1]),
    )


def _kept(row: Any) -> Any:
    """The row, its person knowing what was found with them."""
    own = row.user._state.fields_cache.get("patient")
    row.user.found_with = Identity(
        patient=own if own is not None and own.closed_at is None else None,
        treats=bool(row.of_clinic or row.of_team),
        history=row.history or "",
    )
    return row


_token = Prepared(
    lambda digest, now, made_after: _beside(
        AccessToken.objects.filter(
            Q(expires_at__gt=now) | Q(expires_at=None, created_at__gt=made_after),
            digest=digest, revoked_at=None, user__is_active=True,
        ),
        now,
    ),
    digest=models.CharField(), now=models.DateTimeField(), made_after=models.DateTimeField(),
)  # fmt: skip
_session = Prepared(
    lambda key, now, lives: _beside(UserSession.objects.filter(session_key=key), now).annotate(
        session_data=Subquery(
            Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=lives).values("session_data")
        )
    ),
    key=models.CharField(), now=models.DateTimeField(), lives=models.DateTimeField(),
)  # fmt: skip


def token_of(digest: str) -> AccessToken | None:
    """The token with that digest, if it is good now; its `user` is an active person with an identity."""
    now = clock.now()
    row = _token.first(digest=digest, now=now, made_after=now - timedelta(days=AccessToken.DAYS))
    return _kept(row) if row else None


def session_of(key: str) -> Any:
    """The living session of that key, with `session_data` and its person as `user`; None where a part of it is missing."""
    row = _session.first(key=key, now=clock.now(), lives=timezone.now())
    return _kept(row) if row and row.session_data is not None else None
