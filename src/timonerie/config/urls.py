"""The doors that answer HTTP: the API under /api/, the pages everywhere else."""

from django.urls import include, path

from timonerie.api import api

handler500 = "timonerie.web.pages.faults.failed"
urlpatterns = [
    path("api/", api.urls),
    path("", include("timonerie.web.urls")),
]
