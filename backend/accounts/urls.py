from django.urls import path
from rest_framework.routers import SimpleRouter

from backend.accounts import lock_views, views
from backend.accounts.sign_on import views as sign_on

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("tokens", views.TokenViewSet, basename="token")

urlpatterns = [
    path("csrf", views.CsrfView.as_view(), name="csrf"),
    path("me", views.MeView.as_view(), name="me"),
    path("me/lock", lock_views.LockView.as_view(), name="lock"),
    path("clinics/<uuid:clinic_id>/lock", lock_views.ClinicLockView.as_view(), name="clinic-lock"),
    path("password-strength", views.StrengthView.as_view(), name="password-strength"),
    path("qr", views.QrView.as_view(), name="qr"),
    path("sign-on", sign_on.BeginView.as_view(), name="sign-on"),
    path("sign-on/again", sign_on.AgainView.as_view(), name="sign-on-again"),
    path("sign-on/connect", sign_on.ConnectView.as_view(), name="sign-on-connect"),
    path("clinics/<uuid:clinic_id>/sign-on", sign_on.SettingsView.as_view(), name="clinic-sign-on"),
    *router.urls,
]
