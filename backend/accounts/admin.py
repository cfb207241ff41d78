from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group

from backend.accounts.invitations import masked
from backend.accounts.models import AccessToken, Clinic, Invitation, Membership, User
from backend.accounts.record_admin import PeopleAdmin
from backend.core.admin import ReadOnlyAdmin

# These pages of others would change who gets in without a row in the audit (and show secrets); nobody uses groups.
for model in (EmailAddress, Authenticator, UserSession, SocialAccount, SocialApp, SocialToken, Group):
    admin.site.unregister(model)


@admin.register(User)
class UserAdmin(PeopleAdmin):
    """An account is found by the whole address that its person wrote from; the list names nobody."""

    list_display = ["id", "address", "is_active", "is_staff", "joined_at", "last_login"]
    search_fields = ["=email"]
    fields = ["id", "address", "language", "is_active", "is_staff", "joined_at", "last_login"]

    def address(self, user: Any) -> str:
        return masked(user.email)


@admin.register(Clinic)
class ClinicAdmin(ReadOnlyAdmin):
    list_display = ["name", "phone", "timezone", "access"]
    fields = ["id", "name", "phone", "timezone", "access"]


@admin.register(Membership)
class MembershipAdmin(PeopleAdmin):
    list_display = ["user_id", "clinic", "role", "since", "until"]
    fields = ["user_id", "clinic", "role", "since", "until"]
    list_filter = ["role"]
    list_select_related = ["clinic"]


@admin.register(AccessToken)
class AccessTokenAdmin(PeopleAdmin):
    list_display = ["id", "user_id", "scope", "created_at", "last_used_at", "expires_at", "revoked_at"]
    fields = ["id", "user_id", "scope", "created_at", "last_used_at", "expires_at", "revoked_at"]


@admin.register(Invitation)
class InvitationAdmin(PeopleAdmin):
    list_display = ["id", "address", "role", "clinic", "created_at", "expires_at", "used_at", "revoked_at"]
    fields = ["id", "address", "role", "clinic", "created_at", "expires_at", "used_at", "revoked_at"]
    list_select_related = ["clinic"]

    def address(self, invitation: Any) -> str:
        return masked(invitation.email)
