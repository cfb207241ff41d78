"""One row for one entry: the columns that anybody would give it."""

import uuid

from django.conf import settings
from django.db import models


class Entry(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    day = models.DateField()
    recorded_at = models.DateTimeField()
    timezone = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "plain"
        indexes = [models.Index(fields=["owner", "day"], name="plain_owner_day")]

    def __str__(self) -> str:
        return self.kind
