"""« Ce qu’on en sait »: the part of an activity's page that tells each field, and who says it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.sourcing.enums import Certainty, ValueField
from timonerie.domains.sourcing.models import Activity, Assignment
from timonerie.domains.sourcing.queries import inventory
from timonerie.domains.sourcing.queries.inventory import Field, Known
from timonerie.domains.sourcing.rules.values import Difference, Value
from timonerie.foundations.wording import formats
from timonerie.web import activity_words
from timonerie.web.access import CompanyRequest
from timonerie.web.charts.bars import Bar, Bars
from timonerie.web.tables import Cell, Column, Row, Table

UNKNOWN = "—"


def section(
    request: CompanyRequest, activity: Activity, assignments: Iterable[Assignment]
) -> dict[str, Any]:
    """What the page shows of it; two queries."""
    on = timezone.localdate()
    known = inventory.known(request.actor, activity=activity, assignments=assignments, on=on)
    told = sum(one.is_known for one in known.fields)
    return {
        "facts": _facts(known, activity),
        "season": _season(known),
        "differences": _differences(known, activity),
        "told": told,
        "count": len(known.fields),
    }


def _facts(known: Known, activity: Activity) -> Table:
    return Table(
        caption=_("Ce qu’on sait de l’activité"),
        columns=(
            Column(label=_("Ce qui est su")),
            Column(label=_("Valeur"), is_long=True),
            Column(label=_("D’où cela vient"), is_long=True),
            Column(label=_("Certitude")),
            Column(label=_("Depuis le")),
            Column(label=_("Dit par")),
        ),
        rows=tuple(_row(one, known, activity) for one in known.fields),
    )


def _row(one: Field, known: Known, activity: Activity) -> Row:
    label = str(one.field.label)
    name = Cell(text=label[:1].upper() + label[1:])
    if not one.is_known:
        blank = Cell(text=UNKNOWN, is_soft=True)
        return Row(cells=(name, Cell(text=_("à connaître"), is_soft=True), *[blank] * 4))
    lead = _lead(one)
    return Row(
        cells=(
            name,
            _value(one, known, activity),
            Cell(text=_origins(one)),
            _certainty(one, lead),
            Cell(text=formats.day(_local(lead), style="short"), value=_local(lead)),
            Cell(text=lead.said_by),
        )
    )


def _lead(one: Field) -> Value:
    """The value whose origin, day and author are told: the one that stands alone, else the last
    said at a site."""
    if one.standing is not None and (one.sum is None or one.sum.total.is_whole):
        return one.standing
    if not one.by_site:
        assert one.standing is not None
        return one.standing
    return max(one.by_site.values(), key=lambda value: value.at)


def _value(one: Field, known: Known, activity: Activity) -> Cell:
    if one.sum is not None:
        text = activity_words.summed(one.sum, one.field, activity=activity)
        note = activity_words.coverage(one.sum.total)
        return Cell(text=text or _("à connaître"), note=note, value=_amount(one))
    if one.standing is None:
        count = len(one.by_site)
        words = {"n": formats.number(count)}
        return Cell(
            text=ngettext("dit à %(n)s site", "dit à %(n)s sites", count) % words,
            note=_("autrement de l’un à l’autre : voir ci-dessous"),
        )
    text = activity_words.value(one.field, one.standing.value, activity=activity)
    return Cell(text=text, note=_beside(one, known, activity))


def _amount(one: Field) -> Any:
    """Of a cost, in the currency, for a spreadsheet."""
    assert one.sum is not None
    amount = one.sum.total.amount
    if amount is None or one.field != ValueField.YEARLY_COST:
        return amount
    told = {"cents": int(amount), "currency": one.sum.currency}
    return activity_words.initial(one.field, told)


def _beside(one: Field, known: Known, activity: Activity) -> str:
    """What other sources say of the same thing, and where sites alone say it."""
    if one.standing is not None and one.standing.unit_id is not None:
        names = [known.places[pk].name for pk in one.by_site if pk in known.places]
        return _("à %(sites)s") % {"sites": ", ".join(sorted(names))}
    told = [
        f"{activity_words.value(one.field, other.value, activity=activity)} ({other.origin.label})"
        for other in one.others
    ]
    return _("aussi : %(others)s") % {"others": ", ".join(told)} if told else ""


def _origins(one: Field) -> str:
    if one.standing is not None and (one.sum is None or one.sum.total.is_whole):
        return activity_words.origin(one.standing)
    said = one.by_site.values() or [_lead(one)]
    return ", ".join(dict.fromkeys(activity_words.origin(value) for value in said))


def _certainty(one: Field, lead: Value) -> Cell:
    sure = lead.certainty
    if one.sum is not None and one.sum.total.certainty is not None:
        sure = one.sum.total.certainty
    return Cell(text=str(Certainty(sure).label), state=activity_words.SURE[sure])


def _season(known: Known) -> Bars | None:
    """The months, drawn; None where nothing is said, or sites say it differently."""
    standing = known[ValueField.SEASONALITY].standing
    if standing is None or not isinstance(standing.value, list):
        return None
    weights = [float(one) for one in standing.value]
    whole = sum(weights)
    return Bars(
        subject=_("Part de chaque mois dans l’année"),
        unit="percent",
        bars=tuple(
            Bar(label=activity_words.month(rank), value=weight / whole)
            for rank, weight in enumerate(weights)
        ),
    )


def _differences(known: Known, activity: Activity) -> Table | None:
    """Fields by sites, where two of them say different things."""
    if not known.differences:
        return None
    sites = sorted(
        {pk for one in known.differences for _told, several in one.answers for pk in several},
        key=lambda pk: known.places[pk].name,
    )
    return Table(
        caption=_("Ce que les sites disent autrement"),
        columns=(
            Column(label=_("Ce qui est su")),
            *(Column(label=known.places[pk].name, name=f"site-{pk}") for pk in sites),
        ),
        rows=tuple(Row(cells=tuple(_cells(one, sites, activity))) for one in known.differences),
    )


def _cells(one: Difference, sites: list[int], activity: Activity) -> Iterator[Cell]:
    told = {
        pk: activity_words.value(one.field, value.value, activity=activity)
        for value, several in one.answers
        for pk in several
    }
    label = str(one.field.label)
    yield Cell(text=label[:1].upper() + label[1:])
    for pk in sites:
        text = told.get(pk)
        yield Cell(text=text or UNKNOWN, is_soft=text is None)


def _local(one: Value) -> Any:
    return timezone.localdate(one.at)
