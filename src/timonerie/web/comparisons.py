"""Sites, or providers, beside one another on one scale: never a rank on a handful of cases."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.performance import figure_words
from timonerie.domains.performance.queries.board import Reading
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import Group
from timonerie.foundations.wording import formats
from timonerie.web import readings, verdicts
from timonerie.web.boards import Desk
from timonerie.web.charts import Bar, Bars
from timonerie.web.verdicts import FEW

ORDERS: Mapping[str, Promise] = {
    "nom": gettext_lazy("par nom"),
    "valeur": gettext_lazy("de la plus petite valeur à la plus grande"),
    "-valeur": gettext_lazy("de la plus grande valeur à la plus petite"),
    "ecart": gettext_lazy("les plus loin de leur cible d’abord"),
}


@dataclass(frozen=True)
class Member:
    """One of those compared: its name, its group, and its reading of the month when it has one."""

    name: str
    group: Group
    reading: Reading | None


@dataclass(frozen=True)
class Comparison:
    """`absent` are those without a figure, with the reason of each."""

    bars: Bars | None
    absent: Sequence[Mapping[str, Any]]
    caution: str


def compare(
    desk: Desk, definition: Definition, members: Sequence[Member], *, order: str
) -> Comparison:
    """The bars of the month in the order asked, and who is not among them."""
    measured = [one for one in members if one.reading is not None and one.reading.value is not None]
    measured.sort(key=_KEYS[order])
    few = [one.name for one in measured if one.reading is not None and one.reading.n < FEW]
    return Comparison(
        bars=_bars(desk, definition, measured) if measured else None,
        absent=[_absent(desk, definition, one) for one in members if one not in measured],
        caution=_caution(few),
    )


def _bars(desk: Desk, definition: Definition, measured: Iterable[Member]) -> Bars:
    metric = definition.metric
    found = [(one, one.reading) for one in measured if one.reading is not None]
    aims = {readings.aim_of(metric, reading.target) for _one, reading in found}
    shared = aims.pop() if len(aims) == 1 else None
    return Bars(
        subject=_("%(label)s, %(month)s") % {"label": metric.label, "month": desk.month.label},
        unit=figure_words.unit_of(metric, found[0][1].group.currency),
        target=shared,
        bars=tuple(
            Bar(
                label=one.name,
                value=figure_words.scaled(metric, reading.value),
                state=readings.state_of(reading),
                url=desk.explanation_url(definition, one.group),
                note=_count(reading.n),
                target=None if shared is not None else readings.aim_of(metric, reading.target),
            )
            for one, reading in found
        ),
    )


def _count(n: int) -> str:
    """How many cases stand behind a bar, and that few say little."""
    words = {"n": formats.number(n)}
    if n < FEW:
        return ngettext("%(n)s dossier, moins de 10", "%(n)s dossiers, moins de 10", n) % words
    return ngettext("%(n)s dossier", "%(n)s dossiers", n) % words


def _absent(desk: Desk, definition: Definition, one: Member) -> dict[str, Any]:
    silence = desk.board.silence(one.group, kind="month", start=desk.month.start, of=definition)
    return {
        "name": one.name,
        "state": readings.SILENCES[silence],
        "url": desk.explanation_url(definition, one.group),
    }


def _caution(few: Sequence[str]) -> str:
    if not few:
        return ""
    return ngettext(
        "%(names)s : moins de 10 dossiers ce mois-ci, l’écart avec les autres peut n’être dû "
        "qu’à un seul.",
        "%(names)s : moins de 10 dossiers chacun ce mois-ci, leurs écarts peuvent n’être dus "
        "qu’à un seul dossier.",
        len(few),
    ) % {"names": ", ".join(few)}


def _value(one: Member) -> float:
    return one.reading.value if one.reading and one.reading.value is not None else 0.0


def _gap(one: Member) -> float:
    """How far out of its target; those without one come last."""
    reading = one.reading
    if reading is None or reading.target is None or reading.value is None:
        return -1.0
    return verdicts.gap_of(reading.target, reading.value)


_KEYS: Mapping[str, Callable[[Member], Any]] = {
    "nom": lambda one: one.name.casefold(),
    "valeur": _value,
    "-valeur": lambda one: -_value(one),
    "ecart": lambda one: -_gap(one),
}
