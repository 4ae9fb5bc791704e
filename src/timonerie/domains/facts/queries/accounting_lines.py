"""The lines behind a figure of the books: filtered, by pages, in the order of their dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from timonerie.domains.facts import store
from timonerie.domains.facts.queries import accounting, live
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

PAGE = 100
CHUNK = 5_000


class Side(StrEnum):
    """What is looked for: every line; the spend given to third parties, or to nobody; what they
    are owed."""

    EVERY = ""
    SPEND = "charges"
    NOBODY = "sans-tiers"
    OWED = "tiers"


SPENT = (Side.SPEND, Side.NOBODY)


@dataclass(frozen=True)
class Asked:
    """Which lines. `third_parties` are keys of the answers; `account` is the beginning of a number;
    days are included; `lines` names some by file and number."""

    side: Side = Side.EVERY
    third_parties: tuple[str, ...] = ()
    account: str = ""
    journal: str = ""
    first: date | None = None
    last: date | None = None
    lines: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Totals:
    """In cents; `spend` is None where the lines are not those of a spend."""

    count: int
    debit: int
    credit: int
    spend: int | None


def totals(asked: Asked) -> Totals:
    """What the lines asked amount to."""
    found = _run(asked, "count(*), coalesce(sum(debit), 0), coalesce(sum(credit), 0), sum(amount)")
    if found is None:
        return Totals(0, 0, 0, None)
    count, debit, credit, spend = found.fetchone()
    is_spend = asked.side in SPENT
    return Totals(int(count), int(debit), int(credit), int(spend or 0) if is_spend else None)


def page(asked: Asked, *, first: int = 0, size: int = PAGE) -> list[dict[str, Any]]:
    """Some of the lines asked, as `books.LINES` tells them, with `amount`: the part of the line
    that is the spend asked, in cents."""
    found = _run(asked, "*", f"{_ORDER} LIMIT {int(size)} OFFSET {int(first)}")
    return [] if found is None else list(_rows(found))


def every(asked: Asked) -> Iterator[dict[str, Any]]:
    """All the lines asked, as `page` tells them; asked at once, read while they are sent."""
    found = _run(asked, "*", _ORDER)
    return iter(()) if found is None else _rows(found)


def journals() -> dict[str, str]:
    """The journals of the books, with their labels."""
    found = _run(Asked(), "journal, any_value(journal_label)", "GROUP BY journal ORDER BY journal")
    return {} if found is None else dict(found.fetchall())


_ORDER = "ORDER BY entry_date, file, line"
_SPENT = """SELECT l.*, s.amount FROM read_parquet($lines_files) l JOIN (
SELECT file, line, sum(amount) AS amount FROM read_parquet($spend_files)
WHERE {whose} GROUP BY file, line) s USING (file, line)"""


def _run(asked: Asked, chosen: str, end: str = "") -> Any:
    """None without books. What a reader typed only travels as a parameter."""
    files = accounting.live()
    if not files:
        return None
    company = Company.objects.get(pk=current.current_id()).public_id
    given: dict[str, Any] = {
        "lines_files": [str(p) for p in store.paths(company, [one.lines_file for one in files])]
    }
    source = "SELECT *, CAST(NULL AS BIGINT) AS amount FROM read_parquet($lines_files)"
    if asked.side in SPENT:
        given["spend_files"] = [
            str(p) for p in store.paths(company, [one.spend_file for one in files])
        ]
        source = _SPENT.format(whose=_of_spend(asked, given))
    conditions = " AND ".join(_conditions(asked, given)) or "true"
    sql = f"SELECT {chosen} FROM ({source}) WHERE {conditions} {end}"  # noqa: S608 - our words only
    return live.connection().con.cursor().execute(sql, given)


def _rows(found: Any) -> Iterator[dict[str, Any]]:
    names = [column[0] for column in found.description]
    while chunk := found.fetchmany(CHUNK):
        for row in chunk:
            yield dict(zip(names, row, strict=True))


def _of_spend(asked: Asked, given: dict[str, Any]) -> str:
    if asked.side == Side.NOBODY:
        return "provider = ''"
    if not asked.third_parties:
        return "provider <> ''"
    given["keys"] = list(asked.third_parties)
    return "list_contains($keys, provider)"


def _conditions(asked: Asked, given: dict[str, Any]) -> Iterator[str]:
    if asked.side == Side.OWED:
        yield "(account LIKE '401%' OR account LIKE '408%')"
        if asked.third_parties:
            given["codes"] = _codes(asked.third_parties)
            own = "CASE WHEN auxiliary = '' THEN account ELSE auxiliary END"
            yield f"list_contains($codes, siren || '|' || {own})"
    if asked.account:
        given["account"] = asked.account
        yield "starts_with(account, $account)"
    if asked.journal:
        given["journal"] = asked.journal
        yield "journal = $journal"
    for name, sign in (("first", ">="), ("last", "<=")):
        day = getattr(asked, name)
        if day is not None:
            given[name] = day
            yield f"entry_date {sign} ${name}"
    if asked.lines:
        given["places"] = [f"{file}|{line}" for file, line in asked.lines]
        yield "list_contains($places, file || '|' || CAST(line AS VARCHAR))"


def _codes(keys: tuple[str, ...]) -> list[str]:
    document = accounting.answers() or {"providers": []}
    rows = [row for row in document["providers"] if row["key"] in keys]
    return [f"{row['siren']}|{row['code']}" for row in rows]
