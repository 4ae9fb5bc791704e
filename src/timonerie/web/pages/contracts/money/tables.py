"""The money of a contract as tables: prices, months, values of an index, shares of the sites."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from timonerie.domains.contracts import revision_sentences
from timonerie.domains.contracts.models import (
    Contract,
    ContractPrice,
    ContractShare,
    IndexValue,
)
from timonerie.domains.contracts.price_enums import ShareKey
from timonerie.domains.contracts.queries.shares import SiteCost
from timonerie.domains.performance.queries.contract_billing import Month
from timonerie.foundations.wording import formats, months
from timonerie.web import price_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

PERCENT = 10_000


def of_prices(
    request: CompanyRequest,
    contract: Contract,
    rows: Sequence[ContractPrice],
    *,
    name: str,
    may_write: bool,
) -> Table:
    return Table(
        name=name,
        caption=_("Prix"),
        columns=(
            Column(label=_("Ce qui se paie"), is_long=True),
            Column(label=_("Prix"), is_long=True),
            Column(label=_("Rythme"), is_filter=True),
            Column(label=_("Volume convenu")),
            Column(label=_("Activité"), is_filter=True),
            Column(label=_("À partir du")),
        ),
        rows=tuple(_price(request, contract, row, may_write) for row in rows),
    )


def _price(request: CompanyRequest, contract: Contract, row: ContractPrice, may_write: bool) -> Row:
    edit = url(request, "contract-price", contract.public_id, row.public_id) if may_write else ""
    volumes = price_words.volumes(row)
    by_revision = _("d’après une révision") if row.revision_id else ""
    return Row(
        cells=(
            Cell(text=row.title, url=edit),
            Cell(text=_("arrêté") if row.is_stopped else price_words.price(row)),
            Cell(text=str(row.get_recurrence_display())),
            Cell(text=volumes or "—", is_soft=not volumes),
            Cell(
                text=row.activity.name if row.activity else "—",
                is_soft=row.activity is None,
            ),
            Cell(
                text=formats.day(row.start_date, style="short"),
                value=row.start_date,
                note=by_revision,
            ),
        )
    )


def of_months(found: Iterable[Month], *, currency: str) -> Table:
    """One row a price and a month, the last month first."""
    return Table(
        name="mois",
        caption=_("Ce qui devait être facturé, mois par mois"),
        columns=(
            Column(label=_("Mois")),
            Column(label=_("Prix"), is_filter=True, is_long=True),
            Column(label=_("Unités mesurées"), is_number=True),
            Column(label=_("Bande convenue"), is_filter=True),
            Column(label=_("À facturer"), is_number=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=months.month_label(line.month), rank=line.month),
                    Cell(text=line.price.title),
                    price_words.units(line.units),
                    price_words.side(line),
                    price_words.due(line, currency),
                )
            )
            for month in reversed(list(found))
            for line in month.lines
        ),
    )


def of_values(found: Iterable[IndexValue]) -> Table:
    return Table(
        name="indices",
        caption=_("Valeurs de l’indice"),
        columns=(
            Column(label=_("Mois")),
            Column(label=_("Valeur"), is_number=True),
            Column(label=_("Source"), is_long=True),
            Column(label=_("Saisie par")),
            Column(label=_("Le")),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=months.month_label(one.month), rank=one.month),
                    Cell(text=revision_sentences.value(one.value), value=one.value),
                    Cell(text=one.source),
                    Cell(text=one.made_by),
                    Cell(text=formats.day(one.made_at, style="short"), value=one.made_at.date()),
                )
            )
            for one in found
        ),
    )


def of_shares(found: Iterable[tuple[ContractShare, int | None]], *, currency: str) -> Table:
    return Table(
        name="repartition",
        caption=_("Répartition entre les sites"),
        columns=(
            Column(label=_("Site")),
            Column(label=_("Clé")),
            Column(label=_("Part"), is_number=True),
            Column(label=_("Par an"), is_number=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=row.unit.name),
                    Cell(text=str(row.get_key_display()), note=_weight(row)),
                    _share(row.share),
                    price_words.cents(cents, currency),
                )
            )
            for row, cents in found
        ),
    )


def _weight(row: ContractShare) -> str:
    if row.weight is None:
        return ""
    words = {"n": formats.number(row.weight)}
    return _("effectif %(n)s") % words if row.key == ShareKey.HEADS else _("volume %(n)s") % words


def _share(hundredths: int) -> Cell:
    ratio = hundredths / PERCENT
    return Cell(text=formats.percent(ratio, decimals=2), value=ratio, unit="percent")


def of_sites(request: CompanyRequest, found: Iterable[SiteCost]) -> Table:
    return Table(
        name="sites",
        caption=_("Ce que chaque site porte des contrats, par an"),
        columns=(
            Column(label=_("Site"), is_filter=True),
            Column(label=_("Contrat"), is_long=True),
            Column(label=_("Clé"), is_filter=True),
            Column(label=_("Part"), is_number=True),
            Column(label=_("Par an"), is_number=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.unit.name),
                    Cell(
                        text=one.contract.name,
                        url=url(request, "contract-prices", one.contract.public_id),
                    ),
                    Cell(text=str(ShareKey(one.key).label)),
                    _share(one.share),
                    price_words.cents(one.cents, one.contract.currency),
                )
            )
            for one in found
        ),
    )
