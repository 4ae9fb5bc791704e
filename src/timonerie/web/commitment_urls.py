"""Addresses of the commitments, under `<company>/engagements/`, and those of a provider."""

from django.urls import path

from timonerie.web.pages.commitments import noting, reading, writing
from timonerie.web.pages.meetings import facing

ONE = "<uuid:commitment_id>"
PROVIDER = "<uuid:provider_id>"

urlpatterns = [
    path("", reading.index, name="commitments"),
    path("nouveaux/", noting.new, name="commitment-new"),
    path("tenus/", writing.keep_several, name="commitments-keep"),
    path("rouverts/", writing.reopen_several, name="commitments-reopen"),
    path(f"{ONE}/", reading.detail, name="commitment"),
    path(f"{ONE}/tenu/", writing.keep, name="commitment-keep"),
    path(f"{ONE}/promettre/", writing.again, name="commitment-again"),
    path(f"{ONE}/non-tenu/", writing.miss, name="commitment-miss"),
    path(f"{ONE}/abandonner/", writing.drop, name="commitment-drop"),
    path(f"{ONE}/rouvrir/", writing.reopen, name="commitment-reopen"),
]
provider_urlpatterns = [
    path(f"{PROVIDER}/engagements/", reading.of_provider, name="provider-commitments"),
    path(f"{PROVIDER}/reunion/", facing.meeting, name="provider-meeting"),
    path(f"{PROVIDER}/reunion/feuille/", facing.sheet, name="provider-meeting-sheet"),
]
