"""An offer typed here: ten lines pasted, or its answers one by one; its files."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing import price_list_sentences
from timonerie.domains.sourcing.models import Offer
from timonerie.domains.sourcing.operations import (
    offer_answers,
    offer_checks,
    offer_papers,
    offer_typing,
)
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.domains.sourcing.operations.offer_typing import ADDED, Pasted
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.rules.offers import asked, placing, reading
from timonerie.domains.sourcing.rules.offers.reading import PriceLine, PriceList
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.web import offer_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.answering import AnswersForm
from timonerie.web.forms.offers import PasteForm, PlacesForm
from timonerie.web.pages import import_views
from timonerie.web.pages.offers import frame, sheets
from timonerie.web.pages.settings.frame import act
from timonerie.web.responses import show


@policy("offer.write")
def paste(request: CompanyRequest, statement_id: UUID, offer_id: UUID) -> HttpResponse:
    """A text, then what is understood of it, then the prices written."""
    offer = frame.offer_of(request, statement_id, offer_id)
    if (away := frame.away(request, offer, offer_checks.require_typed_here)) is not None:
        return away
    form = PasteForm(request.POST or None)
    context: dict[str, Any] = {
        "offer": offer,
        "form": form,
        "offer_url": frame.address(request, "offer", offer),
        "answers_url": frame.address(request, "offer-answers", offer),
        "breadcrumbs": frame.steps_in(request, offer, _("Coller les prix")),
    }
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        read = reading.read(text)
        is_sent = "placer" in request.POST
        places = _places(request, offer, read, is_sent=is_sent)
        if is_sent and places.is_valid() and _typed(request, offer, text, places):
            return redirect(frame.address(request, "offer", offer))
        context |= {
            "read": read,
            "text": text,
            "places": places,
            "lines": [_shown(one, places) for one in read.lines],
            "is_untaxed": all(one.tax for one in read.lines),
            "unplaced": sum(not places[f"l-{one.number}"].value() for one in read.lines),
            # The button asks whether the prices are without tax.
            "questions": [
                price_list_sentences.question(one)
                for one in read.questions
                if one.code != "tax_unsaid"
            ],
        }
    return show(request, "offers/type.html", context)


def _places(request: CompanyRequest, offer: Offer, read: PriceList, *, is_sent: bool) -> PlacesForm:
    every = queries.asked_by(offer.answered)
    lines: list[tuple[str, Any]] = [
        (one.line.key, one.line.title) for one in every if one.way == "price"
    ]
    titles = {key: offer_answers.whole_title(key) for key in asked.WHOLE}
    whole = [(str(key), title) for key, title in titles.items()]
    obvious = placing.obvious(read.lines, every, whole=titles)
    added = (ADDED, _("Un prix qui s’ajoute aux lignes demandées"))
    volumes = [(one.line.key, one.line.title) for one in every if one.line.kind == "volume"]
    numbers = {one.number: (obvious.get(one.number, ""), one.every == "unit") for one in read.lines}
    return PlacesForm(
        request.POST if is_sent else None,
        numbers=numbers,
        places=[*lines, *whole, added],
        volumes=volumes,
    )


def _shown(line: PriceLine, places: PlacesForm) -> dict[str, Any]:
    volume = f"v-{line.number}"
    return {
        "number": line.number,
        "label": line.label,
        "price": offer_words.price(round(line.cents * 100)),
        "per": offer_words.per(line.every, line.unit),
        "tax": _("HT") if line.tax else _("taxe non dite"),
        "place": places[f"l-{line.number}"],
        "volume": places[volume] if volume in places.fields else None,
    }


def _typed(request: CompanyRequest, offer: Offer, text: str, places: PlacesForm) -> bool:
    """Whether the prices are kept; else the form says why."""
    pasted = Pasted(
        text=text,
        placed=places.placed(),
        counted_on=places.counted_on(),
        is_untaxed=places.cleaned_data["is_untaxed"],
    )
    try:
        count = offer_typing.type_lines(
            by=request.actor, at=timezone.now(), offer=offer, version=offer.version, pasted=pasted
        )
    except Refused as refusal:
        field = refusal.field if refusal.field in places.fields else None
        places.add_error(field, refusal.message)
        return False
    said = ngettext("%(n)s prix est enregistré.", "%(n)s prix sont enregistrés.", count)
    messages.success(request, said % {"n": count})
    return True


@policy("offer.write")
def answers(request: CompanyRequest, statement_id: UUID, offer_id: UUID) -> HttpResponse:
    offer = frame.offer_of(request, statement_id, offer_id)
    if (away := frame.away(request, offer, offer_checks.require_typed_here)) is not None:
        return away
    sheet = queries.sheet(offer)
    form = AnswersForm(request.POST or None, sheet=sheet)
    if request.method == "POST" and form.is_valid() and _answered(request, offer, form):
        return redirect(frame.address(request, "offer", offer))
    context = {
        "offer": offer,
        "form": form,
        "sections": sheets.sections(sheet, form),
        "whole": [form[f"p-{key}"] for key in asked.WHOLE],
        "terms": [form[name] for name in ("yearly_index", "valid_until", "note")],
        "offer_url": frame.address(request, "offer", offer),
        "breadcrumbs": frame.steps_in(request, offer, _("Ses réponses")),
    }
    return show(request, "offers/answers.html", context)


def _answered(request: CompanyRequest, offer: Offer, form: AnswersForm) -> bool:
    try:
        offer_answers.answer(
            by=request.actor,
            at=timezone.now(),
            offer=offer,
            version=form.cleaned_data["version"],
            given=form.given(),
        )
    except Conflict as conflict:
        form.answer(conflict, compared=())
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    else:
        messages.success(request, _("Les réponses sont enregistrées."))
        return True
    return False


@require_POST
@policy("offer.write")
def paper_new(request: CompanyRequest, statement_id: UUID, offer_id: UUID) -> HttpResponse:
    offer, file = frame.offer_of(request, statement_id, offer_id), request.FILES.get("file")
    to = frame.address(request, "offer", offer)
    if file is None:
        messages.error(request, _("Choisissez un fichier."))
        return redirect(to)
    at = timezone.now()
    limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=at)
    received = Received(name=file.name or "", size=file.size or 0, chunks=file.chunks())
    try:
        return act(
            request,
            partial(offer_papers.add, by=request.actor, at=at, offer=offer, received=received),
            to=to,
            message=_("Le fichier est joint."),
        )
    except FileRefused as fault:
        messages.error(request, import_views.told(fault.code, fault.remedy))
    return redirect(to)


@require_POST
@policy("offer.write")
def price_remove(
    request: CompanyRequest, statement_id: UUID, offer_id: UUID, offer_answer_id: UUID
) -> HttpResponse:
    offer = frame.offer_of(request, statement_id, offer_id)
    found = get_object_or_404(offer.answers, public_id=offer_answer_id)
    return act(
        request,
        partial(
            offer_typing.remove_added,
            by=request.actor,
            at=timezone.now(),
            offer=offer,
            answer=found,
        ),
        to=frame.address(request, "offer", offer),
        message=_("Ce prix est retiré."),
    )
