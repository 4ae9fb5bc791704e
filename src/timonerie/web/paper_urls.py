"""Addresses of the papers of contracts, under `<company>/contrats/documents/`."""

from django.urls import path

from timonerie.web.pages.papers import reading, writing

urlpatterns = [
    path("", reading.index, name="papers"),
    path("archives/", reading.archives, name="paper-archives"),
    path("deposer/", writing.new, name="paper-new"),
    path("clauses/<uuid:finding_id>/", writing.judge, name="paper-judge"),
    path("<uuid:paper_id>/", reading.detail, name="paper"),
    path("<uuid:paper_id>/avancement/", reading.progress, name="paper-progress"),
    path("<uuid:paper_id>/page/", reading.page, name="paper-page"),
    path("<uuid:paper_id>/fichier/", reading.received, name="paper-file"),
    path("<uuid:paper_id>/classer/", writing.file_under, name="paper-filing"),
    path("<uuid:paper_id>/termes/", writing.take_terms, name="paper-terms"),
    path("<uuid:paper_id>/relire/", writing.read_again, name="paper-reread"),
    path("<uuid:paper_id>/archiver/", writing.archive, name="paper-archive"),
    path("<uuid:paper_id>/reprendre/", writing.restore, name="paper-restore"),
]
