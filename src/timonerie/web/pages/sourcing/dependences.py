"""« Dépendances »: who does what where, what hangs on one provider or on one head."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.queries import directory
from timonerie.domains.sourcing import dependence_sentences
from timonerie.domains.sourcing.queries import dependence
from timonerie.domains.sourcing.queries.dependence import Dependence
from timonerie.domains.sourcing.rules.dependence import VITAL, Finding, Risk
from timonerie.foundations.wording.states import State
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.settings.frame import url
from timonerie.web.pages.sourcing import dependence_tables
from timonerie.web.pages.sourcing.frame import crumbs, tabs
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

#: A finding of one activity or more that weighs so much is told as grave.
GRAVE = 2 * VITAL


@policy("activity.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    found = dependence.of(request.actor, on=timezone.localdate())
    told = [_told(request, found, one) for one in found.findings]
    context = {
        "findings": told,
        "list": dependence_tables.findings(told),
        "map": dependence_tables.places(request, found) if found.served else None,
        "providers": dependence_tables.providers(request, found),
        "is_whole": found.is_whole,
        "tabs": tabs(request, "activity-dependence"),
        "breadcrumbs": crumbs(request, (_("Dépendances"), "")),
    }
    return show(request, "sourcing/dependence.html", context)


def _told(request: CompanyRequest, found: Dependence, one: Finding) -> dict[str, Any]:
    rows = sorted(
        (found.activities[pk] for pk in one.activities),
        key=lambda row: (-row.criticality, row.name),
    )
    names = [row.name for row in rows]
    link, gesture = _gesture(request, one, rows[0])
    is_grave = one.weight >= GRAVE
    return {
        "title": dependence_sentences.title(one, subject=_subject(found, one)),
        "why": dependence_sentences.why(one),
        "names": dependence_sentences.named(names),
        "every": names,
        "state": State.MISSED if is_grave else State.WATCH,
        "word": _("grave") if is_grave else _("à surveiller"),
        "url": link,
        "gesture": gesture,
    }


def _subject(found: Dependence, one: Finding) -> str:
    if one.subject is None:
        return ""
    if one.risk in (Risk.SAME_PROVIDER, Risk.NO_TAKE_BACK):
        return directory.firms()[one.subject].name
    if found.is_whole:
        return found.people[one.subject].name
    # Who sees a part of the company reads posts, not who holds them.
    activity = found.activities[one.activities[0]]
    return str(activity.accountable)


def _gesture(request: CompanyRequest, one: Finding, first: Any) -> tuple[str, str]:
    """Where the finding is mended, and how that is called."""
    if one.risk == Risk.SAME_PROVIDER:
        firm = directory.firms()[one.subject or 0]
        return url(request, "provider", firm.public_id), _("Voir le prestataire")
    if not request.actor.may("activity.write"):
        return url(request, "activity", first.public_id), _("Voir l’activité")
    words = {
        Risk.NO_TAKE_BACK: _("Dire qui sait la reprendre"),
        Risk.NOBODY: _("Nommer qui en répond"),
        Risk.ONE_HEAD: _("Nommer un suppléant"),
        Risk.EVERYTHING: _("Nommer un suppléant"),
    }
    return url(request, "activity-holding", first.public_id), words[one.risk]
