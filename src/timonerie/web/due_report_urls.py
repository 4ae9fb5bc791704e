"""Addresses of the reports that are owed: of the company under `<company>/rapports-attendus/`, of a
provider under `<company>/prestataires/`; of what stands behind a link, `rapport/`."""

from django.urls import path

from timonerie.web.pages.due_reports import answering, judging, links, public, reading

ONE = "<uuid:due_report_id>"
LINK = "liens/<uuid:report_link_id>"

urlpatterns = [
    path("", reading.index, name="due-reports"),
    path("liens/", reading.links, name="report-links"),
    path(f"{LINK}/revoquer/", links.revoke, name="report-link-revoke"),
    path(f"{LINK}/renvoyer/", links.renew, name="report-link-renew"),
    path("fichiers/<uuid:report_file_id>/", reading.file, name="report-file"),
    path(f"{ONE}/", reading.detail, name="due-report"),
    path(f"{ONE}/modele.xlsx", reading.xlsx, name="due-report-xlsx"),
    path(f"{ONE}/modele.csv", reading.csv, name="due-report-csv"),
    path(f"{ONE}/repondre/", answering.answer, name="due-report-answer"),
    path(f"{ONE}/brouillon/", answering.draft, name="due-report-draft"),
    path(f"{ONE}/joindre/", answering.attach, name="due-report-attach"),
    path("joints/<uuid:report_file_id>/retirer/", answering.detach, name="due-report-file-remove"),
    path(f"{ONE}/formulaire/", answering.sheet, name="due-report-sheet"),
    path(f"{ONE}/remise/", answering.sent, name="due-report-sent"),
    path(f"{ONE}/accepter/", judging.accept, name="due-report-accept"),
    path(f"{ONE}/corriger/", judging.send_back, name="due-report-return"),
    path(f"{ONE}/refuser/", judging.refuse, name="due-report-refuse"),
    path(f"{ONE}/sans-activite/", judging.idle, name="due-report-idle"),
    path(f"{ONE}/rouvrir/", judging.reopen, name="due-report-reopen"),
    path(f"{ONE}/question/", judging.ask, name="due-report-ask"),
    path(f"{ONE}/reponse/", judging.reply, name="due-report-reply"),
    path(f"{ONE}/note/", judging.note, name="due-report-note"),
    path(f"{ONE}/lien/", links.new, name="report-link-new"),
]
provider_urlpatterns = [
    path("<uuid:provider_id>/rapports/", reading.of_provider, name="provider-reports"),
]
public_urlpatterns = [
    path("<str:token>/", public.answer, name="report-answer"),
    path("<str:token>/brouillon/", public.draft, name="report-answer-draft"),
    path("<str:token>/formulaire/", public.sheet, name="report-answer-sheet"),
    path("<str:token>/modele.xlsx", public.xlsx, name="report-answer-xlsx"),
    path("<str:token>/modele.csv", public.csv, name="report-answer-csv"),
    path("<str:token>/joindre/", public.attach, name="report-answer-file"),
    path(
        "<str:token>/joints/<uuid:report_file_id>/retirer/",
        public.detach,
        name="report-answer-file-remove",
    ),
    path("<str:token>/message/", public.say, name="report-answer-say"),
    path("<str:token>/recu/", public.received, name="report-answer-received"),
]
