"""The periods of passages in words; what late steps go with, in sentences: « suivent », never
« à cause de »."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.reporting.cycle_enums import Rhythm
from timonerie.domains.reporting.models import CycleRun
from timonerie.domains.sourcing.enums import Side
from timonerie.engine.handovers import Explanation
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.months import month_label


@dataclass(frozen=True)
class Noun:
    """What a step hands over, in the plural; its title where it has no such word."""

    text: str
    is_feminine: bool
    is_noun: bool


@dataclass(frozen=True)
class Words:
    """`place` has `part` of what follows a late step, where one place has most of it."""

    item: Noun | None
    upstream: Noun | None
    place: str = ""
    part: Fraction | None = None


def period(run: CycleRun) -> str:
    """« mars 2026 », « semaine du 2 mars 2026 », or the reference of an event."""
    if run.reference:
        return run.reference
    start, end = run.period_start, run.period_end
    if run.cycle.cadence == Rhythm.MONTHLY:
        return month_label(start)
    if run.cycle.cadence == Rhythm.WEEKLY:
        return _("semaine du %(day)s") % {"day": formats.day(start, style="short")}
    told = {"start": month_label(start), "end": month_label(end)}
    return _("%(start)s à %(end)s") % told


def title(found: Explanation, words: Words, *, side: Side, redone: bool) -> str:
    """« 62 % des bulletins repris suivent des variables reçues en retard ; 8 sur 10 viennent de
    Lyon »: the finding, or what there is where it is too little."""
    if found.share is None:
        return _too_little(found, redone)
    told = {
        "share": formats.percent(float(found.share), decimals=0),
        "items": words.item.text if words.item else "",
        "inputs": words.upstream.text if words.upstream else "",
    }
    finding = _redone(told, words) if redone else _late(told, words, side)
    return _placed(finding, words)


def usual(found: Explanation) -> str:
    """How often the upstream step was late at all: to be read beside the share."""
    if not found.passages:
        return ""
    told = {"late": formats.number(found.usual), "all": formats.number(found.passages)}
    return (
        ngettext(
            "L’étape d’avant, de l’autre côté, était en retard %(late)s fois sur %(all)s passage.",
            "L’étape d’avant, de l’autre côté, était en retard %(late)s fois sur %(all)s passages.",
            found.passages,
        )
        % told
    )


def tenths(part: Fraction) -> str:
    """« 8 sur 10 »; « environ » where it is not exactly that."""
    rounded = round(part * 10)
    told = {"n": formats.number(rounded)}
    if part * 10 == rounded:
        return _("%(n)s sur 10") % told
    return _("environ %(n)s sur 10") % told


def _redone(told: dict[str, str], words: Words) -> str:
    if not _are_nouns(words):
        return _("%(share)s des reprises suivent une étape en retard de l’autre côté") % told
    assert words.item is not None
    assert words.upstream is not None
    both = (words.item.is_feminine, words.upstream.is_feminine)
    sentences = {
        (False, False): _("%(share)s des %(items)s repris suivent des %(inputs)s reçus en retard"),
        (False, True): _("%(share)s des %(items)s repris suivent des %(inputs)s reçues en retard"),
        (True, False): _("%(share)s des %(items)s reprises suivent des %(inputs)s reçus en retard"),
        (True, True): _("%(share)s des %(items)s reprises suivent des %(inputs)s reçues en retard"),
    }
    return sentences[both] % told


def _late(told: dict[str, str], words: Words, side: Side) -> str:
    noun = words.upstream
    if noun is None or not noun.is_noun:
        if side == Side.OURS:
            return _("%(share)s de nos retards suivent un retard du prestataire") % told
        return _("%(share)s des retards du prestataire suivent un retard de notre côté") % told
    sentences = {
        (Side.OURS, False): _("%(share)s de nos retards suivent des %(inputs)s reçus en retard"),
        (Side.OURS, True): _("%(share)s de nos retards suivent des %(inputs)s reçues en retard"),
        (Side.THEIRS, False): _(
            "%(share)s des retards du prestataire suivent des %(inputs)s reçus en retard"
        ),
        (Side.THEIRS, True): _(
            "%(share)s des retards du prestataire suivent des %(inputs)s reçues en retard"
        ),
    }
    return sentences[side, noun.is_feminine] % told


def _placed(finding: str, words: Words) -> str:
    if not words.place or words.part is None:
        return finding
    told = {"finding": finding, "part": tenths(words.part), "place": words.place}
    return _("%(finding)s ; %(part)s viennent de %(place)s") % told


def _too_little(found: Explanation, redone: bool) -> str:
    told = {"part": formats.number(found.numerator), "all": formats.number(found.denominator)}
    if redone:
        return (
            ngettext(
                "%(all)s reprise : trop peu pour conclure",
                "%(all)s reprises, dont %(part)s après un retard : trop peu pour conclure",
                found.denominator,
            )
            % told
        )
    return (
        ngettext(
            "%(all)s retard : trop peu pour conclure",
            "%(all)s retards, dont %(part)s après un autre : trop peu pour conclure",
            found.denominator,
        )
        % told
    )


def _are_nouns(words: Words) -> bool:
    return all(one is not None and one.is_noun for one in (words.item, words.upstream))
