"""Addresses of the contracts, under `<company>/contrats/`."""

from django.urls import path

from timonerie.web.pages.contracts import (
    asking,
    friezes,
    lists,
    quadrants,
    reading,
    renewals,
    renewing,
    scores,
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
    path("decisions/", renewals.index, name="renewals"),
    path("decisions/avance/", renewals.ahead, name="renewal-setting"),
    path("frise/", friezes.index, name="contract-frieze"),
    path("quadrant/", quadrants.index, name="contract-quadrant"),
    path("notes/", scores.index, name="provider-scores"),
    path("notes/poids/", scores.weights, name="score-weights"),
    path("<uuid:contract_id>/", reading.detail, name="contract"),
    path("<uuid:contract_id>/decision/", renewing.page, name="contract-decision"),
    path("<uuid:contract_id>/decision/ouvrir/", renewing.open_file, name="contract-decision-open"),
    path(
        "<uuid:contract_id>/decision/hypotheses/", renewing.assume, name="contract-decision-assume"
    ),
    path("<uuid:contract_id>/decision/decider/", renewing.decide, name="contract-decision-decide"),
    path("<uuid:contract_id>/decision/defaire/", renewing.undo, name="contract-decision-undo"),
    path("<uuid:contract_id>/decision/page.pdf", renewing.pdf, name="contract-decision-pdf"),
    path("<uuid:contract_id>/modifier/", writing.edit, name="contract-edit"),
    path("<uuid:contract_id>/verifier/", writing.confirm, name="contract-confirm"),
    path("<uuid:contract_id>/archiver/", writing.archive, name="contract-archive"),
    path("<uuid:contract_id>/reprendre/", writing.restore, name="contract-restore"),
]
