"""Activities as a table: who answers for each, who serves it, what it costs, what is decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.performance import figure_words
from timonerie.domains.sourcing.enums import ValueField
from timonerie.domains.sourcing.models import Activity, Assignment
from timonerie.domains.sourcing.queries.grids import Weighed
from timonerie.domains.sourcing.queries.inventory import Line
from timonerie.foundations.wording import formats
from timonerie.web import activity_words, grid_words
from timonerie.web.access import CompanyRequest
from timonerie.web.arrangements import arranged
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

COST = "cout"


@dataclass(frozen=True)
class Count:
    """How many activities lack something, and the filter that shows them."""

    label: str
    value: int
    url: str


def table(
    request: CompanyRequest, lines: Sequence[Line], weighed: Mapping[int, Weighed] | None
) -> Table:
    """`weighed` by activity, None for who does not read what is decided. The total is that of the
    lines shown, and says how many of them it knows."""
    made = Table(
        name="activites",
        caption=_("Activités"),
        columns=tuple(_columns(is_decided=weighed is not None)),
        rows=tuple(_row(request, one, weighed) for one in lines),
    )
    return replace(made, total=_total(made, request.GET))


def counts(
    request: CompanyRequest, lines: Sequence[Line], weighed: Mapping[int, Weighed] | None
) -> list[Count]:
    """What is missing, each leading to the lines that miss it."""
    rows = [one.activity for one in lines]
    asked = [
        (_("Sans responsable"), "repond", unnamed(), [one.accountable is None for one in rows]),
        (_("Sans suppléant"), "supplee", unnamed(), [one.deputy is None for one in rows]),
        (
            _("Personne ne sait les reprendre"),
            "reprend",
            nobody(),
            [one.has_no_keeper for one in rows],
        ),
    ]
    if weighed is not None:
        open_ones = [_is_open(weighed.get(one.pk)) for one in rows]
        asked.append((_("À décider"), "decision", grid_words.choice(None), open_ones))
    here = url(request, "activities")
    return [
        Count(label, sum(found), f"{here}?{_address(column, text)}")
        for label, column, text, found in asked
    ]


def unnamed() -> str:
    return _("à désigner")


def nobody() -> str:
    return _("personne")


def _address(column: str, text: str) -> str:
    query = QueryDict(mutable=True)
    query[f"filtre.{column}"] = text
    return query.urlencode()


def _is_open(one: Weighed | None) -> bool:
    return one is not None and one.decision is None


def _columns(*, is_decided: bool) -> Iterator[Column]:
    """What is to be settled before what describes: a narrow screen shows the first ones."""
    yield Column(label=_("Activité"))
    yield Column(label=_("Criticité"), is_number=True, is_filter=True)
    yield Column(label=_("Répond"), name="repond", is_filter=True)
    yield Column(label=_("Supplée"), name="supplee", is_filter=True)
    yield Column(label=_("Sait la reprendre"), name="reprend", is_filter=True)
    yield Column(label=_("Servie par"), is_long=True)
    yield Column(label=_("Coût par an"), name=COST, is_number=True)
    if is_decided:
        yield Column(label=_("Garder ou confier"), name="verdict", is_filter=True)
        yield Column(label=_("Décision"), name="decision", is_filter=True)
    yield Column(label=_("Volume"), name="volume", is_number=True)
    yield Column(label=_("Fonction"), is_filter=True)


def _row(request: CompanyRequest, one: Line, weighed: Mapping[int, Weighed] | None) -> Row:
    activity = one.activity
    cells = [
        Cell(
            text=activity.name,
            url=url(request, "activity", activity.public_id),
            note=" · ".join(filter(None, (activity.frequency, _source(activity)))),
        ),
        Cell(text=str(activity.criticality), value=activity.criticality),
        _post(activity.accountable),
        _post(activity.deputy),
        _keeper(activity),
        Cell(text=", ".join(_servers(one.served.assignments)) or "—"),
        _cost(one),
    ]
    if weighed is not None:
        cells += _decided(weighed.get(activity.pk))
    cells += [_volume(one), Cell(text=str(activity.function or _("Sans fonction")))]
    return Row(cells=tuple(cells))


def _source(activity: Activity) -> str:
    return _("du catalogue") if activity.catalogue_code else ""


def _post(seat: object | None) -> Cell:
    return Cell(text=str(seat or unnamed()), is_soft=seat is None)


def _keeper(activity: Activity) -> Cell:
    if activity.has_no_keeper:
        return Cell(text=nobody())
    return Cell(text=str(activity.keeper or _("à connaître")), is_soft=activity.keeper is None)


def _volume(one: Line) -> Cell:
    amount = one.volume.total.amount
    if amount is None:
        return Cell(text="—", is_soft=True)
    counted = one.activity.volume_unit.partition("/")[0].strip()
    note = " · ".join(filter(None, (counted, activity_words.coverage(one.volume.total))))
    return Cell(text=formats.number(amount), value=amount, note=note)


def _cost(one: Line) -> Cell:
    if one.cost.is_mixed:
        return Cell(text="—", note=_("plusieurs devises"), is_soft=True)
    total = one.cost.total
    if total.amount is None:
        return Cell(text="—", is_soft=True)
    told = {"cents": int(total.amount), "currency": one.cost.currency}
    amount = activity_words.initial(ValueField.YEARLY_COST, told)
    unit = figure_words.CURRENCIES.get(one.cost.currency, one.cost.currency)
    return Cell(
        text=formats.figure(round(amount), unit, decimals=0),
        value=amount,
        unit=unit,
        note=activity_words.coverage(total),
    )


def _decided(one: Weighed | None) -> list[Cell]:
    if one is None:
        return [Cell(text="—", is_soft=True)] * 2
    verdict, choice = one.judged.verdict, one.decision
    return [
        Cell(text=grid_words.verdict(verdict), is_soft=verdict is None),
        Cell(text=grid_words.choice(choice), is_soft=choice is None),
    ]


def _total(made: Table, query: QueryDict) -> Row | None:
    """Of the lines that the filters of the address show, in each currency; None without a cost."""
    asked = query.copy()
    asked.pop("colonnes", None)
    shown = arranged(made, asked, alone=True)
    at = [column.key for column in made.columns].index(COST)
    told = [row.cells[at] for row in shown.rows if row.cells[at].value is not None]
    if not told:
        return None
    sums: dict[str, Decimal] = {}
    for cell in told:
        assert isinstance(cell.value, Decimal)
        sums[str(cell.unit)] = sums.get(str(cell.unit), Decimal(0)) + cell.value
    texts = [formats.figure(round(one), unit, decimals=0) for unit, one in sums.items()]
    words = {"n": formats.number(len(told)), "of": formats.number(len(shown.rows))}
    cells = [Cell(text="") for _column in made.columns]
    cells[0] = Cell(
        text=_("Total des coûts connus"),
        note=ngettext("%(n)s activité sur %(of)s", "%(n)s activités sur %(of)s", len(told)) % words,
    )
    is_single = len(sums) == 1
    cells[at] = Cell(
        text=" + ".join(texts),
        value=next(iter(sums.values())) if is_single else None,
        unit=next(iter(sums)) if is_single else "",
    )
    return Row(cells=tuple(cells))


def _servers(assignments: Sequence[Assignment]) -> Iterator[str]:
    """Each provider once, with the site it serves, or how many."""
    units: dict[str, list[str]] = {}
    for one in assignments:
        units.setdefault(str(one.provider or _("interne")), []).append(str(one.unit))
    for server, served in units.items():
        count = len(served)
        where = ngettext("%(n)s site", "%(n)s sites", count) % {"n": count}
        yield f"{server} ({served[0] if count == 1 else where})"
