"""What readers of the desk keep for themselves: no patient's data, only what they like to look at."""

from typing import Any

from django.db import models
from django.db.models import Q

from backend.accounts.models import Clinic, User
from backend.core import clock
from backend.core.ids import new_id


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def offered_to(self, user: Any) -> "SavedViewQuerySet":
        """One's own, and those that colleagues share with a clinic in which `user` works today."""
        clinics = user.memberships.active().values("clinic_id")
        return self.filter(Q(owner=user) | Q(clinic__in=clinics))


class SavedView(models.Model):
    """A way of looking at the worklist under a name; with a `clinic` it is offered to everybody who works there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    clinic = models.ForeignKey(Clinic, null=True, on_delete=models.SET_NULL, related_name="saved_views")
    name = models.CharField(max_length=80)
    filters = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)
    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_view_name_once")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
