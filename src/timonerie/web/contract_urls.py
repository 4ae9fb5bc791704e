"""Addresses of the contracts, under `<company>/contrats/`."""

from django.urls import path

from timonerie.web.pages.contracts import asking, lists, measured, reading, writing

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
    path("<uuid:contract_id>/mesure/", measured.index, name="contract-measured"),
    path("<uuid:contract_id>/mesurer/", measured.measure, name="contract-measure"),
    path("<uuid:contract_id>/modifier/", writing.edit, name="contract-edit"),
    path("<uuid:contract_id>/verifier/", writing.confirm, name="contract-confirm"),
    path("<uuid:contract_id>/archiver/", writing.archive, name="contract-archive"),
    path("<uuid:contract_id>/reprendre/", writing.restore, name="contract-restore"),
]
