"""The activities under the grid: the plot of the two readings, and the table below it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.sourcing.enums import Verdict
from timonerie.domains.sourcing.models import SourcingDecision
from timonerie.domains.sourcing.queries.grids import Weighed
from timonerie.domains.sourcing.rules.grids.shapes import Grid
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import grid_words
from timonerie.web.access import CompanyRequest
from timonerie.web.charts import Mark, Scatter, Zone
from timonerie.web.pages.settings.frame import url
from timonerie.web.pages.sourcing import following
from timonerie.web.tables import Cell, Column, Row, Table

#: By rank: a reader sorts from what is kept to what is entrusted.
_ORDER: Mapping[Verdict, int] = {one: rank for rank, one in enumerate(Verdict)}
X: Promise = gettext_lazy("Garder ?")
Y: Promise = gettext_lazy("Serrer ?")


def scatter_of(
    request: CompanyRequest, grid: Grid, found: Sequence[Weighed], *, finding: str = ""
) -> Scatter:
    """Those that have both scores, in their order."""
    drawn = [one for one in found if is_drawn(one)]
    return Scatter(
        subject=_("Garder ou confier"),
        finding=finding,
        x_label=X,
        y_label=Y,
        marks=tuple(_mark(request, one) for one in drawn),
        across=(
            Zone(label=_("délégable"), low=0, high=grid.hybrid_at),
            Zone(label=_("hybride"), low=grid.hybrid_at, high=grid.keep_at),
            Zone(label=_("cœur"), low=grid.keep_at, high=100),
        ),
        up=(
            Zone(label=_("tenue légère"), low=0, high=grid.light_at),
            Zone(label=_("tenue normale"), low=grid.light_at, high=grid.tight_at),
            Zone(label=_("à serrer"), low=grid.tight_at, high=100),
        ),
        ringed=_("décidée"),
        note=_unplaced(len(found) - len(drawn)),
    )


def is_drawn(one: Weighed) -> bool:
    return one.judged.keep is not None and one.judged.guard is not None


def finding(found: Sequence[Weighed]) -> str:
    """What the plot shows, counted over what has a verdict."""
    judged = [one for one in found if one.judged.verdict is not None]
    if not judged:
        return ""
    free = sum(one.judged.verdict == Verdict.DELEGABLE for one in judged)
    vetoed = sum(bool(one.vetoes) for one in judged)
    told = ngettext(
        "%(n)s activité sur %(of)s est délégable",
        "%(n)s activités sur %(of)s sont délégables",
        free,
    ) % {"n": formats.number(free), "of": formats.number(len(judged))}
    if not vetoed:
        return told
    held = ngettext("%(n)s tient à un veto", "%(n)s tiennent à un veto", vetoed)
    return f"{told}, {held % {'n': formats.number(vetoed)}}"


def table_of(request: CompanyRequest, found: Sequence[Weighed], *, on: date) -> Table:
    ranks = {id(one): rank for rank, one in enumerate(filter(is_drawn, found), start=1)}
    return Table(
        name="activites",
        caption=_("Activités sous la grille"),
        columns=(
            Column(label=_("Activité"), is_long=True),
            Column(label=_("N°"), is_number=True),
            Column(label=_("Fonction"), is_filter=True),
            Column(label=X, name="garder", is_number=True),
            Column(label=Y, name="serrer", is_number=True),
            Column(label=_("Verdict"), is_filter=True),
            Column(label=_("Tenue"), is_filter=True),
            Column(label=_("Robustesse"), is_number=True),
            Column(label=_("Décision"), is_filter=True),
            Column(label=_("Verdict suivi"), name="suivi", is_filter=True),
            Column(label=_("À revoir le")),
        ),
        rows=tuple(_row(request, one, ranks.get(id(one)), on) for one in found),
    )


def _row(request: CompanyRequest, one: Weighed, rank: int | None, on: date) -> Row:
    judged, activity, decision = one.judged, one.activity, one.decision
    robust = one.robust.share
    kept = ", ".join(str(veto.label) for veto in judged.vetoes)
    return Row(
        cells=(
            Cell(
                text=activity.name,
                url=url(request, "activity-evaluate", activity.public_id),
                pick=str(activity.public_id) if following.may_follow(one) else "",
                is_picked=following.is_firm(one),
            ),
            Cell(text="" if rank is None else str(rank), value=rank),
            Cell(text=str(activity.function or _("sans fonction"))),
            _score(judged.keep),
            _score(judged.guard),
            Cell(
                text=grid_words.verdict(judged.verdict),
                note=_("veto : %(vetoes)s") % {"vetoes": kept} if kept else "",
                rank=None if judged.verdict is None else _ORDER[judged.verdict],
                is_soft=judged.verdict is None,
            ),
            Cell(text=grid_words.hold(judged.hold), is_soft=judged.hold is None),
            Cell(text=grid_words.share(robust), value=robust, unit="percent"),
            Cell(
                text=grid_words.choice(decision),
                url=url(request, "activity-decide", activity.public_id),
                is_soft=decision is None,
            ),
            Cell(text=grid_words.followed(decision)),
            _review(decision, on),
        )
    )


def _score(value: float | None) -> Cell:
    return Cell(text=grid_words.score(value), value=value, is_soft=value is None)


def _review(decision: SourcingDecision | None, on: date) -> Cell:
    if decision is None:
        return Cell(text="—", is_soft=True)
    day = decision.review_date
    return Cell(
        text=formats.day(day, style="short"), value=day, state=State.WATCH if day <= on else None
    )


def _mark(request: CompanyRequest, one: Weighed) -> Mark:
    judged = one.judged
    assert judged.keep is not None
    assert judged.guard is not None
    assert judged.verdict is not None
    words = grid_words.verdict(judged.verdict)
    return Mark(
        label=one.activity.name,
        x=grid_words.cut(judged.keep),
        y=grid_words.cut(judged.guard),
        shape=grid_words.SHAPES[judged.verdict],
        word=words,
        url=url(request, "activity-evaluate", one.activity.public_id),
        is_ringed=one.decision is not None,
    )


def _unplaced(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(n)s activité n’est pas placée : ses notes sont à connaître.",
        "%(n)s activités ne sont pas placées : leurs notes sont à connaître.",
        count,
    ) % {"n": formats.number(count)}
