"""Somebody asked for everything about them to be deleted."""

from datetime import datetime

from django.db import models

from backend.accounts.models import User
from backend.core import clock


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def due(self, now: datetime) -> "ErasureQuerySet":
        return self.filter(due_at__lte=now).order_by("due_at")


class Erasure(models.Model):
    """A person's wish to be forgotten, waiting for the end of its grace time. Taken back: the row is gone.

    While it stands, the record of that person rests: nothing is assessed and nobody is reminded.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="erasure")
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(db_index=True)
    objects = ErasureQuerySet.as_manager()

    def __str__(self) -> str:
        return f"erasure due {self.due_at:%Y-%m-%d}"
