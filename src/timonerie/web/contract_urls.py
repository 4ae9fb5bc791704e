"""Addresses of the contracts, under `<company>/contrats/`."""

from django.urls import path

from timonerie.web.pages.contracts import (
    asking,
    lists,
    obligation_writing,
    obligations,
    reading,
    taking_over,
    writing,
)

urlpatterns = [
    path("", reading.index, name="contracts"),
    path("archives/", reading.archives, name="contract-archives"),
    path("nouveau/", writing.new, name="contract-new"),
    path("questions/", asking.index, name="contract-questions"),
    path("questions/repondre/", asking.answer, name="contract-answer"),
    path("listes/", lists.index, name="contract-lists"),
    path("listes/<uuid:list_id>/", lists.detail, name="contract-list"),
    path("listes/<uuid:list_id>/colonnes/", lists.columns, name="contract-list-columns"),
    path("listes/<uuid:list_id>/accepter/", lists.accept, name="contract-list-accept"),
    path("listes/<uuid:list_id>/annuler/", lists.undo, name="contract-list-undo"),
    path("<uuid:contract_id>/", reading.detail, name="contract"),
    path("<uuid:contract_id>/modifier/", writing.edit, name="contract-edit"),
    path("<uuid:contract_id>/verifier/", writing.confirm, name="contract-confirm"),
    path("<uuid:contract_id>/archiver/", writing.archive, name="contract-archive"),
    path("<uuid:contract_id>/reprendre/", writing.restore, name="contract-restore"),
    path("<uuid:contract_id>/niveaux/", obligations.index, name="contract-obligations"),
    path("<uuid:contract_id>/niveaux/cahier/", taking_over.index, name="contract-take-over"),
    path("<uuid:contract_id>/niveaux/ajouter/", obligation_writing.new, name="contract-owed-new"),
    path("engagements/<uuid:owed_id>/", obligation_writing.edit, name="contract-owed-edit"),
    path(
        "engagements/<uuid:owed_id>/archiver/",
        obligation_writing.archive,
        name="contract-owed-archive",
    ),
    path(
        "engagements/<uuid:owed_id>/reprendre/",
        obligation_writing.restore,
        name="contract-owed-restore",
    ),
    path("preuves/<uuid:proof_id>/remettre/", obligation_writing.give, name="contract-proof-give"),
]
