"""The org chart: people, what they do, and whom they answer to."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.organisation.queries import org_chart
from timonerie.engine.org_charts.headings import looks_like
from timonerie.web.first_hour.kinds import lists
from timonerie.web.first_hour.shapes import Arrival, Dropped, Kind, Known, counted
from timonerie.web.first_hour.sheet.shapes import Asked

CODE = "organigramme"


def columns(titles: Sequence[str], lines: Sequence[Sequence[str]]) -> float:
    return looks_like(titles)


def take(asked: Asked, file: Dropped) -> Arrival:
    return lists.take(CODE, asked, file)


def known(asked: Asked) -> Known:
    n = org_chart.chart(asked.actor, on=asked.on).posts
    return Known(
        sentence=counted(ngettext("%(n)s poste", "%(n)s postes", n), n),
        url=reverse("org-chart", args=[asked.slug]),
    )


KIND = Kind(
    code=CODE,
    label=gettext_lazy("Organigramme"),
    asks=gettext_lazy("Un tableau : une personne par ligne, et une colonne N+1."),
    permission="organisation.write",
    take=take,
    known=known,
    columns=columns,
)
KINDS = (KIND,)
