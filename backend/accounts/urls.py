from django.urls import path
from rest_framework.routers import SimpleRouter

from backend.accounts import views

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("tokens", views.TokenViewSet, basename="token")

urlpatterns = [
    path("csrf", views.CsrfView.as_view(), name="csrf"),
    path("me", views.MeView.as_view(), name="me"),
    path("qr", views.QrView.as_view(), name="qr"),
    *router.urls,
]
