"""What the contract promises beside what was measured over its last twelve periods."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.performance.enums import ClaimKind
from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.queries import claims, level_results
from timonerie.domains.performance.queries.level_results import Followed
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import incident_words, level_readings, level_words, period_names
from timonerie.web.level_readings import Held
from timonerie.web.renewal_files.registry import register
from timonerie.web.renewal_files.shapes import Asked, Line, Part

MOST = 6


@register(rank=40)
def levels(asked: Asked) -> Part | None:
    """None for who reads no figure."""
    if not asked.actor.may("indicator.read"):
        return None
    known = level_results.of_contract(asked.contract)
    lines = [_line(asked, one) for one in known[:MOST]]
    lines += _granted(asked) if known else _in_house(asked)
    return Part(
        title=_("Promis, et mesuré"),
        lines=tuple(lines),
        unknown=tuple(_unknown(known, asked.on)),
    )


def _line(asked: Asked, one: Followed) -> Line:
    words = {"title": one.level.title, "promise": level_words.target(one)}
    text = _("%(title)s (%(promise)s)") % words if words["promise"] else one.level.title
    rows = _measured(one, asked.on)
    url = asked.url("contract-measured", asked.contract.public_id)
    if not rows:
        state = level_words.state(one.last) if one.last else State.MISSING
        source = str(level_words.UNFIT[one.unfit]) if one.unfit else ""
        return Line(text=text, figure=str(state.word), source=source, url=url, state=state)
    met = sum(bool(row.is_held) for row in rows)
    return Line(
        text=text,
        figure=level_words.value(one, rows[-1].value),
        source=_kept(one, rows, met),
        url=url,
        state=State.MET if met == len(rows) else State.MISSED,
    )


def _measured(one: Followed, on: date) -> list[LevelResult]:
    return [row for row in one.over(on=on) if row.state == "measured"]


def _kept(one: Followed, rows: Sequence[LevelResult], met: int) -> str:
    """« février 2026 ; tenu 3 périodes sur 4 mesurées, 1 sans donnée »."""
    words = {
        "period": period_names.label(rows[-1].period_kind, rows[-1].period_start),
        "met": formats.number(met),
        "n": formats.number(len(rows)),
    }
    told = (
        ngettext(
            "%(period)s ; tenu %(met)s période sur %(n)s mesurée",
            "%(period)s ; tenu %(met)s périodes sur %(n)s mesurées",
            len(rows),
        )
        % words
    )
    silent = sum(row.state == "missing" for row in one.results)
    if not silent:
        return told
    return _("%(kept)s, %(n)s sans donnée") % {"kept": told, "n": formats.number(silent)}


def _granted(asked: Asked) -> list[Line]:
    """The penalties and credits granted under the contract: the two kinds are never added up."""
    totals = claims.granted(claims.of_contract(asked.contract))
    if not totals:
        return []
    told = [
        f"{ClaimKind(kind).label} {incident_words.cost(cents, currency)}"
        for (kind, currency), cents in sorted(totals.items())
    ]
    return [
        Line(
            text=_("Pénalités et avoirs accordés"),
            figure=" · ".join(told),
            source=_("registre des avoirs et pénalités"),
            url=asked.url("claims"),
        )
    ]


def _in_house(asked: Asked) -> list[Line]:
    """Our own targets, where the contract writes none: said as such."""
    found = level_readings.in_house(asked.actor, asked.contract, on=asked.on)
    return [_target(asked, one) for one in found]


def _target(asked: Asked, held: Held) -> Line:
    months = {"met": formats.number(held.met), "n": formats.number(held.months)}
    kept = ngettext(
        "tenu %(met)s mois sur %(n)s mesuré", "tenu %(met)s mois sur %(n)s mesurés", held.months
    )
    return Line(
        text=_("%(label)s (notre cible)") % {"label": held.label},
        figure=held.text,
        source=kept % months,
        url=asked.url("indicator", held.metric),
        state=State.MET if held.met == held.months else State.MISSED,
    )


def _unknown(known: Sequence[Followed], on: date) -> list[str]:
    if not known:
        return [_("Aucun niveau de service n’est écrit au contrat.")]
    silent = sum(not _measured(one, on) for one in known)
    if not silent:
        return []
    return [
        ngettext(
            "%(n)s niveau promis n’est mesuré par aucun chiffre.",
            "%(n)s niveaux promis ne sont mesurés par aucun chiffre.",
            silent,
        )
        % {"n": formats.number(silent)}
    ]
