"""The doors that answer HTTP: the API under /api/, the pages everywhere else."""

from django.urls import include, path

from timonerie.api import api

urlpatterns = [
    path("api/", api.urls),
    path("", include("timonerie.web.urls")),
]
