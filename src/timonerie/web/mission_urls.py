"""Addresses of the missions of direction, under `<company>/missions/`."""

from django.urls import path

from timonerie.web.pages.missions import reading, writing

ONE = "<uuid:mission_id>"

urlpatterns = [
    path("", reading.index, name="missions"),
    path("nouvelle/", writing.new, name="mission-new"),
    path("livrables/<uuid:deliverable_id>/", writing.deliverable, name="mission-deliverable"),
    path("presences/<uuid:presence_id>/", writing.presence, name="mission-presence"),
    path("acces/<uuid:access_id>/retirer/", writing.access_remove, name="mission-access-remove"),
    path(f"{ONE}/", reading.detail, name="mission"),
    path(f"{ONE}/modifier/", writing.edit, name="mission-edit"),
    path(f"{ONE}/livrables/nouveau/", writing.deliverable_new, name="mission-deliverable-new"),
    path(f"{ONE}/presences/nouvelle/", writing.presence_new, name="mission-presence-new"),
    path(f"{ONE}/dependances/nouvelle/", writing.dependency_new, name="mission-dependency-new"),
    path(f"{ONE}/acces/nouveau/", writing.access_new, name="mission-access-new"),
    path(f"{ONE}/passation.docx", reading.docx, name="mission-docx"),
    path(f"{ONE}/passation.pdf", reading.pdf, name="mission-pdf"),
]
