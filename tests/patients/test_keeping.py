"""For how many years a clinic keeps what it knows of patients who left."""

from datetime import timedelta

import pytest

from backend.core import clock
from backend.core.models import AuditEvent
from backend.patients.keeping import actions
from backend.patients.models import ClinicStay, Patient
from backend.patients.tasks import tidy_stays

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(cast):
    return f"/api/v1/clinics/{cast.ponte.pk}/keeping"


def left(cast, patient, years_ago, clinic=None):
    until = clock.now() - actions.YEAR * years_ago
    return ClinicStay.objects.create(
        patient=patient, clinic=clinic or cast.ponte, since=until - timedelta(days=90), until=until
    )


def test_what_is_kept_of_who_left_ends_after_the_clinics_years(cast, client_of, url, settings):
    settings.KEEP_FORMER_YEARS = 10
    assert client_of(cast.ruben).put(url, {"record_years": 3}).status_code == 200
    past, kept = left(cast, cast.maria, 3.01), left(cast, cast.jonas, 2.99)
    others, long_ago = left(cast, cast.zoe, 9.9, cast.altona), left(cast, cast.maria, 10.1, cast.altona)
    open_stay = ClinicStay.objects.create(patient=cast.zoe, clinic=cast.ponte, since=past.since)
    assert tidy_stays() == 2
    assert set(ClinicStay.objects.values_list("pk", flat=True)) == {kept.pk, others.pk, open_stay.pk}
    assert not ClinicStay.objects.filter(pk__in=[past.pk, long_ago.pk]).exists()
    assert Patient.objects.filter(pk=cast.maria.pk).exists()  # the record is hers
    ended = AuditEvent.objects.filter(action="end_keeping", patient_id=cast.maria.pk)
    assert {row.object_id for row in ended} == {str(cast.ponte.pk), str(cast.altona.pk)}
    former = client_of(cast.sofia).get(f"/api/v1/clinics/{cast.ponte.pk}/former-patients").json()
    assert cast.maria.name not in str(former)
    assert tidy_stays() == 0


def test_the_administrator_sets_it_and_nobody_else(cast, client_of, url, settings):
    settings.KEEP_FORMER_YEARS = 10
    desk = client_of(cast.ruben)
    assert desk.get(url).json() == {"record_years": None, "server_years": 10}
    for wrong in (0, 61, "ever"):
        assert desk.put(url, {"record_years": wrong}).status_code == 400
    assert desk.put(url, {"record_years": 30}).json()["record_years"] == 30
    assert desk.put(url, {"record_years": None}).json()["record_years"] is None
    assert AuditEvent.objects.filter(action="set_record_years", actor_id=cast.ruben.pk).count() == 2
    assert client_of(cast.sofia).put(url, {"record_years": 1}).status_code == 403
    assert client_of(cast.otto).get(url).status_code == 404
    assert client_of(cast.maria).get(url).status_code == 404
    assert client_of(None).get(url).status_code == 401
