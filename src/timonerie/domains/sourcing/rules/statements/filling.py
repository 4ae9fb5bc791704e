"""What a line of a model becomes once an activity, or the facts, say something of it.

A date of the company is added beside the model's, never put over it; a figure that is not known
stays blank, with the question in the text.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements.known import Chosen, Fact
from timonerie.domains.sourcing.rules.statements.shapes import JSON

_PERIOD: Final = re.compile(r"\s*(/|\bpar\b)\s*(mois|an|année)\s*$", re.IGNORECASE)
Said = tuple[str, dict[str, JSON]]
_NO_VOLUME: Final = "[à compléter : volume d’une année, au plus bas, attendu, au plus haut]"
NO_BANDS: Final = "[à compléter : plages de volume où le prix unitaire tient]"


def filled(kind: Kind, text: str, values: Mapping[str, JSON], chosen: Chosen) -> Said:
    """The text and the values of a line of an activity, with what is known of it."""
    fill = _FILLERS.get(kind)
    return fill(text, dict(values), chosen) if fill else (text, dict(values))


def measured(
    values: Mapping[str, JSON], facts: Iterable[Fact], *, activity: str, on: date
) -> dict[str, JSON]:
    """A service level with what was measured of its metric, for that activity, else for all."""
    fitting = [one for one in facts if one.metric == values.get("metric")]
    exact = [one for one in fitting if one.activity == activity]
    chosen = exact or [one for one in fitting if not one.activity]
    if not chosen:
        return dict(values)
    return {**values, "measured": _frozen(chosen[0], on=on)}


def joined(*parts: str) -> str:
    return " ".join(part.strip() for part in parts if part.strip())


def _frozen(fact: Fact, *, on: date) -> dict[str, JSON]:
    figures = {"median": fact.median, "p90": fact.p90, "value": fact.value}
    return {
        "text": fact.text,
        **{name: figure for name, figure in figures.items() if figure is not None},
        "n": fact.n,
        "first": fact.first.isoformat(),
        "last": fact.last.isoformat(),
        "frozen_on": on.isoformat(),
    }


def _scope(text: str, values: dict[str, JSON], chosen: Chosen) -> Said:
    said = joined(
        text,
        f"Fréquence : {chosen.frequency}." if chosen.frequency else "",
        f"Sites : {', '.join(chosen.sites)}." if chosen.sites else "",
        f"Prestataire actuel : {chosen.provider}." if chosen.provider else "",
    )
    return said, {**values, "accountable": chosen.accountable}


def _volume(text: str, values: dict[str, JSON], chosen: Chosen) -> Said:
    """Figures of another unit than the model's are not written over it."""
    unit = bare_unit(chosen.volume_unit)
    if unit and values.get("unit") and _stem(unit) != _stem(str(values["unit"])):
        return asked(text, values), values
    values["unit"] = values.get("unit") or unit
    if chosen.volume is not None:
        values |= {"expected": chosen.volume, "per": "year"}
    if chosen.seasonality and len(chosen.seasonality) == 12:
        values["seasonality"] = list(chosen.seasonality)
    return asked(text, values), values


def bare_unit(unit: str) -> str:
    """« factures/mois » is « factures »: volumes of activities are those of a year."""
    return _PERIOD.sub("", unit).strip()


def _stem(unit: str) -> str:
    return bare_unit(unit).casefold().rstrip("s")


def asked(text: str, values: Mapping[str, JSON]) -> str:
    """The text of a volume with the questions that its values leave."""
    return joined(
        text,
        _NO_VOLUME if values.get("expected") is None else "",
        NO_BANDS if not values.get("bands") else "",
    )


def _input(text: str, values: dict[str, JSON], chosen: Chosen) -> Said:
    return _dated(text, values, chosen.our_deadline if values.get("side") == "ours" else "")


def _deliverable(text: str, values: dict[str, JSON], chosen: Chosen) -> Said:
    return _dated(text, values, chosen.their_deadline)


def _dated(text: str, values: dict[str, JSON], deadline: str) -> Said:
    if not deadline:
        return text, values
    if not values.get("when"):
        return text, {**values, "when": deadline}
    return joined(text, f"Échéance connue aujourd’hui : {deadline}."), values


_FILLERS: Final[Mapping[Kind, Callable[[str, dict[str, JSON], Chosen], Said]]] = {
    Kind.SCOPE: _scope,
    Kind.VOLUME: _volume,
    Kind.INPUT: _input,
    Kind.DELIVERABLE: _deliverable,
}


def tools(activities: Sequence[Chosen]) -> dict[str, list[str]]:
    """The names of the activities that use the same tools."""
    found: dict[str, list[str]] = {}
    for chosen in activities:
        if chosen.tools:
            found.setdefault(chosen.tools, []).append(chosen.name)
    return found
