"""What moves more than chance explains, drawn as the page of each signal draws it."""

from django.utils.translation import gettext as _

from timonerie.domains.signals.enums import Triage
from timonerie.domains.signals.queries import signals as queries
from timonerie.domains.signals.queries import telling
from timonerie.domains.signals.queries.telling import Spoken
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.charts import Trend
from timonerie.web.pages.signals import charts
from timonerie.web.renegotiation_files.registry import register
from timonerie.web.renegotiation_files.shapes import Asked, Line, Part

MOST = 4
LEAST_SHAPE = 3
"""Values that a line needs to show more than its sentence says: a count that went from 0 to 1 has
two."""


@register(rank=30)
def signals(asked: Asked) -> Part | None:
    if not asked.actor.may("signal.read"):
        return None
    rows = queries.visible_to(asked.actor, on=asked.on).still_there()
    rows = rows.exclude(state=Triage.NOISE).filter(provider=asked.provider)
    near = telling.with_members(rows.select_related(*queries.NAMED))
    found = telling.in_full(near.order_by("-opened_on", "-pk")[:MOST])
    if not found:
        return None
    drawn = [chart for one in found if (chart := _chart(one)) is not None]
    return Part(
        title=_("Signaux"),
        lines=tuple(_line(asked, one) for one in found),
        charts=tuple(drawn),
    )


def _line(asked: Asked, one: Spoken) -> Line:
    day = formats.day(one.signal.since, style="short")
    return Line(
        text=one.sentence,
        figure=_("depuis le %(day)s") % {"day": day},
        url=asked.url("signal", one.signal.public_id),
        state=State.WATCH,
    )


def _chart(one: Spoken) -> Trend | None:
    main = next((each for each in one.signal.members.all() if each.is_main), None)
    if main is None:
        return None
    drawn = charts.of(one, main)
    values = {point.value for line in drawn.series for point in line.points}
    return drawn if len(values - {None}) >= LEAST_SHAPE else None
