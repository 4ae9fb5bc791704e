"""Addresses of the challenges, under `<company>/recadrages/`, and those of a provider."""

from django.urls import path

from timonerie.web.pages.challenges import (
    chronology,
    climbing,
    letters,
    opening,
    reading,
    renegotiation,
    replies,
)

ONE = "<uuid:challenge_id>"
STEP = "marches/<uuid:step_id>"
LETTER = "lettres/<uuid:letter_id>"
REPLY = "reponses/<uuid:letter_reply_id>"

urlpatterns = [
    path("", reading.index, name="challenges"),
    path("nouveau/", opening.new, name="challenge-new"),
    path("faits/<uuid:fact_id>/retirer/", opening.fact_withdraw, name="challenge-fact-withdraw"),
    path(f"{STEP}/lettre/", letters.letter_again, name="challenge-letter-again"),
    path(f"{STEP}/reponse/", replies.reply, name="challenge-reply"),
    path(f"{LETTER}/", letters.letter, name="challenge-letter"),
    path(f"{LETTER}/lettre.docx", letters.letter_docx, name="challenge-letter-docx"),
    path(f"{LETTER}/lettre.pdf", letters.letter_pdf, name="challenge-letter-pdf"),
    path(f"{LETTER}/envoyee/", letters.sent, name="challenge-sent"),
    path("envois/<uuid:sending_id>/annuler/", letters.sent_cancel, name="challenge-sent-cancel"),
    path(f"{REPLY}/fichier/", replies.reply_file, name="challenge-reply-file"),
    path(f"{REPLY}/annuler/", replies.reply_cancel, name="challenge-reply-cancel"),
    path(f"{ONE}/", reading.detail, name="challenge"),
    path(f"{ONE}/modifier/", opening.edit, name="challenge-edit"),
    path(f"{ONE}/faits/", opening.facts_new, name="challenge-facts"),
    path(f"{ONE}/monter/<slug:rung>/", climbing.step, name="challenge-step"),
    path(f"{ONE}/clore/", opening.close, name="challenge-close"),
    path(f"{ONE}/rouvrir/", opening.reopen, name="challenge-reopen"),
]

FIRM = "<uuid:provider_id>"
provider_urlpatterns = [
    path(f"{FIRM}/recadrages/", reading.of_provider, name="provider-challenges"),
    path(f"{FIRM}/chronologie/", chronology.index, name="provider-chronology"),
    path(f"{FIRM}/chronologie.pdf", chronology.pdf, name="provider-chronology-pdf"),
    path(f"{FIRM}/renegocier/", renegotiation.page, name="provider-renegotiation"),
    path(f"{FIRM}/renegocier.pdf", renegotiation.pdf, name="provider-renegotiation-pdf"),
]
