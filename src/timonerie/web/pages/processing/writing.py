"""Beginning a record of personal data, saying it, listing its further processors."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.models import FurtherProcessor, ProcessingRecord
from timonerie.domains.contracts.operations import processing
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.contracts.queries import processing as queries
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.processing import NewRecordForm, ProcessorForm, RecordForm
from timonerie.web.pages.duties.frame import form_page, provider_of
from timonerie.web.pages.processing.frame import crumbs, record_of, title
from timonerie.web.pages.settings.frame import FormPage, act, answer, url, version_asked


@policy("duty.write")
def new(request: CompanyRequest, firm_id: UUID) -> HttpResponse:
    provider = provider_of(request, firm_id)
    rows = contracts.visible_to(request.actor).active().filter(provider=provider).order_by("name")
    form = NewRecordForm(request.POST or None, rows=rows)
    return answer(
        request,
        form,
        page=form_page(
            request,
            provider,
            heading=_("Commencer une fiche"),
            lead=_("Ce que le cahier des charges dit déjà est repris ; le reste est demandé."),
            submit=_("Commencer"),
            template="settings/form.html",
        ),
        save=lambda _data: processing.begin(
            by=request.actor, at=timezone.now(), provider=provider, contract=form.chosen
        ),
        done=lambda made: _here(request, made),
        message=_("La fiche est ouverte : complétez ce qui manque."),
    )


@policy("duty.write")
def edit(request: CompanyRequest, record_id: UUID) -> HttpResponse:
    record = record_of(request, record_id)
    form = RecordForm(request.POST or None, record=record)
    return answer(
        request,
        form,
        page=_page(request, record, _("Compléter la fiche"), _("Enregistrer")),
        save=lambda data: processing.change(
            by=request.actor,
            at=timezone.now(),
            record=record,
            version=data["version"],
            said=form.said(),
        ),
        done=lambda _saved: _here(request, record),
        message=_("La fiche est enregistrée."),
    )


@policy("duty.write")
def processor_new(request: CompanyRequest, record_id: UUID) -> HttpResponse:
    record = record_of(request, record_id)
    return answer(
        request,
        ProcessorForm(request.POST or None),
        page=_page(request, record, _("Ajouter un sous-traitant ultérieur"), _("Ajouter")),
        save=lambda data: processing.add_processor(
            by=request.actor, at=timezone.now(), record=record, **data
        ),
        done=lambda _made: _here(request, record),
        message=_("Le sous-traitant ultérieur est dans la liste."),
    )


@require_POST
@policy("duty.write")
def processor_remove(request: CompanyRequest, processor_id: UUID) -> HttpResponse:
    records = queries.visible_to(request.actor, on=timezone.localdate())
    rows = FurtherProcessor.objects.filter(record__in=records).select_related("record__provider")
    found: FurtherProcessor = get_object_or_404(rows, public_id=processor_id)
    return act(
        request,
        partial(processing.remove_processor, by=request.actor, at=timezone.now(), processor=found),
        to=_here(request, found.record),
        message=_("Il n’est plus dans la liste ; l’historique le garde."),
    )


@require_POST
@policy("duty.write")
def archive(request: CompanyRequest, record_id: UUID) -> HttpResponse:
    record = record_of(request, record_id)
    gesture = partial(
        processing.archive,
        by=request.actor,
        at=timezone.now(),
        record=record,
        version=version_asked(request, record.version),
    )
    message = _("La fiche est archivée : elle quitte le registre.")
    return act(request, gesture, to=url(request, "processing"), message=message)


def _here(request: CompanyRequest, record: ProcessingRecord) -> str:
    return url(request, "processing-record", record.public_id)


def _page(request: CompanyRequest, record: ProcessingRecord, heading: str, submit: str) -> FormPage:
    return FormPage(
        heading=heading,
        lead=title(record),
        submit=submit,
        back=_here(request, record),
        breadcrumbs=crumbs(request, (title(record), _here(request, record)), (heading, "")),
    )
