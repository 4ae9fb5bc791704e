"""Which line of a sheet gives the titles, and what each column means: by its title first, then by
what its cells hold. What stays uncertain is left for a person to choose."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from timonerie.domains.contracts.rules import headings

Rows = Sequence[Sequence[str]]
LOOKED_AT: Final = 30
SAMPLED: Final = 200
#: Below this, a line of titles is not that of a list of contracts.
ENOUGH: Final = 0.5
_ENOUGH_CELLS: Final = 0.6
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}( .*)?|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}")
_AMOUNT = re.compile(
    r"(?=.*[0-9])[0-9 .,\u00a0\u202f]*k?\s*(?:€|euros?\b|eur\b).*|[0-9]{3,}[.,][0-9]{2}", re.I
)
_TERMS = re.compile(
    r"\b(tacite|expresse?|reconduc|renouvel|preavis|préavis|denonc|dénonc|resili|résili|ferme)|"
    r"\b[0-9]+ ?(mois|ans?|jours?|m|j)\b",
    re.IGNORECASE,
)
_SIREN = re.compile(r"[0-9]{3} ?[0-9]{3} ?[0-9]{3}( ?[0-9]{5})?")


@dataclass(frozen=True)
class Proposal:
    """`fields` gives the field of the columns understood, by rank from 0; `by_content` names those
    that their cells told, for a person to check first."""

    fields: Mapping[int, str]
    by_content: frozenset[int] = frozenset()
    origin: str = ""


def looks_like(header: Sequence[str]) -> float:
    """How much a line is the titles of a list of contracts, from 0 to 1.

    It must name a provider or an object, and something of a contract: a term, a notice, a start or
    an end. A ledger names accounts, a file of tickets instants and states: they stay under 0.5.
    """
    found = {field: sure for field, sure in map(headings.meaning, header) if field}
    whose = max(found.get("provider", 0.0), 0.8 * found.get("name", 0.0))
    terms = ("notice", "renewal", "renewal_length", "terms", "notice_by", "firm")
    termed = max((found.get(one, 0.0) for one in terms), default=0.0)
    dated = max(found.get("end_date", 0.0), 0.7 * found.get("start_date", 0.0))
    if not whose or not (termed or dated):
        return 0.0
    says_it = any("contrat" in headings.plain(one) for one in header)
    score = 0.5 * whose + 0.3 * termed + 0.15 * dated + 0.1 * says_it
    if headings.origin(header):
        score = max(score, 0.9)
    elif not (termed or says_it):
        score -= 0.2
    return min(1.0, round(score, 3))


def titles_at(rows: Rows) -> int:
    """Rank of the line of the titles among the first ones: the best of those that look like one,
    else the first with the most filled cells."""
    first = [list(cells) for cells in rows[:LOOKED_AT]]
    scores = [(looks_like(cells), _known(cells), -rank) for rank, cells in enumerate(first)]
    best = max(scores, default=(0.0, 0, 0))
    if best[0] > 0 or best[1] > 1:
        return -best[2]
    filled = [sum(map(bool, cells)) for cells in first]
    return filled.index(max(filled)) if filled else 0


def propose(header: Sequence[str], sample_rows: Rows) -> Proposal:
    """What each column means. A field has one column, the surest of those that announce it; `name`
    falls back on what is left of its kin. Columns that neither their title nor their cells tell
    are left out."""
    claims = [(headings.meaning(title), rank) for rank, title in enumerate(header)]
    fields: dict[int, str] = {}
    for (field, sure), rank in sorted(claims, key=lambda one: (-one[0][1], one[1])):
        if sure and field in headings.FIELDS and field not in fields.values():
            fields[rank] = field
    told = _by_content(header, sample_rows, fields)
    return Proposal({**fields, **told}, frozenset(told), headings.origin(header))


def _known(cells: Sequence[str]) -> int:
    return sum(bool(headings.meaning(one)[0]) for one in cells if len(one) < 60)


def _by_content(header: Sequence[str], rows: Rows, fields: Mapping[int, str]) -> dict[int, str]:
    """Fields still missing, told by the cells of columns whose title says nothing."""
    known = Counter(fields.values())
    width = max([len(header), *(len(one) for one in rows)], default=0)
    free = [
        rank
        for rank in range(width)
        if rank not in fields and not (rank < len(header) and headings.meaning(header[rank])[0])
    ]
    cells = {rank: [one[rank] for one in rows if rank < len(one) and one[rank]] for rank in free}
    found: dict[int, str] = {}
    for field, pattern in (("siren", _SIREN), ("amount", _AMOUNT), ("terms", _TERMS)):
        search = pattern.search if field == "terms" else pattern.fullmatch
        fitting = [rank for rank in free if rank not in found and _share(cells[rank], search)]
        if not known[field] and len(fitting) == 1:
            found[fitting[0]] = field
    dates = [rank for rank in free if rank not in found and _share(cells[rank], _DATE.fullmatch)]
    if len(dates) == 2 and not known["start_date"] and not known["end_date"]:
        found |= dict(zip(sorted(dates, key=lambda rank: _middle(cells[rank])), _SPAN, strict=True))
    return found


_SPAN = ("start_date", "end_date")


def _share(cells: Sequence[str], fits: object) -> bool:
    """Whether most of the cells that say something fit."""
    assert callable(fits)
    return len(cells) > 1 and sum(bool(fits(one)) for one in cells) >= _ENOUGH_CELLS * len(cells)


def _middle(cells: Sequence[str]) -> str:
    days = sorted(_iso(one) for one in cells if _DATE.fullmatch(one))
    return days[len(days) // 2]


def _iso(text: str) -> str:
    """A date as text that sorts: only to tell which of two columns comes first."""
    parts = re.split(r"[/.\- ]", text)
    if len(parts[0]) == 4:
        return "".join(parts[:3])
    year = parts[2] if len(parts[2]) == 4 else f"20{parts[2]}"
    return f"{year}{parts[1]:0>2}{parts[0]:0>2}"
