"""A clinic's own exercise programmes, to start from."""

from django.db import models

from backend.accounts.models import Clinic
from backend.core import clock
from backend.core.ids import new_id


class ProgrammeTemplateQuerySet(models.QuerySet["ProgrammeTemplate"]):
    def in_use(self) -> "ProgrammeTemplateQuerySet":
        return self.filter(archived_at=None)


class ProgrammeTemplate(models.Model):
    """Exercises by phase of recovery, which a clinician gives to a patient as a whole.

    `phases` is a list of `{"phase", "items"}` as `backend.patients.programmes.actions` checks it. `version` grows with every
    change, so that of two people who change the same template the later one is told.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="programme_templates")
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=500, blank=True)
    phases = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.CharField(max_length=150, blank=True)
    archived_at = models.DateTimeField(null=True)
    objects = ProgrammeTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "name"], condition=models.Q(archived_at=None), name="template_name_once_in_a_clinic"
            )
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
