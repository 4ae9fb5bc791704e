"""Addresses of the penalties and credits, under `<company>/avoirs-et-penalites/`."""

from django.urls import path

from timonerie.web.pages.claims import reading, settling

urlpatterns = [
    path("", reading.index, name="claims"),
    path("<uuid:claim_id>/", reading.detail, name="claim"),
    path("<uuid:claim_id>/discuter/", settling.discuss, name="claim-discuss"),
    path("<uuid:claim_id>/accorder/", settling.grant, name="claim-grant"),
    path("<uuid:claim_id>/abandonner/", settling.waive, name="claim-waive"),
    path("<uuid:claim_id>/rouvrir/", settling.reopen, name="claim-reopen"),
    path("<uuid:claim_id>/recalculer/", settling.take, name="claim-take"),
]
