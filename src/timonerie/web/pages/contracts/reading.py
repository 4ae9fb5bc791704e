"""The contracts with the dates to decide by, and the page of one."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts import date_sentences, list_sentences
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.contracts.queries import lives
from timonerie.domains.contracts.queries.contracts import SIX_MONTHS, DatedContract
from timonerie.domains.contracts.rules.dating import Dated
from timonerie.foundations.wording import formats
from timonerie.web import contract_changes, contract_questions, contract_words, incident_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.contract_timelines import Drawing, timeline_of
from timonerie.web.pages.contracts import belongings, deadlines, tables
from timonerie.web.pages.contracts.frame import contract_of, crumbs, nameable, sees_all, tabs
from timonerie.web.pages.papers import sections as papers
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import url
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

#: The fields that the page of a contract shows, in their order.
SHOWN = (
    *("provider", "start_date", "end_date", "firm", "renewal", "renewal_length", "renewals"),
    *("notice", "notice_counts", "notice_form", "preparation", "notice_given_date"),
    *("notice_proof", "yearly_cents", "note"),
)
#: Those that say nothing by their absence.
_OPTIONAL = (
    *("end_date", "renewals", "notice_counts", "notice_form", "preparation"),
    *("notice_given_date", "notice_proof", "note"),
)


@policy("contract.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    today = timezone.localdate()
    found = queries.listed(request.actor, on=today)
    context = {
        "table": tables.of_contracts(request, found, on=today),
        "figures": _figures(found, on=today),
        "deadlines": deadlines.of(request, found, on=today),
        "questions": sum(one.questions for one in found),
        "may_import": request.actor.may("contract.write") and sees_all(request),
        "breadcrumbs": [],
    }
    return show(request, "contracts/index.html", context)


@policy("contract.read")
def archives(request: CompanyRequest) -> HttpResponse:
    today = timezone.localdate()
    found = queries.listed(request.actor, on=today, archived=True)
    context = {
        "table": tables.of_contracts(request, found, on=today),
        "is_archives": True,
        "breadcrumbs": crumbs(request, (_("Archives"), "")),
    }
    return show(request, "contracts/index.html", context)


def _figures(found: Sequence[DatedContract], *, on: date) -> list[dict[str, Any]]:
    if not found:
        return []
    soon = [one for one in found if 0 <= (days_of(one, on)) <= SIX_MONTHS]
    undated = [one for one in found if one.decide_by is None and one.unknown]
    figures = [
        {
            "label": _("Contrats"),
            "value": formats.number(len(found)),
            "note": _("dont %(n)s sans date de décision, faute de termes")
            % {"n": formats.number(len(undated))}
            if undated
            else _("chacun avec ses dates, ou sans échéance"),
        },
        {
            "label": _("À décider avant six mois"),
            "value": formats.number(len(soon)),
            "note": _("reconduits ou finis si personne ne décide"),
        },
    ]
    known = sum(one.contract.yearly_cents is not None for one in found)
    for currency, cents in queries.yearly_total(found).items():
        words = {"n": formats.number(known), "of": formats.number(len(found))}
        figures.append(
            {
                "label": _("Engagé par an"),
                "value": incident_words.cost(cents, currency),
                "note": _("montant connu de %(n)s contrats sur %(of)s") % words,
            }
        )
    return figures


def days_of(one: DatedContract, on: date) -> int:
    """Days before its decision; far in the past without one."""
    days = one.days_left(on=on)
    return -(10**6) if days is None else days


@policy("contract.read")
def detail(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract, today = contract_of(request, contract_id), timezone.localdate()
    dated = queries.dates_of(contract, on=today)
    one = DatedContract(contract, dated, queries.unknown(contract), 0)
    is_writer = request.actor.may("contract.write") and contract.archived_at is None
    asked = list(
        contract.questions.filter(state="open").select_related("contract__provider").order_by("pk")
    )
    context = {
        "contract": contract,
        "tabs": tabs(request, contract, "contract"),
        "whose": contract_words.provider(contract),
        "pairs": list(_pairs(request, contract, on=today)),
        "belongings": list(belongings.of(request, contract)),
        "orders": belongings.orders(request, contract),
        "stage": belongings.stage_of(contract),
        "state": contract_words.state(one),
        "urgency": contract_words.urgency(one, on=today),
        "decide_by": one.decide_by,
        "left": contract_words.left(one, on=today),
        "sentences": date_sentences.explained(contract, dated),
        "drawing": _drawing(contract, dated),
        "steps": deadlines.steps_of(dated, on=today),
        "groups": contract_questions.grouped(asked, providers=nameable(request)) if asked else [],
        "blanks": _blanks(one, {question.field for question in asked}),
        "is_checked": not _unchecked(contract),
        "is_writer": is_writer,
        "papers": papers.of_contract(request, contract),
        "history": history.of(request, kind="contract", public_id=contract.public_id),
        "breadcrumbs": crumbs(request, (contract.name, "")),
    }
    return show(request, "contracts/detail.html", context)


def _drawing(contract: Contract, dated: Dated) -> Drawing | None:
    """None where the terms before the current one are not known."""
    if dated.timeline is None or not dated.start_is_known:
        return None
    amended = [one.effect_date for one in lives.amendments(contract)]
    return timeline_of(dated.timeline, amended=amended, suspended=lives.suspended(contract))


def _pairs(request: CompanyRequest, contract: Contract, *, on: date) -> Iterator[dict[str, Any]]:
    """Each field in words, with the cell that it was read in, that somebody checked it, or the
    amendment that changed it."""
    amended = lives.in_force(contract, on=on)
    for name in SHOWN:
        text = contract_words.field(contract, name)
        origin = _origin(contract, name) if text else ""
        if name in amended:
            kept, amendment = amended[name]
            before = text or _("inconnu")
            text = contract_changes.value(name, kept)
            words = {"day": formats.day(amendment.effect_date, style="short"), "before": before}
            origin = _("avenant du %(day)s ; avant : %(before)s") % words
        if not text and name in _OPTIONAL:
            continue
        pair = {
            "term": str(list_sentences.FIELDS[name]).capitalize(),
            "detail": text or _("à connaître"),
            "is_soft": not text,
            "note": origin,
        }
        if name == "provider" and contract.provider is not None:
            pair["url"] = url(request, "provider", contract.provider.public_id)
        yield pair


def _origin(contract: Contract, name: str) -> str:
    if name in contract.confirmed:
        return _("vérifié sur le contrat")
    listed = contract.listed.get("provider_written" if name == "provider" else name)
    return _("lu : « %(cell)s »") % {"cell": listed["cell"]} if listed else ""


def _blanks(one: DatedContract, asked: set[str]) -> list[str]:
    """The questions of what nobody filled and no cell asks already."""
    return [list_sentences.blank(name) for name in one.unknown if name not in asked]


def _unchecked(contract: Contract) -> list[str]:
    names = ("start_date", "end_date", "firm", "renewal", "renewal_length", "notice")
    filled = [name for name in names if getattr(contract, name) not in ("", None)]
    return [name for name in filled if name not in contract.confirmed]
