from typing import Any

from rest_framework import serializers


class AuthorSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    role = serializers.CharField()


class RecordSerializer(serializers.Serializer[Any]):
    """One record: this envelope, and beside it the fields of its kind as in docs/replay-format.md."""

    id = serializers.UUIDField(required=False)
    kind = serializers.CharField()
    recorded_at = serializers.DateTimeField(required=False)
    timezone = serializers.CharField(required=False)
    date = serializers.DateField(required=False)
    supersedes = serializers.UUIDField(allow_null=True, required=False)
    group = serializers.UUIDField(allow_null=True, required=False)
    is_current = serializers.BooleanField(read_only=True)
    author = AuthorSerializer(read_only=True)
    seq = serializers.IntegerField(read_only=True)


class RecordPageSerializer(serializers.Serializer[Any]):
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = RecordSerializer(many=True)
