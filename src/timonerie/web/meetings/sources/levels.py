"""What their contracts promise beside what was measured over the last twelve periods."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.queries import level_results
from timonerie.domains.performance.queries.level_results import Followed
from timonerie.domains.reporting.queries import replies
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.wording import formats
from timonerie.web import level_words, period_names
from timonerie.web.meetings.registry import register
from timonerie.web.meetings.shapes import Asked, Line, Section

MOST = 6


@register(rank=20)
def levels(asked: Asked) -> Section | None:
    """None for who reads no contract or no figure."""
    if not (asked.actor.may("contract.read") and asked.actor.may("indicator.read")):
        return None
    known = level_results.of_contracts(asked.contracts)
    measured = [(one, rows) for one in known if (rows := _measured(one, asked.on))]
    # What is missed comes first: it is what the meeting is for.
    ordered = sorted(measured, key=lambda pair: (bool(pair[1][-1].is_held), pair[0].level.title))
    return Section(
        side=Side.THEIRS,
        title=_("Les niveaux promis, et mesurés"),
        finding=_finding(measured),
        lines=tuple(_line(asked, one, rows) for one, rows in ordered[:MOST]),
        unknown=_unknown(known, len(measured)),
        more=max(0, len(ordered) - MOST),
        url=asked.url("contracts"),
    )


def _measured(one: Followed, on: date) -> list[LevelResult]:
    return [row for row in one.over(on=on) if row.state == "measured"]


def _finding(measured: Sequence[tuple[Followed, Sequence[LevelResult]]]) -> str:
    """« 3 niveaux tenus sur 5 à leur dernière période mesurée »."""
    if not measured:
        return ""
    held = sum(bool(rows[-1].is_held) for _one, rows in measured)
    words = {"n": formats.number(held), "of": formats.number(len(measured))}
    text = ngettext(
        "%(n)s niveau tenu sur %(of)s à la dernière période mesurée",
        "%(n)s niveaux tenus sur %(of)s à la dernière période mesurée",
        held,
    )
    return text % words


def _line(asked: Asked, one: Followed, rows: Sequence[LevelResult]) -> Line:
    met, last = sum(bool(row.is_held) for row in rows), rows[-1]
    words = {"title": one.level.title, "promise": level_words.target(one)}
    return Line(
        text=_("%(title)s (%(promise)s)") % words if words["promise"] else one.level.title,
        figure=level_words.value(one, last.value),
        source=_kept(rows, met),
        url=asked.url("contract-measured", one.level.contract.public_id),
        state=level_words.state(last),
        key=replies.level(level=one.level.pk, period=last.period_kind, start=last.period_start),
        ask_url=_ask_url(asked, one, last),
    )


def _ask_url(asked: Asked, one: Followed, last: LevelResult) -> str:
    """Where the provider is asked for its side of what was missed."""
    if last.is_held is not False or not asked.actor.may("reply.link"):
        return ""
    return f"{asked.url('reply-ask-level', one.level.public_id)}?debut={last.period_start}"


def _kept(rows: Sequence[LevelResult], met: int) -> str:
    """« février 2026 · tenu 3 périodes sur 4 mesurées »."""
    words = {
        "period": period_names.label(rows[-1].period_kind, rows[-1].period_start),
        "met": formats.number(met),
        "n": formats.number(len(rows)),
    }
    text = ngettext(
        "%(period)s · tenu %(met)s période sur %(n)s mesurée",
        "%(period)s · tenu %(met)s périodes sur %(n)s mesurées",
        len(rows),
    )
    return text % words


def _unknown(known: Sequence[Followed], measured: int) -> str:
    if not known:
        return _("Aucun niveau de service n’est écrit à ses contrats.")
    silent = len(known) - measured
    if not silent:
        return ""
    text = ngettext(
        "%(n)s niveau promis n’a pas encore de mesure.",
        "%(n)s niveaux promis n’ont pas encore de mesure.",
        silent,
    )
    return text % {"n": formats.number(silent)}
