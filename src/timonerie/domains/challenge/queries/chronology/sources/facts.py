"""Missed levels, claims, incidents, signals, legal documents: as they are known now, and sealed
where a challenge froze them."""

from collections.abc import Iterator

from timonerie.domains.challenge.models import ChallengeFact
from timonerie.domains.challenge.papers import annexes
from timonerie.domains.challenge.queries.chronology.registry import register
from timonerie.domains.challenge.queries.chronology.shapes import Asked, Entry
from timonerie.domains.challenge.queries.evidence import gathering
from timonerie.domains.challenge.rules.lines import Line


@register(rank=10)
def facts(asked: Asked) -> Iterator[Entry]:
    """What was frozen is told as it was then, once."""
    frozen = _frozen(asked)
    for one in frozen.values():
        yield _of_row(one)
    for proposed in gathering.everything(asked.actor, asked.provider, on=asked.on):
        for line in proposed.lines:
            if line.key not in frozen:
                yield _of_line(line, str(proposed.kind.label))


def _frozen(asked: Asked) -> dict[str, ChallengeFact]:
    """By where it comes from, the first freezing of each; what is typed by its own identifier."""
    rows = ChallengeFact.objects.standing().filter(challenge__provider=asked.provider)
    found: dict[str, ChallengeFact] = {}
    for row in rows.select_related("challenge").order_by("added_at", "pk"):
        found.setdefault(row.key or str(row.public_id), row)
    return found


def _of_row(row: ChallengeFact) -> Entry:
    told = [row.label, row.figure, row.target, row.period]
    if row.is_measured:
        told.insert(2, annexes.terms(row))
    sealed = f"{row.source} ; {row.sha256[: annexes.SHORT]}"
    return Entry(
        day=row.day,
        kind=str(row.get_kind_display()),
        fact=", ".join(part for part in told if part),
        proof=sealed,
        letter=row.challenge.title,
        key=row.key or f"challenge:{row.challenge.public_id}",
    )


def _of_line(line: Line, kind: str) -> Entry:
    told = [line.label, line.figure, line.target, line.period]
    if line.is_measured:
        told.insert(2, annexes.said(line.numerator, line.denominator))
    return Entry(
        day=line.day,
        kind=kind,
        fact=", ".join(part for part in told if part),
        proof=line.source,
        key=line.key,
    )
