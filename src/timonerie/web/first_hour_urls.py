"""Addresses of the first hour, under `<company>/premiere-heure/`."""

from django.urls import path

from timonerie.web.pages.first_hour import dropping, sheets, waiting

urlpatterns = [
    path("", dropping.index, name="first-hour"),
    path("fichier/<uuid:dropped_id>/", waiting.detail, name="first-hour-file"),
    path("fichier/<uuid:dropped_id>/ecarter/", waiting.set_aside, name="first-hour-set-aside"),
    path("page/", sheets.page, name="first-hour-sheet"),
    path("page/page.pdf", sheets.pdf, name="first-hour-pdf"),
]
