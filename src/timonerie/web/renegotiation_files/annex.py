"""The facts of the annex: those that a challenge froze, then what is known besides."""

from collections.abc import Iterator, Mapping
from typing import Any

from timonerie.domains.challenge.enums import FactKind
from timonerie.domains.challenge.papers import annexes
from timonerie.domains.challenge.queries import challenges
from timonerie.domains.challenge.queries.evidence import gathering
from timonerie.domains.challenge.rules.lines import Line
from timonerie.foundations.wording import formats
from timonerie.web.renegotiation_files.shapes import Annexed, Asked


def of(asked: Asked) -> tuple[Annexed, ...]:
    """Numbered from 1; a fact that several challenges froze is told once, as it was first known."""
    found = [*_frozen(asked)]
    known = {one["key"] for one in found if one["key"]}
    proposed = gathering.found(asked.actor, asked.provider, on=asked.on)
    for kind in gathering.without(proposed, known):
        found += [_of_line(asked, line) for line in kind.lines]
    ordered = sorted(found, key=lambda one: (not one["is_frozen"], one["day"]))
    return tuple(
        Annexed(number=rank, **{name: one[name] for name in one if name not in ("key", "day")})
        for rank, one in enumerate(ordered, 1)
    )


def _frozen(asked: Asked) -> Iterator[Mapping[str, Any]]:
    known: set[str] = set()
    for challenge in asked.challenges:
        for row in challenges.standing(challenge):
            if row.key and row.key in known:
                continue
            known.add(row.key)
            yield {
                "key": row.key,
                "day": row.day,
                "label": row.label,
                "figure": annexes.figure(row),
                "terms": annexes.terms(row),
                "target": row.target,
                "period": row.period or formats.day(row.day, style="short"),
                "known_on": row.known_on,
                "kind": str(row.get_kind_display()),
                "source": row.source,
                "sha256": row.sha256,
                "url": asked.url("challenge", challenge.public_id),
                "is_frozen": True,
            }


def _of_line(asked: Asked, line: Line) -> Mapping[str, Any]:
    return {
        "key": line.key,
        "day": line.day,
        "label": line.label,
        "figure": line.figure or annexes.NOTHING,
        "terms": annexes.said(line.numerator, line.denominator),
        "target": line.target,
        "period": line.period or formats.day(line.day, style="short"),
        "known_on": asked.on,
        "kind": str(FactKind(line.kind).label),
        "source": line.source,
        "sha256": line.sha256,
        "is_frozen": False,
    }
