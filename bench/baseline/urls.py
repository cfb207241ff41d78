"""The baseline's two addresses, beside the product's."""

from typing import Any

from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework import mixins, serializers, viewsets

from backend.patients.models import Patient
from toh_tracker.urls import handler400, handler404, handler500, urlpatterns

TABLE = "bench_record"
MAKE_TABLE = (
    f"CREATE TABLE {TABLE} (LIKE patients_record INCLUDING ALL, FOREIGN KEY (patient_id) REFERENCES patients_patient)"
)


class PlainRecord(models.Model):
    """The columns of a record in a table of its own; its checks on `seq` are left out, as they would cost it a query."""

    id = models.UUIDField(primary_key=True)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    day = models.DateField()
    data = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    timezone = models.CharField(max_length=64)
    received_at = models.DateTimeField(auto_now_add=True)
    author_id = models.BigIntegerField(null=True)
    author_role = models.CharField(max_length=20)
    author_name = models.CharField(max_length=150, blank=True)
    source = models.CharField(max_length=40, blank=True)
    supersedes = models.UUIDField(null=True)
    group = models.UUIDField(null=True)
    is_current = models.BooleanField(default=True)
    seq = models.PositiveBigIntegerField()

    class Meta:
        app_label = "patients"
        db_table = TABLE
        managed = False

    def __str__(self) -> str:
        return self.kind


class PlainSerializer(serializers.ModelSerializer[PlainRecord]):
    class Meta:
        model = PlainRecord
        fields = "__all__"


class PlainViewSet(mixins.CreateModelMixin, viewsets.GenericViewSet[PlainRecord]):
    """What the framework gives for nothing: the project's sign-in, throttles and renderer; one row, no audit, no rules."""

    queryset = PlainRecord.objects.all()
    serializer_class = PlainSerializer


# Every key that the API gives, in its order, written by PostgreSQL itself.
YEAR = """
SELECT json_build_object('next', NULL, 'previous', NULL, 'results', coalesce(json_agg(json_build_object(
    'id', id, 'kind', kind, 'recorded_at', recorded_at, 'timezone', timezone, 'date', day, 'supersedes', supersedes,
    'group', "group", 'is_current', is_current, 'author', json_build_object('name', author_name, 'role', author_role),
    'data', data, 'seq', seq) ORDER BY day, recorded_at, id), '[]'))::text
FROM patients_record WHERE patient_id = %s AND is_current AND day >= %s
"""


def year(request: HttpRequest, patient_id: Any) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(YEAR, [patient_id, request.GET["from"]])
        (text,) = cursor.fetchone()
    return HttpResponse(text, content_type="application/json")


urlpatterns = [
    path("bench/plain", PlainViewSet.as_view({"post": "create"})),
    path("bench/year/<uuid:patient_id>", year),
    *urlpatterns,
]

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]
