"""The proposals as the page shows them: by who would do it, what is sure ticked already."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries import directory
from timonerie.domains.sourcing import catalogue, proposal_sentences
from timonerie.domains.sourcing.enums import Certainty
from timonerie.domains.sourcing.rules.proposing import Proposal
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import activity_words, purchase_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.pages.sourcing.evidence import Evidence, Payer
from timonerie.web.tables import Cell, Column, Row, Table

OURSELVES = ""


@dataclass(frozen=True)
class Line:
    """A proposal in words."""

    key: str
    name: str
    why: str
    state: State
    sure: str
    is_picked: bool


@dataclass(frozen=True)
class Group:
    """What one payee would do; `key` names the boxes of its sites."""

    key: str
    name: str
    url: str
    cost: str
    notes: tuple[str, ...]
    lines: tuple[Line, ...]
    sites: tuple[tuple[Unit, bool], ...]
    """Each with whether it is named."""


def groups(
    request: CompanyRequest,
    found: Evidence,
    *,
    ticked: Collection[str],
    sites: Sequence[Unit],
    named_sites: Mapping[str, Collection[Unit]],
) -> list[Group]:
    """Payees in the order of what they cost, then ourselves; `ticked` by key, `named_sites` by
    payee."""
    by_payee: dict[str, list[Proposal]] = {}
    for one in found.proposals:
        by_payee.setdefault(one.provider or OURSELVES, []).append(one)
    return [
        _group(
            request,
            found,
            found.payers.get(key),
            tuple(_line(found, one, is_picked=one.key in ticked) for one in several),
            tuple((site, site in named_sites.get(key, ())) for site in sites),
        )
        for key, several in by_payee.items()
    ]


def ticked(found: Evidence) -> frozenset[str]:
    """What is ticked at first: what more than an account says, of an activity that nobody serves
    yet, one payee for each, the first that comes."""
    taken: set[str] = set(found.served)
    picked = set()
    for one in found.proposals:
        if one.certainty != Certainty.PROPOSED and one.code not in taken:
            taken.add(one.code)
            picked.add(one.key)
    return frozenset(picked)


def table(found: Evidence) -> Table:
    """All of them, to read as a list and to take away."""
    return Table(
        name="propositions",
        caption=_("Activités proposées par vos fichiers"),
        columns=(
            Column(label=_("Activité")),
            Column(label=_("Faite par"), is_filter=True),
            Column(label=_("Ce qui le dit"), is_long=True),
            Column(label=_("Certitude"), is_filter=True),
            Column(label=_("Coût par an"), is_number=True),
        ),
        rows=tuple(_row(found, one) for one in found.proposals),
    )


def named(code: str) -> str:
    """The name of a line of the catalogue; the code of one that it no longer has."""
    return _(_names().get(code, code))


@cache
def _names() -> Mapping[str, str]:
    return {line.code: line.name for line in catalogue.lines()}


def _group(
    request: CompanyRequest,
    found: Evidence,
    payer: Payer | None,
    lines: tuple[Line, ...],
    sites: tuple[tuple[Unit, bool], ...],
) -> Group:
    firm = payer.provider if payer is not None else None
    return Group(
        key=payer.payee.key if payer else OURSELVES,
        name=payer.name if payer else _("Vous-mêmes"),
        url=url(request, "provider", firm.public_id) if firm else "",
        cost=_spend(payer) if payer else "",
        notes=tuple(_notes(found, payer, count=len(lines))),
        lines=lines,
        sites=sites,
    )


def _spend(payer: Payer) -> str:
    cents = payer.payee.yearly_cents
    if cents is None:
        return _("coût à connaître")
    words = {"cost": purchase_words.whole_euros(cents)}
    if payer.from_books:
        return _("%(cost)s sur douze mois, d’après vos comptes") % words
    return _("%(cost)s par an, d’après ses contrats") % words


def _notes(found: Evidence, payer: Payer | None, *, count: int) -> Iterator[str]:
    if payer is None:
        return
    if payer.from_books and found.window is not None and found.window.missing:
        yield purchase_words.months_missing(len(found.window.missing))
    if payer.provider is None:
        yield _("Ce tiers de vos comptes devient un prestataire si vous le retenez.")
    if payer.payee.yearly_cents is not None and count > 1:
        yield _("Ce coût est celui de toutes ses activités : il n’est pas réparti.")


def _line(found: Evidence, one: Proposal, *, is_picked: bool) -> Line:
    served = found.served.get(one.code, {})
    told = [_evidence(one)]
    if served:
        told.append(_already(served))
    return Line(
        key=one.key,
        name=named(one.code),
        why=" · ".join(told),
        state=activity_words.SURE[one.certainty],
        sure=str(one.certainty.label),
        is_picked=is_picked,
    )


def _already(served: Mapping[int, int | None]) -> str:
    """Who does it now: nobody is replaced unless their site is chosen."""
    firms = directory.firms()
    names = {firms[one].name if one is not None else _("vous-mêmes") for one in served.values()}
    count = len(served)
    return ngettext(
        "déjà servie à %(n)s site par %(names)s", "déjà servie à %(n)s sites par %(names)s", count
    ) % {"n": formats.number(count), "names": ", ".join(sorted(names))}


def _evidence(one: Proposal) -> str:
    return ", ".join(proposal_sentences.said(evidence) for evidence in one.evidence)


def _row(found: Evidence, one: Proposal) -> Row:
    payer = found.payers.get(one.provider or OURSELVES)
    cost: Any = purchase_words.money(one.yearly_cents, note=proposal_sentences.cost_note(one))
    return Row(
        cells=(
            Cell(text=named(one.code)),
            Cell(text=payer.name if payer else _("Vous-mêmes")),
            Cell(text=_evidence(one)),
            Cell(text=str(one.certainty.label), state=activity_words.SURE[one.certainty]),
            cost,
        )
    )
