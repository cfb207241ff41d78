"""The operators' pages (`/admin/`) have no door of their own: who comes in has signed in to the app, with a second factor.

So the app's limits, its letters and its rows in the audit trail hold for them too. There is no form for a password here.
"""

from typing import Any, NoReturn

from django.contrib import admin
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from backend.accounts.requests import operator_of
from backend.accounts.second_factor import is_strong
from backend.core import audit
from backend.core.audit import Act


class OperatorsSite(admin.AdminSite):
    site_header = site_title = "TOH Tracker, for operators"
    index_title = "What runs, and what does not"

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and is_strong(request)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Says where the door is. Whatever is sent here is not read."""
        known = super().has_permission(request)
        return render(request, "accounts/operators_door.html", {"weak": known}, status=403)

    def index(self, request: HttpRequest, extra_context: Any = None) -> Any:
        with transaction.atomic():
            audit.write(Act(action="open_operators_pages"), by=operator_of(request))
        answer: HttpResponse = super().index(request, extra_context)
        return answer

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> NoReturn:
        """In the app, where the old one is asked for and the person is told."""
        raise Http404

    def password_change_done(self, request: HttpRequest, extra_context: Any = None) -> NoReturn:
        raise Http404
