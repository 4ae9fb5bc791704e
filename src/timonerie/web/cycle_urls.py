"""Addresses of the cycles: of the company under `<company>/cycles/`, of a provider under
`<company>/prestataires/`, of a site under `<company>/sites/`; behind a link, `etape/`."""

from django.urls import path

from timonerie.web.pages.cycles import doing, links, places, public, reading, writing

ONE = "<uuid:cycle_id>"
RUN = "passages/<uuid:run_id>"
STEP = "pas/<uuid:run_step_id>"
SAID = "etapes/<uuid:cycle_step_id>"

urlpatterns = [
    path("", reading.index, name="cycles"),
    path("nouveau/", writing.new, name="cycle-new"),
    path("archives/", reading.archives, name="cycle-archives"),
    path(f"{RUN}/", reading.run, name="cycle-run"),
    path(f"{RUN}/clore/", doing.close, name="cycle-run-close"),
    path(f"{RUN}/rouvrir/", doing.reopen, name="cycle-run-reopen"),
    path(f"{STEP}/", doing.step, name="cycle-step"),
    path(f"{STEP}/faire/", doing.do, name="cycle-step-do"),
    path(f"{STEP}/annuler/", doing.undo, name="cycle-step-undo"),
    path(f"{STEP}/sans-objet/", doing.waive, name="cycle-step-waive"),
    path(f"{SAID}/", writing.step_edit, name="cycle-step-edit"),
    path(f"{SAID}/retirer/", writing.step_remove, name="cycle-step-remove"),
    path("liens/<uuid:cycle_link_id>/revoquer/", links.revoke, name="cycle-link-revoke"),
    path(f"{ONE}/", reading.detail, name="cycle"),
    path(f"{ONE}/modifier/", writing.edit, name="cycle-edit"),
    path(f"{ONE}/archiver/", writing.archive, name="cycle-archive"),
    path(f"{ONE}/desarchiver/", writing.restore, name="cycle-restore"),
    path(f"{ONE}/etapes/nouvelle/", writing.step_new, name="cycle-step-new"),
    path(f"{ONE}/passages/nouveau/", doing.open_event, name="cycle-run-new"),
    path(f"{ONE}/lien/", links.new, name="cycle-link-new"),
]
provider_urlpatterns = [
    path("<uuid:provider_id>/cycles/", places.of_provider, name="provider-cycles"),
]
site_urlpatterns = [
    path("<uuid:unit_id>/cycles/", places.of_site, name="site-cycles"),
]
public_urlpatterns = [path("<str:token>/", public.by_link, name="cycle-by-link")]
