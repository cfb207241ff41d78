"""How an operator begins: one command makes the clinic and its first administrator."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from backend.accounts.models import Clinic, Membership, User

pytestmark = pytest.mark.django_db


def found(*arguments: str) -> str:
    said = io.StringIO()
    call_command("found_clinic", *arguments, stdout=said)
    return said.getvalue()


def test_the_first_administrator_can_sign_in_with_the_printed_password():
    said = found("Serra", "--administrator", "Ana@serra.example", "--timezone", "Europe/Lisbon")
    user = User.objects.get(email="ana@serra.example")
    assert user.check_password(re.search(r"once\): (\S+)", said)[1])
    member = Membership.objects.get(user=user)
    assert (member.clinic.name, member.role) == ("Serra", "administrator")
    assert not user.is_staff


def test_a_person_who_is_here_already_keeps_the_password():
    User.objects.create_user("ana@serra.example", "kept-as-it-was")
    assert "Password" not in found("Serra", "--administrator", "ana@serra.example")
    assert User.objects.get(email="ana@serra.example").check_password("kept-as-it-was")


@pytest.mark.parametrize("arguments", [("Serra", "--timezone", "Lisbon"), ("Ponte",)])
def test_a_wrong_zone_or_a_second_clinic_of_that_name_leaves_nothing(arguments):
    Clinic.objects.create(name="Ponte")
    with pytest.raises(CommandError):
        found(*arguments, "--administrator", "ana@serra.example")
    assert not User.objects.filter(email="ana@serra.example").exists()
    assert Clinic.objects.count() == 1
