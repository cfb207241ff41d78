"""The questionnaires of a clinic. A row never changes but for being retired: another wording is another version."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from backend.accounts.models import Clinic, User
from backend.core import clock
from backend.core.ids import new_id


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def in_use(self, now: datetime | None = None) -> "QuestionnaireQuerySet":
        return self.filter(Q(retired_at=None) | Q(retired_at__gt=now or clock.now()))


class Questionnaire(models.Model):
    """One version of one instrument: the FHIR resource as it came, and our reading of it (`form.Form`)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="questionnaires")
    url = models.CharField(max_length=300, blank=True)
    version = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=20, blank=True)
    resource = models.JSONField()
    form = models.JSONField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        app_label = "tracking"
        constraints = [models.UniqueConstraint(fields=["clinic", "digest"], name="questionnaire_once_in_a_clinic")]

    def __str__(self) -> str:
        return f"{self.title} {self.version}".strip()
