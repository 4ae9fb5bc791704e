"""Addresses of the statements of work, under `<company>/cahiers/`."""

from django.urls import path

from timonerie.web.pages.contracts import living
from timonerie.web.pages.statements import (
    approving,
    documents,
    lines,
    listing,
    reading,
    templates,
    versions,
    writing,
)

ONE = "<uuid:statement_id>"
LINE = f"{ONE}/lignes/<uuid:line_id>"

urlpatterns = [
    path("", listing.index, name="statements"),
    path("archives/", listing.archives, name="statement-archives"),
    path("nouveau/", writing.new, name="statement-new"),
    path("modele-word/", templates.index, name="statement-templates"),
    path("modele-word/depart/", templates.default, name="statement-template-default"),
    path("modele-word/actuel/", templates.current, name="statement-template-current"),
    path("modele-word/retirer/", templates.remove, name="statement-template-remove"),
    path(f"{ONE}/", reading.detail, name="statement"),
    path(f"{ONE}/manques/", reading.check, name="statement-check"),
    path(f"{ONE}/modifier/", writing.edit, name="statement-edit"),
    path(f"{ONE}/archiver/", writing.archive, name="statement-archive"),
    path(f"{ONE}/reprendre/", writing.restore, name="statement-restore"),
    path(f"{ONE}/approuver/", approving.approve, name="statement-approve"),
    path(f"{ONE}/lignes/nouvelle/", lines.new, name="statement-line-new"),
    path(f"{LINE}/", lines.edit, name="statement-line"),
    path(f"{LINE}/deplacer/", lines.move, name="statement-move"),
    path(f"{LINE}/retirer/", lines.remove, name="statement-line-remove"),
    path(f"{LINE}/remettre/", lines.put_back, name="statement-line-put-back"),
    path(f"{LINE}/mesurer/", lines.measure, name="statement-line-measure"),
    path(f"{ONE}/versions/", versions.index, name="statement-versions"),
    path(f"{ONE}/versions/<int:number>/", versions.detail, name="statement-version"),
    path(f"{ONE}/comparer/", versions.compare, name="statement-compare"),
    path(f"{ONE}/docx/", documents.docx, name="statement-docx"),
    path(f"{ONE}/pdf/", documents.pdf, name="statement-pdf"),
    path(f"{ONE}/contrat/", living.draft, name="contract-draft"),
]
