"""Addresses of the incidents, under `<company>/incidents/`."""

from django.urls import path

from timonerie.web.pages.incidents import links, reading, writing

urlpatterns = [
    path("", reading.index, name="incidents"),
    path("archives/", reading.archives, name="incident-archives"),
    path("export.csv", reading.export, name="incidents-export"),
    path("declarer/", writing.new, name="incident-new"),
    path("liens/", links.index, name="incident-links"),
    path("liens/nouveau/", links.new, name="incident-link-new"),
    path("liens/<uuid:link_id>/", links.detail, name="incident-link"),
    path("liens/<uuid:link_id>/revoquer/", links.revoke, name="incident-link-revoke"),
    path("<uuid:incident_id>/", reading.detail, name="incident"),
    path("<uuid:incident_id>/qualifier/", writing.qualify, name="incident-qualify"),
    path("<uuid:incident_id>/action/", writing.remedy, name="incident-remedy"),
    path("<uuid:incident_id>/note/", writing.note, name="incident-note"),
    path("<uuid:incident_id>/clore/", writing.close, name="incident-close"),
    path("<uuid:incident_id>/rouvrir/", writing.reopen, name="incident-reopen"),
    path("<uuid:incident_id>/archiver/", writing.archive, name="incident-archive"),
    path("<uuid:incident_id>/reprendre/", writing.restore, name="incident-restore"),
]
