"""What of a statement of work bidders may read, by link and on paper alike.

Hidden from them: what was measured (a bidder who knows it offers just above it), who does the work
today, and the questions that the company still asks itself.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements import firm_names, wording
from timonerie.domains.sourcing.rules.statements.shapes import JSON, Line

IN_PLACE: Final = "le prestataire en place"
#: As a scope says it when it is drafted, up to the end of its sentence.
_CURRENT: Final = re.compile(
    r"(?:notre |nos )?prestataires? actuels?\s*:.*?(?:(?<=\w\w)\.(?=\s|$)|$)",
    re.IGNORECASE | re.MULTILINE,
)
#: Values that are words of the machine: replacing a part of one would break it.
_CODES: Final = frozenset(
    {"metric", "measure", "volume_key", "per", "of", "side", "recurrence", "cadence", "period",
     "topics", "hour"}
)  # fmt: skip


def lines(every: Iterable[Line], *, names: Collection[str]) -> list[Line]:
    """The same lines under the same keys, in the same order."""
    return [line(one, names=names) for one in every]


def line(one: Line, *, names: Collection[str]) -> Line:
    """Without what was measured, the questions left open, or any of `names`."""
    kept = {name: said for name, said in one.values.items() if name != "measured"}
    return replace(
        one,
        title=text(one.title, names=names),
        text=text(one.text, names=names),
        values={
            name: _value(said, names, is_code=_is_code(one.kind, name))
            for name, said in kept.items()
        },
        activity="",
        origin="",
    )


def about(said: Mapping[str, Any], *, names: Collection[str]) -> dict[str, Any]:
    """What stands on the cover, without the provider in place."""
    activities = [{"name": text(one["name"], names=names)} for one in said["activities"]]
    title = text(said["title"], names=names)
    return {**said, "title": title, "provider": "", "activities": activities}


def text(said: str, *, names: Collection[str]) -> str:
    """A name is looked for as `firm_names` says. What holds nothing to hide stays letter for
    letter."""
    found = wording.BLANK.sub("", said)
    for name in sorted(names, key=len, reverse=True):
        found = _without(found, name)
    found = _CURRENT.sub("", found)
    return said if found == said else _tidy(found)


def is_internal(every: Sequence[Line], said: Mapping[str, Any], *, names: Collection[str]) -> bool:
    """Whether something of a statement is not for bidders."""
    if said["provider"] or text(said["title"], names=names) != said["title"]:
        return True
    return any(
        hidden != replace(one, values=dict(one.values), activity="", origin="")
        for one, hidden in zip(every, lines(every, names=names), strict=True)
    )


def _is_code(kind: Kind, name: str) -> bool:
    return name in _CODES or (kind == Kind.SERVICE_LEVEL and name == "unit")


def _value(said: JSON, names: Collection[str], *, is_code: bool) -> JSON:
    """A code that holds a name is left out whole."""
    if isinstance(said, str):
        found = text(said, names=names)
        return "" if is_code and found != said else found
    if isinstance(said, Mapping):
        return {name: _value(one, names, is_code=is_code) for name, one in said.items()}
    if isinstance(said, Sequence):
        told = [_value(one, names, is_code=is_code) for one in said]
        return said if told == list(said) else [one for one in told if one != ""]
    return said


def _without(said: str, name: str) -> str:
    for start, end in reversed(firm_names.places(said, name)):
        said = said[:start] + IN_PLACE + said[end:]
    return said


def _tidy(said: str) -> str:
    """Without the spaces that what was taken out leaves."""
    told = (re.sub(r"[ \t]{2,}", " ", part).strip() for part in said.split("\n"))
    return "\n".join(told).strip()
