from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("backend.exchange.questionnaires.urls")),
    path("", include("backend.exchange.export.urls")),
]
