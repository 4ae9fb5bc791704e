"""What both sides of a contract owe, as tables."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from timonerie.domains.contracts import level_sentences, obligation_sentences
from timonerie.domains.contracts.models import (
    Contract,
    ExpectedReport,
    Obligation,
    SecurityProof,
    ServiceLevel,
)
from timonerie.domains.contracts.queries.obligations import Row as Owed
from timonerie.domains.contracts.rules.realities import Fate, Reality
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

#: What each state of a promise looks like.
STATES: Final[Mapping[Fate, State]] = {
    Fate.KEPT: State.MET,
    Fate.MISSED: State.MISSED,
    Fate.IDLE: State.NO_ACTIVITY,
    Fate.MISSING: State.MISSING,
}


def of_realities(found: Sequence[Reality]) -> Table:
    return Table(
        name="promis",
        caption=_("Promis et constaté"),
        columns=(
            Column(label=_("Engagement"), is_long=True),
            Column(label=_("Promis")),
            Column(label=_("Constaté")),
            Column(label=_("État"), is_filter=True),
        ),
        rows=tuple(_reality(one) for one in found),
    )


def of_levels(
    request: CompanyRequest, found: Iterable[ServiceLevel], names: Mapping[str, str]
) -> Table:
    return Table(
        name="niveaux",
        caption=_("Niveaux de service"),
        columns=(
            Column(label=_("Niveau"), is_long=True),
            Column(label=_("Cible")),
            Column(label=_("Si le niveau est manqué"), is_long=True),
            Column(label=_("Vaut")),
        ),
        rows=tuple(
            Row(
                cells=(
                    _title(request, one, note=level_sentences.meaning(one, names=names)),
                    _or_soft(
                        level_sentences.target(one),
                        _("suivi") if one.is_followed else _("à connaître"),
                    ),
                    _or_soft(level_sentences.consequence(one), _("aucune conséquence")),
                    Cell(text=stretch(one)),
                )
            )
            for one in found
        ),
    )


def of_reports(
    request: CompanyRequest, contract: Contract, found: Iterable[ExpectedReport]
) -> Table:
    return Table(
        name="rapports",
        caption=_("Rapports attendus"),
        columns=(
            Column(label=_("Rapport"), is_long=True),
            Column(label=_("Dû par"), is_filter=True),
            Column(label=_("Périodicité"), is_filter=True),
            Column(label=_("Échéance"), is_long=True),
            Column(label=_("Vaut")),
        ),
        rows=tuple(
            Row(
                cells=(
                    _title(request, one, note=one.content),
                    Cell(text=side(contract, one.side)),
                    Cell(text=one.get_cadence_display()),
                    Cell(text=obligation_sentences.report_due(one)),
                    Cell(text=stretch(one)),
                )
            )
            for one in found
        ),
    )


def of_obligations(
    request: CompanyRequest, contract: Contract, found: Iterable[Obligation]
) -> Table:
    return Table(
        name="obligations",
        caption=_("Obligations des deux parties"),
        columns=(
            Column(label=_("Obligation"), is_long=True),
            Column(label=_("Nature"), is_filter=True),
            Column(label=_("Dû par"), is_filter=True),
            Column(label=_("Quand"), is_long=True),
            Column(label=_("Qui, sous quelle forme"), is_long=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    _title(request, one, note=one.acceptance),
                    Cell(text=one.get_kind_display()),
                    Cell(text=side(contract, one.side)),
                    _or_soft(obligation_sentences.obligation_due(one), _("à dater")),
                    _or_soft(" · ".join(part for part in (one.who, one.format) if part), "—"),
                )
            )
            for one in found
        ),
    )


def of_proofs(
    request: CompanyRequest, found: Iterable[SecurityProof], *, on: date, is_writer: bool
) -> Table:
    return Table(
        name="preuves",
        caption=_("Preuves de sécurité"),
        columns=(
            Column(label=_("Mesure"), is_long=True),
            Column(label=_("Prochaine preuve")),
            Column(label=_("Dernière reçue"), is_long=True),
            *((Column(label=_("Une preuve est arrivée")),) if is_writer else ()),
        ),
        rows=tuple(
            Row(
                cells=(
                    _title(request, one, note=one.expected),
                    _due(one, on),
                    _given(one),
                    *((_to_give(request, one),) if is_writer else ()),
                )
            )
            for one in found
        ),
    )


def side(contract: Contract, code: str) -> str:
    """Ours, or the name of the provider."""
    if code == Side.OURS:
        return str(Side.OURS.label)
    return contract.provider.name if contract.provider else str(Side.THEIRS.label)


def stretch(row: Owed) -> str:
    """From when until when it holds."""
    start, end = row.start_date, row.end_date
    days = {
        "start": formats.day(start, style="short") if start else "",
        "end": formats.day(end, style="short") if end else "",
    }
    if start and end:
        return _("du %(start)s au %(end)s") % days
    if start:
        return _("depuis le %(start)s") % days
    return _("jusqu’au %(end)s") % days if end else _("tout le contrat")


def _reality(one: Reality) -> Row:
    return Row(
        cells=(
            Cell(
                text=obligation_sentences.title(one),
                url=one.said.link,
                note=obligation_sentences.period(one),
            ),
            Cell(text=obligation_sentences.promised(one)),
            Cell(text=obligation_sentences.found(one)),
            Cell(text=obligation_sentences.FATES[one.fate], state=STATES[one.fate]),
        )
    )


def _title(request: CompanyRequest, row: Owed, *, note: str) -> Cell:
    is_open = request.actor.may("contract.write") and row.contract.archived_at is None
    link = url(request, "contract-owed-edit", row.public_id) if is_open else ""
    return Cell(text=row.title, url=link, note=note)


def _or_soft(text: str, empty: str) -> Cell:
    return Cell(text=text) if text else Cell(text=empty, is_soft=True)


def _due(proof: SecurityProof, on: date) -> Cell:
    day = proof.due_date
    if day is None:
        return _or_soft(proof.when, _("à connaître"))
    state = State.MISSED if day < on else None
    note = _("échue") if day < on else proof.when
    return Cell(text=formats.day(day, style="short"), value=day, state=state, note=note)


def _given(proof: SecurityProof) -> Cell:
    if proof.given_on is None:
        return Cell(text=_("jamais reçue"), is_soft=True)
    day = formats.day(proof.given_on, style="short")
    return Cell(text=day, value=proof.given_on, note=proof.given_text)


def _to_give(request: CompanyRequest, proof: SecurityProof) -> Cell:
    return Cell(text=_("Dire reçue"), url=url(request, "contract-proof-give", proof.public_id))
