"""What a case says of itself; each name leads to its page, where the reader may open it."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.models import Source
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.sourcing.queries import activities as activities
from timonerie.foundations.scope.models import Company
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import boards
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.fact_rows import Fact, ended_at, name_of
from timonerie.web.readings import Names

Detail = dict[str, Any]


def details(
    request: CompanyRequest, fact: Fact, names: Names, source: Source, *, zone: str, now: datetime
) -> list[Detail]:
    """As `details_list` shows them, empty ones left out. `zone` is the one of the site."""
    company = request.company
    said = [
        _detail(_("Site"), name_of(names.units, fact["unit"]), _unit_url(request, fact["unit"])),
        _detail(
            _("Prestataire"),
            name_of(names.providers, fact["provider"]),
            _provider_url(request, fact),
        ),
        _detail(_("Équipe"), name_of(names.units, fact["team"]), _unit_url(request, fact["team"])),
        _detail(
            _("Activité"), name_of(names.activities, fact["activity"]), _activity_url(request, fact)
        ),
        _detail(_("Source"), source.name),
        _detail(_("Reçu"), _moment(fact["received_at"], zone, company)),
        _detail(_("Pris en charge"), _moment(fact["started_at"], zone, company)),
        _detail(_("Livré"), _moment(fact["delivered_at"], zone, company)),
        _detail(_("Résolu"), _moment(fact["resolved_at"], zone, company)),
        _detail(_("Échéance"), _moment(fact["due_at"], zone, company)),
        _verdict(fact, now),
        _detail(_("Niveau de service"), _yes(fact["on_time"], _("tenu"), _("manqué"))),
        _detail(_("Erreur"), _yes(fact["error"], _("oui"), _("non"))),
        _detail(_("Cause"), _cause(fact)),
        _detail(_("Reprises"), _number(fact["rework"])),
        _detail(_("Rouvert"), _yes(fact["reopened"], _("oui"), _("non"))),
        _detail(_("Quantité"), _number(fact["quantity"])),
        _detail(_("Montant"), _money(fact)),
    ]
    return [one for one in said if one["detail"]]


def _detail(term: str, detail: str, url: str = "", state: State | None = None) -> Detail:
    return {"term": term, "detail": detail, "url": url, "state": state}


def _unit_url(request: CompanyRequest, unit: int | None) -> str:
    """The page of a site, a region or a team; a group has none."""
    if unit is None or not request.actor.may("indicator.read"):
        return ""
    seen, place = reach(request.actor, on=timezone.localdate()), directory.places()[unit]
    if place.kind == UnitKind.GROUP or (seen.unit_ids is not None and unit not in seen.unit_ids):
        return ""
    return reverse(boards.route_of(unit), args=[request.company.slug, place.public_id])


def _provider_url(request: CompanyRequest, fact: Fact) -> str:
    provider = fact["provider"]
    if provider is None or not request.actor.may("provider.read"):
        return ""
    seen = reach(request.actor, on=timezone.localdate())
    if seen.provider_ids is not None and provider not in seen.provider_ids:
        return ""
    firm = directory.firms()[provider]
    return reverse("provider", args=[request.company.slug, firm.public_id])


def _activity_url(request: CompanyRequest, fact: Fact) -> str:
    if fact["activity"] is None or not request.actor.may("activity.read"):
        return ""
    found = activities.visible_to(request.actor).filter(pk=fact["activity"]).first()
    return reverse("activity", args=[request.company.slug, found.public_id]) if found else ""


def _verdict(fact: Fact, now: datetime) -> Detail:
    """Beside the due date, in time that passes day and night: opening hours play no part in it."""
    term, due, ended = _("Respect de l’échéance"), fact["due_at"], ended_at(fact)
    if due is None or (ended is None and now <= due):
        return _detail(term, "")
    if ended is not None and ended <= due:
        return _detail(term, _("dans le délai"), state=State.MET)
    late = {"duration": formats.duration(((ended or now) - due).total_seconds())}
    text = (
        _("échéance passée depuis %(duration)s")
        if ended is None
        else _("en retard de %(duration)s")
    )
    return _detail(term, text % late, state=State.MISSED)


def _moment(moment: datetime | None, zone: str, company: Company) -> str:
    return "" if moment is None else formats.instant(moment, zone, home=company.zone)


def _yes(value: bool | None, yes: str, no: str) -> str:
    return "" if value is None else (yes if value else no)


def _cause(fact: Fact) -> str:
    return {"provider": _("prestataire"), "client": _("chez nous")}.get(fact["cause"], "")


def _number(value: int | float | None) -> str:
    return "" if value is None else formats.number(value)


def _money(fact: Fact) -> str:
    if fact["amount"] is None:
        return ""
    return formats.figure(fact["amount"], fact["currency"] or "€", decimals=2)
