"""Reminding a provider: the words to send, the formal notice to sign, and what was really sent."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from timonerie.domains.contracts.duty_enums import DutyState, ReminderKind
from timonerie.domains.contracts.models import DutyReminder
from timonerie.domains.contracts.operations import duty_asks
from timonerie.domains.contracts.queries import duties as queries
from timonerie.domains.contracts.queries.duties import Duty
from timonerie.domains.organisation.models import LegalEntity, Provider
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.papers.making import KINDS
from timonerie.domains.sourcing.queries import templates
from timonerie.foundations.accounts import limits
from timonerie.foundations.printing.documents import pdf, word
from timonerie.web import downloads, duty_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.duties import RemindForm
from timonerie.web.pages.duties.frame import address, asked, crumbs, provider_of
from timonerie.web.pages.settings.frame import url
from timonerie.web.prints.duties import notice
from timonerie.web.responses import show

_ASKED = (DutyState.EXPIRED, DutyState.MISSING, DutyState.SOON)


@policy("duty.write")
def remind(request: CompanyRequest, firm_id: UUID) -> HttpResponse:
    """The text to copy, and the note that it was sent."""
    provider, today = provider_of(request, firm_id), timezone.localdate()
    first = {"kind": ReminderKind.REMINDER, "made_on": today, **_some(asked(request))}
    form = RemindForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            duty_asks.remind(
                by=request.actor, at=timezone.now(), provider=provider, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("La relance est notée : son compte est à jour."))
            return redirect(address(request, provider))
    late = _late(request, provider, today)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    context = {
        "provider": provider,
        "form": form,
        "text": _text(request, provider, late, today),
        "is_late": bool(late),
        "docx_url": url(request, "duty-notice-docx", provider.public_id) + query,
        "pdf_url": url(request, "duty-notice-pdf", provider.public_id) + query,
        "back": address(request, provider),
        "breadcrumbs": crumbs(
            request, (provider.name, address(request, provider)), (_("Relancer"), "")
        ),
    }
    return show(request, "duties/remind.html", context)


@policy("duty.write")
def notice_docx(request: CompanyRequest, firm_id: UUID) -> HttpResponseBase:
    return _notice(request, firm_id, "docx")


@policy("duty.write")
def notice_pdf(request: CompanyRequest, firm_id: UUID) -> HttpResponseBase:
    return _notice(request, firm_id, "pdf")


def _notice(request: CompanyRequest, firm_id: UUID, kind: str) -> HttpResponseBase:
    """Back to the page of the provider where nothing is late: there is nothing to demand."""
    provider, today = provider_of(request, firm_id), timezone.localdate()
    late = _late(request, provider, today)
    if not late:
        messages.error(request, _("Rien n’est en retard : il n’y a rien à mettre en demeure."))
        return redirect(address(request, provider))
    limits.take(limits.Gesture.EXPORT, of=str(request.user.pk), at=timezone.now())
    reminded = DutyReminder.objects.filter(provider=provider, kind=ReminderKind.REMINDER)
    document = notice.of(
        notice.Asked(
            client=_client(request),
            provider=provider.name,
            siren=provider.siren,
            late=late,
            reminded=list(reminded.order_by("made_on", "pk").values_list("made_on", flat=True)),
            on=today,
        )
    )
    content = pdf.pdf(document) if kind == "pdf" else word.docx(document, templates.content())
    name = f"mise-en-demeure-{slugify(provider.name) or 'prestataire'}.{kind}"
    return downloads.attached(HttpResponse(content, content_type=KINDS[kind]), name)


def _some(first: dict[str, object]) -> dict[str, object]:
    return {name: first[name] for name in ("pieces", "entity") if first[name]}


def _client(request: CompanyRequest) -> str:
    """The entity that the address names, else the company."""
    entity = _entity(request)
    return entity.name if entity else request.company.name


def _entity(request: CompanyRequest) -> LegalEntity | None:
    try:
        key = UUID(request.GET.get("entite", ""))
    except ValueError:
        return None
    found: LegalEntity | None = LegalEntity.objects.filter(public_id=key).first()
    return found


def _late(request: CompanyRequest, provider: Provider, on: date) -> list[Duty]:
    """What is over, asked for, or about to end, for the entity that the address names."""
    entity = _entity(request)
    found: dict[str, Duty] = {}
    for held in queries.board(request.actor, on=on, provider=provider):
        if entity is None or held.entity is None or held.entity.pk == entity.pk:
            for one in held.duties:
                if one.state in _ASKED:
                    found.setdefault(one.kind.code, one)
    return list(found.values())


def _text(request: CompanyRequest, provider: Provider, late: Sequence[Duty], on: date) -> str:
    """The message to copy into one's own mail."""
    client = _client(request)
    lines = [f"- {_line(one, on)}" for one in late] or [_("- (cochez les pièces à demander)")]
    return "\n".join(
        (
            _("Bonjour,"),
            "",
            _("%(provider)s travaille pour %(client)s. Pour rester en règle, il nous manque :")
            % {"provider": provider.name, "client": client},
            *lines,
            "",
            _("Merci de nous les faire parvenir sous huit jours."),
            _("Bien cordialement,"),
            f"{request.actor.name}, {client}",
        )
    )


def _line(one: Duty, on: date) -> str:
    until, kind = duty_words.until(one, on=on), duty_words.shown(one.kind)
    told = f"{kind.title}, {until}" if until else kind.title
    return _("%(told)s (%(source)s)") % {"told": told, "source": kind.source}
