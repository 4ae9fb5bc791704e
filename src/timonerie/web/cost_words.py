"""What making, entrusting or taking back costs, in sentences that never say more than is known."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.performance.figure_words import CURRENCIES
from timonerie.domains.sourcing.enums import CostKind, CostSide, Recurrence
from timonerie.domains.sourcing.rules import costs
from timonerie.domains.sourcing.rules.costs import BreakEven, Line, Range
from timonerie.foundations.wording import formats
from timonerie.web import incident_words
from timonerie.web.charts import RangeBar, Ranges
from timonerie.web.tables import Cell, Column, Row, Table

HUNDRED = 100


def names() -> dict[CostSide, str]:
    return {
        CostSide.MAKE: _("Faire"),
        CostSide.BUY: _("Confier"),
        CostSide.TAKE_BACK: _("Reprendre"),
    }


def term(years: int) -> str:
    return ngettext("%(n)s an", "%(n)s ans", years) % {"n": years}


def amounts(found: Range, currency: str) -> str:
    """« 12 000 € à 15 000 € », once where both ends are the same."""
    low, high = (incident_words.cost(one, currency) for one in (found.low, found.high))
    return low if low == high else _("%(low)s à %(high)s") % {"low": low, "high": high}


def chart(totals: Mapping[CostSide, Range], *, years: int, currency: str, finding: str) -> Ranges:
    return Ranges(
        subject=_("Coût sur %(term)s") % {"term": term(years)},
        finding=finding,
        unit=CURRENCIES.get(currency, currency),
        bars=tuple(_bar(name, totals.get(side)) for side, name in names().items()),
    )


def compared(totals: Mapping[CostSide, Range], *, years: int, currency: str) -> str:
    """The difference between doing and entrusting; empty where one of them is unknown."""
    make, buy = totals.get(CostSide.MAKE), totals.get(CostSide.BUY)
    if make is None or buy is None:
        return ""
    found = costs.difference(make, buy)
    gap = found.range
    words = {"term": term(years)}
    if not found.is_certain:
        words |= {
            "more": incident_words.cost(max(-gap.low, 0), currency),
            "less": incident_words.cost(max(gap.high, 0), currency),
        }
        return (
            _(
                "Rien de sûr sur %(term)s : confier peut coûter jusqu’à %(more)s de plus, ou"
                " économiser jusqu’à %(less)s."
            )
            % words
        )
    if gap.low > 0:
        words["gap"] = amounts(gap, currency)
        return _("Confier coûte %(gap)s de moins sur %(term)s, dans tous les cas dits ici.") % words
    words["gap"] = amounts(Range(-gap.high, -gap.low), currency)
    return _("Confier coûte %(gap)s de plus sur %(term)s, dans tous les cas dits ici.") % words


def taken_back(lines: Sequence[Line], *, years: int, currency: str) -> str:
    """Taking back beside going on as today; empty where one of them is unknown."""
    going = costs.totals(costs.going_on(lines, CostSide.BUY), years=years).get(CostSide.BUY)
    back = costs.totals(lines, years=years).get(CostSide.TAKE_BACK)
    if going is None or back is None:
        return ""
    words = {
        "term": term(years),
        "back": amounts(back, currency),
        "going": amounts(going, currency),
    }
    return _("Reprendre : %(back)s sur %(term)s, contre %(going)s si rien ne change.") % words


def earned_back(lines: Sequence[Line]) -> str:
    """When what is paid once is covered; empty where a side is unknown."""
    if not {CostSide.MAKE, CostSide.BUY} <= {one.side for one in lines}:
        return ""
    if not any((one.side, one.recurrence) == (CostSide.BUY, Recurrence.ONCE) for one in lines):
        return _("À connaître : ce que coûtent la mise en place et la sortie.")
    found = costs.break_even(lines)
    if found is None:
        return _("Confier ne fait rien économiser par an : la mise en place ne se rembourse pas.")
    return _months(found)


def unknown(totals: Mapping[CostSide, Range]) -> str:
    """What has no line yet."""
    missing = [name.lower() for side, name in names().items() if side not in totals]
    if not missing:
        return ""
    return _("À connaître : ce que coûte %(sides)s.") % {"sides": ", ".join(missing)}


def _months(found: BreakEven) -> str:
    soonest = formats.number(found.soonest)
    if found.latest is None:
        return _(
            "La mise en place et la sortie se remboursent au mieux en %(n)s mois, peut-être jamais."
        ) % {"n": soonest}
    if found.latest == found.soonest:
        return _("La mise en place et la sortie se remboursent en %(n)s mois.") % {"n": soonest}
    words = {"n": soonest, "most": formats.number(found.latest)}
    return _("La mise en place et la sortie se remboursent en %(n)s à %(most)s mois.") % words


def table(lines: Sequence[Line], totals: Mapping[CostSide, Range], currency: str) -> Table:
    """What each way costs in a year, or once, kind by kind; the total is that of the term."""
    kinds = [one for one in CostKind if any(line.kind == one for line in lines)]
    rows = [
        _row(kind, recurrence, lines, currency)
        for kind in kinds
        for recurrence in Recurrence
        if any((one.kind, one.recurrence) == (kind, recurrence) for one in lines)
    ]
    sides = names()
    total = (amounts(totals[side], currency) if side in totals else "—" for side in sides)
    return Table(
        name="couts",
        caption=_("Ligne par ligne"),
        columns=(
            Column(label=_("Nature")),
            *(Column(label=name, is_number=True) for name in sides.values()),
        ),
        rows=tuple(rows),
        total=Row(cells=(Cell(text=_("Total sur la durée")), *(Cell(text=one) for one in total))),
    )


def _row(kind: CostKind, recurrence: Recurrence, lines: Sequence[Line], currency: str) -> Row:
    cells = []
    for side in names():
        told = [
            one.range
            for one in lines
            if (one.side, one.kind, one.recurrence) == (side, kind, recurrence)
        ]
        text = amounts(sum(told, costs.NOTHING), currency) if told else "—"
        cells.append(Cell(text=text, is_soft=not told))
    return Row(cells=(Cell(text=str(kind.label), note=str(recurrence.label)), *cells))


def _bar(name: str, found: Range | None) -> RangeBar:
    if found is None:
        return RangeBar(label=name, low=None, high=None)
    return RangeBar(label=name, low=found.low / HUNDRED, high=found.high / HUNDRED)
