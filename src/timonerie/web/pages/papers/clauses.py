"""The clauses of a paper, and the terms that it seems to give, as its page shows them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.contracts import list_sentences
from timonerie.domains.contracts.enums import ClauseCode, Opinion
from timonerie.domains.contracts.models import ClauseFinding, Contract, ContractDocument
from timonerie.domains.contracts.rules.papers.catalogue import NUMBERS, Clause
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import contract_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url


@dataclass(frozen=True)
class Shown:
    """A clause: what the text says of it, where, and what somebody said."""

    finding: ClauseFinding
    label: str
    state: State
    word: str
    where: str
    page_url: str
    numbers: str
    judged: str
    choices: list[dict[str, Any]]


def shown(request: CompanyRequest, paper: ContractDocument) -> list[Shown]:
    """In the order of the catalogue."""
    order = {code: rank for rank, code in enumerate(ClauseCode.values)}
    rows = ClauseFinding.objects.filter(document=paper).select_related("document")
    return [_shown(request, one) for one in sorted(rows, key=lambda one: order[one.clause])]


def _shown(request: CompanyRequest, one: ClauseFinding) -> Shown:
    state, word = _state(one)
    address = f"{url(request, 'paper-page', one.document.public_id)}?page={one.page}"
    return Shown(
        finding=one,
        label=one.get_clause_display(),
        state=state,
        word=word,
        where=_where(one),
        page_url=f"{address}&clause={one.clause}#extrait" if one.page else "",
        numbers=", ".join(map(str, NUMBERS[Clause(one.clause)])),
        judged=_judged(one),
        choices=[
            {"value": value, "label": label, "is_chosen": value == one.opinion}
            for value, label in [*Opinion.choices, ("", _("pas encore regardée"))]
        ],
    )


def _state(one: ClauseFinding) -> tuple[State, str]:
    """What somebody said comes before what the text seems to say."""
    if one.opinion:
        states = {
            Opinion.PRESENT: State.MET,
            Opinion.WEAK: State.WATCH,
            Opinion.ABSENT: State.MISSED,
        }
        return states[Opinion(one.opinion)], one.get_opinion_display()
    if one.page is None:
        return State.MISSING, _("non trouvée")
    if one.excludes:
        return State.MEASURED, _("le texte semble l’écarter : à lire")
    return State.MEASURED, _("trouvée, à lire") if one.is_clear else _("peut-être, à lire")


def _where(one: ClauseFinding) -> str:
    if one.page is None:
        return ""
    words = {"page": formats.number(one.page), "article": one.article}
    if one.article:
        return _("page %(page)s, article %(article)s") % words
    return _("page %(page)s") % words


def _judged(one: ClauseFinding) -> str:
    if one.judged_at is None:
        return ""
    words = {"name": one.judged_by, "day": formats.day(one.judged_at)}
    return _("dit par %(name)s le %(day)s") % words


def terms(
    request: CompanyRequest, paper: ContractDocument, contract: Contract | None
) -> list[dict[str, Any]]:
    """Each proposal beside what the contract says already."""
    address = url(request, "paper-page", paper.public_id)
    return [
        {
            "field": one["field"],
            "label": str(list_sentences.FIELDS[one["field"]]),
            "value": in_words(one["field"], one["value"]),
            "known": _known(contract, one["field"]),
            "is_same": _known(contract, one["field"]) == in_words(one["field"], one["value"]),
            "extract": one["extract"],
            "page": one["page"],
            "url": f"{address}?page={one['page']}&de={one['start']}&a={one['end']}#extrait",
        }
        for one in paper.terms
    ]


def _known(contract: Contract | None, name: str) -> str:
    return contract_words.field(contract, name) if contract else ""


def in_words(name: str, text: str) -> str:
    if name.endswith("_date"):
        return formats.day(date.fromisoformat(text))
    return contract_words.value(name, text)
