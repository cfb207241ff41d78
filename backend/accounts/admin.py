from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group

from backend.accounts.models import AccessToken, Clinic, Invitation, Membership, User
from backend.core.admin import ReadOnlyAdmin

# These pages of others would change who gets in without a row in the audit (and show secrets); nobody uses groups.
for model in (EmailAddress, Authenticator, UserSession, Group):
    admin.site.unregister(model)


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ["email", "name", "is_active", "joined_at", "last_login"]
    search_fields = ["email", "name"]
    exclude = ["password"]


@admin.register(Clinic)
class ClinicAdmin(ReadOnlyAdmin):
    list_display = ["name", "phone", "timezone", "access"]


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ["user", "clinic", "role", "since", "until"]
    list_filter = ["role"]
    list_select_related = ["user", "clinic"]


@admin.register(AccessToken)
class AccessTokenAdmin(ReadOnlyAdmin):
    list_display = ["user", "name", "scope", "created_at", "last_used_at", "revoked_at"]
    list_select_related = ["user"]
    exclude = ["digest"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ["email", "role", "clinic", "created_at", "expires_at", "used_at"]
    exclude = ["digest"]
