"""« Temps demandé »: the minutes a week that screens ask of whom, beside the budget."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.publications.enums import Readers
from timonerie.domains.publications.queries import minutes as queries
from timonerie.domains.publications.queries.minutes import OfPage
from timonerie.domains.publications.rules.minutes import Asked, Extent
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import page_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.charts import Bars
from timonerie.web.charts.bars import Bar
from timonerie.web.pages.settings.frame import crumbs
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

WHOSE: Mapping[Readers, Promise] = {
    Readers.DIRECTION: gettext_lazy("Un membre de la direction"),
    Readers.SITE: gettext_lazy("Un site"),
    Readers.PROVIDER: gettext_lazy("Un prestataire"),
}
WHY: Mapping[Extent, Promise] = {
    Extent.NOTHING: gettext_lazy("Rien n’a encore été lu : à connaître."),
    Extent.TOO_FEW: gettext_lazy("Il faut trois semaines entières ; le compte a commencé."),
    Extent.HIDDEN: gettext_lazy(
        "Moins de trois lecteurs : la somme dirait ce que fait l’un d’eux, elle n’est pas montrée."
    ),
}


@policy("minutes.read")
def index(request: CompanyRequest) -> HttpResponse:
    on = timezone.localdate()
    asked = queries.asked(request.company, on=on)
    measured = [one for one in asked if one.extent == Extent.MEASURED]
    context = {
        "pairs": [_pair(one) for one in asked],
        "chart": _chart(measured) if measured else None,
        "table": _pages(queries.by_page(request.company, on=on)),
        "breadcrumbs": crumbs(request, (_("Temps demandé"), "")),
    }
    return show(request, "settings/minutes.html", context)


def _pair(one: Asked) -> dict[str, object]:
    budget = _("prévu : %(n)s min par semaine") % {"n": _rounded(one.budget)}
    if one.minutes is None:
        return {"term": WHOSE[one.readers], "detail": f"{WHY[one.extent]} ({budget})"}
    told = _("%(n)s min par semaine") % {"n": _rounded(one.minutes)}
    return {"term": WHOSE[one.readers], "detail": f"{told} ({budget})", "state": _state(one)}


def _rounded(minutes: float) -> str:
    """To the tenth; a whole number has none."""
    return formats.number(minutes, decimals=0 if minutes == int(minutes) else 1)


def _state(one: Asked) -> State:
    return State.MISSED if one.is_over else State.MET


def _chart(measured: Sequence[Asked]) -> Bars:
    over = [str(WHOSE[one.readers]).lower() for one in measured if one.is_over]
    return Bars(
        subject=_("Minutes par semaine"),
        finding=_("Plus que prévu : %(whom)s") % {"whom": ", ".join(over)} if over else "",
        unit=_("min"),
        bars=tuple(
            Bar(
                label=WHOSE[one.readers],
                value=one.minutes,
                state=_state(one),
                target=one.budget,
            )
            for one in measured
        ),
    )


def _pages(found: Sequence[OfPage]) -> Table:
    return Table(
        name="pages",
        caption=_("Minutes par page, sur huit semaines et celle en cours"),
        columns=(
            Column(label=_("Page")),
            *(
                Column(label=one.label.capitalize(), is_number=True, note=_("min"))
                for one in Readers
            ),
            Column(label=_("Lectures"), is_number=True),
        ),
        rows=tuple(_row(*one) for one in _parts(found)),
    )


def _parts(found: Iterable[OfPage]) -> list[tuple[str, list[OfPage]]]:
    """Pages under the part of the navigation that readers know them by, in the order given."""
    parts: dict[str, list[OfPage]] = defaultdict(list)
    for one in found:
        parts[page_words.title(one.route)].append(one)
    return list(parts.items())


def _row(title: str, pages: Sequence[OfPage]) -> Row:
    views = sum(one.views for one in pages)
    return Row(
        cells=(
            Cell(text=title),
            *(_minutes(_sum(pages, kind)) for kind in Readers),
            Cell(text=formats.number(views), value=views),
        )
    )


def _sum(pages: Iterable[OfPage], kind: Readers) -> float | None:
    """None where no page of the part was read enough to be told."""
    known = [one.minutes[kind] for one in pages if one.minutes.get(kind) is not None]
    return sum(known) if known else None


def _minutes(value: float | None) -> Cell:
    if value is None:
        return Cell(text="—", is_soft=True)
    return Cell(text=formats.number(value, decimals=1), value=value)
