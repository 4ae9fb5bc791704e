"""Addresses of the contracts, under `<company>/contrats/`."""

from django.urls import path

from timonerie.web.pages.contracts import asking, lists, reading, writing
from timonerie.web.pages.contracts.money import beside, indexing
from timonerie.web.pages.contracts.money import reading as prices
from timonerie.web.pages.contracts.money import writing as pricing

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
    path("couts-par-site/", prices.sites, name="contract-site-costs"),
    path("<uuid:contract_id>/prix/", prices.index, name="contract-prices"),
    path("<uuid:contract_id>/prix/facture/", beside.index, name="contract-billed"),
    path("<uuid:contract_id>/prix/nouveau/", pricing.new, name="contract-price-new"),
    path("<uuid:contract_id>/prix/reprendre-l-offre/", pricing.take, name="contract-prices-take"),
    path("<uuid:contract_id>/prix/repartir/", pricing.share, name="contract-shares"),
    path("<uuid:contract_id>/prix/clause/", indexing.clause, name="contract-index-clause"),
    path("<uuid:contract_id>/prix/indice/", indexing.value, name="contract-index-value"),
    path("<uuid:contract_id>/prix/reviser/", indexing.propose, name="contract-revision-new"),
    path(
        "<uuid:contract_id>/prix/revisions/<uuid:revision_id>/",
        indexing.decide,
        name="contract-revision",
    ),
    path("<uuid:contract_id>/prix/<uuid:price_id>/modifier/", pricing.edit, name="contract-price"),
]
