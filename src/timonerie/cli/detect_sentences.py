"""What `timonerie detect` says, in French."""

from typing import Any

from timonerie.engine.signals.files import Read
from timonerie.engine.signals.level import LEAST, Alarms
from timonerie.engine.signals.matrix import Kind

_CENTURY = 100.0


def of_alarm(alarms: Alarms, place: int, *, read: Read) -> str:
    """Since when, what was seen, what was expected, and how often chance alone does it."""
    first = int(read.first[alarms.rows[place]])
    since = read.grid.name(first + int(alarms.since[place]))
    kind = read.matrix.kind
    seen, expected = (_figure(float(one[place]), kind) for one in (alarms.seen, alarms.expected))
    moved = {
        (True, True): "monte peu à peu",
        (False, True): "baisse peu à peu",
        (True, False): "est plus haut",
        (False, False): "est plus bas",
    }[bool(alarms.higher[place]), bool(alarms.drifts[place])]
    return (
        f"Depuis {since}, le niveau {moved} : {seen} au lieu de {expected} ;"
        f" {_chance(float(alarms.rates[place]))}."
    )


def whole(found: dict[str, Any], *, read: Read, rank: int, early: bool) -> str:
    """A series, for a reader."""
    head = found["series"] or "Série"
    if early:
        return f"{head} : trop tôt pour le dire, il faut {LEAST} périodes connues."
    lines = [f"  {alarm['sentence']}" for alarm in found["alarms"]] or ["  rien d’inhabituel."]
    if found["changes"]:
        first = int(read.first[rank])
        named = ", ".join(read.grid.name(first + index) for index in found["changes"])
        lines.append(f"  A changé : {named}.")
    return "\n".join([f"{head} :", *lines])


def _figure(value: float, kind: Kind) -> str:
    if kind is Kind.SHARE:
        return f"{_digits(100 * value)}\u202f%".replace(".", ",")
    return _digits(value).replace(".", ",")


def _digits(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}".replace(",", "\u202f")


def _chance(rate: float) -> str:
    """How often a healthy series does as much."""
    years = 1 / rate if rate else _CENTURY
    if years >= _CENTURY:
        return "le hasard seul le ferait moins d’une fois par siècle"
    if years >= 1.5:
        return f"le hasard seul le ferait une fois tous les {years:.0f} ans"
    if years >= 2 / 12:
        return f"le hasard seul le ferait une fois tous les {12 * years:.0f} mois"
    return "le hasard seul le ferait plusieurs fois par an"
