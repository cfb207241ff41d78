"""An import as the desk shows it."""

from typing import Any

from rest_framework import serializers

from backend.exchange.models import Export, Import


class RefusedSerializer(serializers.Serializer[Any]):
    resource = serializers.CharField()
    path = serializers.CharField()
    expected = serializers.CharField()
    entry = serializers.IntegerField(required=False)


class IgnoredSerializer(serializers.Serializer[Any]):
    resource = serializers.CharField()
    why = serializers.CharField()
    count = serializers.IntegerField()
    which = serializers.ListField(child=serializers.CharField())


class TouchedSerializer(serializers.Serializer[Any]):
    result = serializers.ChoiceField(choices=["opened", "known", "refused"])
    patient = serializers.UUIDField(allow_null=True)
    name = serializers.CharField(allow_null=True)
    resources = serializers.ListField(child=serializers.CharField())
    known_by = serializers.CharField(allow_blank=True)
    about = serializers.IntegerField()
    records = serializers.IntegerField()


class NoteSerializer(serializers.Serializer[Any]):
    what = serializers.CharField()
    count = serializers.IntegerField()


class FileSerializer(serializers.Serializer[Any]):
    file = serializers.CharField()
    error = serializers.CharField(required=False)


class SummarySerializer(serializers.Serializer[Any]):
    """Counts are of resources (of a sheet: rows); of long lists the first are told, and how many more there are."""

    created = serializers.IntegerField(required=False)
    identical = serializers.IntegerField(required=False)
    updated = serializers.IntegerField(required=False)
    withdrawn = serializers.IntegerField(required=False)
    people = TouchedSerializer(many=True, required=False)
    people_more = serializers.IntegerField(required=False)
    refused = RefusedSerializer(many=True, required=False)
    refused_more = serializers.IntegerField(required=False)
    ignored = IgnoredSerializer(many=True, required=False)
    notes = NoteSerializer(many=True, required=False)
    files = FileSerializer(many=True, required=False)
    undone = serializers.BooleanField(required=False)
    kept = serializers.IntegerField(required=False)


class BatchSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    patient = serializers.UUIDField(allow_null=True)
    step = serializers.ChoiceField(choices=Import.Step.choices)
    state = serializers.ChoiceField(choices=Export.State.choices)
    progress = serializers.IntegerField()
    size = serializers.IntegerField()
    asked_at = serializers.DateTimeField()
    applied_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    summary = SummarySerializer(help_text="Empty until it was rehearsed.")


def presented(batch: Import) -> dict[str, Any]:
    summary = {
        name: value
        for name, value in batch.summary.items()
        if name not in ("files", "records", "taken_back", "taken_back_more", "ignored_more")
    }
    if "files" in batch.summary:
        summary["files"] = [
            {name: one[name] for name in ("file", "error") if name in one} for one in batch.summary["files"]
        ]
    return {
        "id": str(batch.pk),
        "name": batch.name,
        "source": batch.source,
        "patient": str(batch.patient_id) if batch.patient_id else None,
        "step": batch.step,
        "state": batch.state,
        "progress": batch.progress,
        "size": batch.size,
        "asked_at": batch.asked_at.isoformat(),
        "applied_at": batch.applied_at.isoformat() if batch.applied_at else None,
        "expires_at": batch.expires_at.isoformat() if batch.expires_at else None,
        "summary": summary,
    }
