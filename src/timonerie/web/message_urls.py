"""Addresses of « Mes messages », under `<company>/messages/`."""

from django.urls import path

from timonerie.web.pages.messages import away, choosing, mine

urlpatterns = [
    path("", mine.index, name="my-messages"),
    path("choix/", choosing.edit, name="my-messages-choice"),
    path("absences/", away.index, name="my-absences"),
    path("absences/annuler/", away.cancel, name="my-absence-cancel"),
]
