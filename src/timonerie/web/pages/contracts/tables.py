"""Contracts, and the lists that brought them, as tables."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import ContractList
from timonerie.domains.contracts.queries.contracts import SIX_MONTHS, DatedContract
from timonerie.domains.facts.rules.incidents import money
from timonerie.foundations.wording import formats
from timonerie.web import contract_words
from timonerie.web.access import CompanyRequest
from timonerie.web.contract_columns import registry
from timonerie.web.contract_columns.registry import Given, Told
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def of_contracts(request: CompanyRequest, found: Sequence[DatedContract], *, on: date) -> Table:
    joined = registry.columns(Given(request, found, on))
    return Table(
        name="contrats",
        caption=_("Contrats"),
        columns=(
            Column(label=_("Contrat"), is_long=True),
            Column(label=_("Prestataire"), is_filter=True),
            Column(label=_("Montant par an"), is_number=True),
            Column(label=_("Fin de période")),
            Column(label=_("Dernier préavis")),
            Column(label=_("À décider avant")),
            Column(label=_("Décision"), is_filter=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Questions"), is_filter=True),
            *(one.column for one in joined),
        ),
        rows=tuple(_row(request, one, on, joined) for one in found),
    )


def _row(request: CompanyRequest, one: DatedContract, on: date, joined: Sequence[Told]) -> Row:
    contract, dated = one.contract, one.dated
    left = contract_words.left(one, on=on)
    return Row(
        cells=(
            Cell(
                text=contract.name,
                url=url(request, "contract", contract.public_id),
                note=contract.reference,
            ),
            _known(contract_words.provider(contract)),
            _amount(one),
            _end(one),
            _day(dated.notice_by),
            _day(one.decide_by, note=left),
            Cell(text=decision(one, on=on), state=contract_words.urgency(one, on=on)),
            Cell(text=contract_words.state(one)),
            Cell(text=_("à répondre") if is_asked(one) else "—", is_soft=not is_asked(one)),
            *(column.cell(one) for column in joined),
        )
    )


def is_asked(one: DatedContract) -> bool:
    """Whether something is still to be said of it, by a list or by its own page."""
    return bool(one.questions or one.unknown)


def decision(one: DatedContract, *, on: date) -> str:
    days = one.days_left(on=on)
    if days is None:
        return _("sans date")
    if days < 0:
        return _("passée")
    return _("avant 6 mois") if days <= SIX_MONTHS else _("plus tard")


def _known(text: str) -> Cell:
    return Cell(text=text) if text else Cell(text=_("à connaître"), is_soft=True)


def _end(one: DatedContract) -> Cell:
    """The last day of the current term; a contract without one says so."""
    if one.dated.end is not None:
        return _day(one.dated.end)
    text = _("à connaître") if one.dated.timeline is None else _("sans terme")
    return Cell(text=text, is_soft=True)


def _day(day: date | None, *, note: str = "") -> Cell:
    if day is None:
        return Cell(text="—", is_soft=True)
    return Cell(text=formats.day(day, style="short"), value=day, note=note)


def _amount(one: DatedContract) -> Cell:
    contract = one.contract
    if contract.yearly_cents is None:
        return Cell(text=_("à connaître"), is_soft=True)
    return Cell(
        text=contract_words.amount(contract),
        value=money.major(contract.yearly_cents, contract.currency),
        unit=contract.currency,
    )


def of_lists(request: CompanyRequest, found: Iterable[ContractList]) -> Table:
    return Table(
        name="listes",
        caption=_("Listes déposées"),
        columns=(
            Column(label=_("Liste"), is_long=True),
            Column(label=_("Déposée le")),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Ajoutés"), is_number=True),
            Column(label=_("Modifiés"), is_number=True),
        ),
        rows=tuple(_list_row(request, one) for one in found),
    )


def _list_row(request: CompanyRequest, one: ContractList) -> Row:
    created = timezone.localdate(one.created_at)
    return Row(
        cells=(
            Cell(text=one.name, url=url(request, "contract-list", one.public_id), note=one.sheet),
            Cell(text=formats.day(created, style="short"), value=one.created_at),
            Cell(text=one.get_state_display()),
            *(_count(one.counts.get(name)) for name in ("created", "changed")),
        )
    )


def _count(count: int | None) -> Cell:
    if count is None:
        return Cell(text="—", is_soft=True)
    return Cell(text=formats.number(count), value=count)
