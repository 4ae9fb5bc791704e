"""Addresses of the legal duties: of the company under `<company>/contrats/obligations/`, of a
provider under `<company>/prestataires/`; of what stands behind a link, `pieces/`."""

from django.urls import path

from timonerie.web.pages.contracts import ways
from timonerie.web.pages.duties import asking, board, documents, links, provider, public, reminding
from timonerie.web.pages.processing import reading, writing

PIECE = "pieces/<uuid:duty_document_id>"
RECORD = "donnees-personnelles/<uuid:record_id>"
FIRM = "<uuid:firm_id>/pieces-legales"

urlpatterns = [
    path("", board.index, name="duties"),
    path(f"{PIECE}/", documents.detail, name="duty-document"),
    path(f"{PIECE}/fichier/", documents.file, name="duty-document-file"),
    path(f"{PIECE}/preuve/", documents.proof, name="duty-document-proof"),
    path(f"{PIECE}/verifier/", documents.check, name="duty-document-check"),
    path(f"{PIECE}/refuser/", documents.refuse, name="duty-document-refuse"),
    path(f"{PIECE}/revenir/", documents.reopen, name="duty-document-reopen"),
    path(f"{PIECE}/effacer/", documents.erase, name="duty-document-erase"),
    path("liens/<uuid:duty_link_id>/revoquer/", links.revoke, name="duty-link-revoke"),
    path("donnees-personnelles/", reading.register, name="processing"),
    path("donnees-personnelles/registre.pdf", reading.pdf, name="processing-pdf"),
    path(f"{RECORD}/", reading.detail, name="processing-record"),
    path(f"{RECORD}/modifier/", writing.edit, name="processing-record-edit"),
    path(f"{RECORD}/archiver/", writing.archive, name="processing-record-archive"),
    path(f"{RECORD}/sous-traitants/", writing.processor_new, name="further-processor-new"),
    path(
        "donnees-personnelles/sous-traitants/<uuid:processor_id>/retirer/",
        writing.processor_remove,
        name="further-processor-remove",
    ),
]
contract_urlpatterns = [
    path("<uuid:contract_id>/facon-de-travailler/", ways.detail, name="contract-ways"),
    path("<uuid:contract_id>/entite/", asking.sign, name="contract-client"),
]
provider_urlpatterns = [
    path(f"{FIRM}/", provider.detail, name="provider-duties"),
    path(f"{FIRM}/deposer/", documents.new, name="duty-document-new"),
    path(f"{FIRM}/due/", asking.rule, name="duty-rule"),
    path(f"{FIRM}/relancer/", reminding.remind, name="duty-remind"),
    path(f"{FIRM}/mise-en-demeure.docx", reminding.notice_docx, name="duty-notice-docx"),
    path(f"{FIRM}/mise-en-demeure.pdf", reminding.notice_pdf, name="duty-notice-pdf"),
    path(f"{FIRM}/lien/", links.new, name="duty-link-new"),
    path(f"{FIRM}/donnees-personnelles/", writing.new, name="processing-record-new"),
]
public_urlpatterns = [path("<str:token>/", public.hand_in, name="duty-hand-in")]
