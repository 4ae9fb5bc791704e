"""Addresses of the purchases, under `<company>/achats/`."""

from django.urls import path

from timonerie.web.pages.purchases import (
    delays,
    fees,
    figures,
    files,
    lines,
    regular,
    third_parties,
    unlettered,
)

urlpatterns = [
    path("", figures.index, name="purchases"),
    path("calculer/", figures.compute, name="purchases-compute"),
    path("reguliers/", regular.index, name="purchases-regular"),
    path("delais/", delays.index, name="purchases-delays"),
    path("honoraires/", fees.index, name="purchases-fees"),
    path("non-lettres/", unlettered.index, name="purchases-unlettered"),
    path("lignes/", lines.index, name="purchases-lines"),
    path("tiers/", third_parties.index, name="purchases-third-parties"),
    path("tiers/trancher/", third_parties.settle, name="purchases-settle"),
    path("tiers/<uuid:third_party_id>/", third_parties.detail, name="purchases-third-party-page"),
    path(
        "tiers/<uuid:third_party_id>/repondre/",
        third_parties.answer,
        name="purchases-third-party",
    ),
    path("fichiers/", files.index, name="purchases-files"),
    path("fichiers/deposer/", files.drop, name="purchases-drop"),
    path("fichiers/<uuid:accounting_id>/", files.detail, name="purchases-file"),
    path(
        "fichiers/<uuid:accounting_id>/avancement/",
        files.progress,
        name="purchases-file-progress",
    ),
    path("fichiers/<uuid:accounting_id>/lire/", files.read_again, name="purchases-file-read"),
    path("fichiers/<uuid:accounting_id>/retirer/", files.retire, name="purchases-file-retire"),
    path("fichiers/<uuid:accounting_id>/fichier/", files.received, name="purchases-file-received"),
]
