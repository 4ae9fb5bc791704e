"""Names read in files, matched to the rows they mean: the part that every `ensure` shares."""

from collections.abc import Iterable

from timonerie.domains.organisation import rules


def index(rows: Iterable[tuple[int, str, str]]) -> dict[str, int]:
    """Ids by key of code and of name, from (id, code, name); a code wins over a name."""
    known: dict[str, int] = {}
    codes: dict[str, int] = {}
    for row_id, code, name in rows:
        known.setdefault(rules.key(name), row_id)
        codes[rules.key(code)] = row_id
    return known | codes


def find(name: str, known: dict[str, int]) -> int | None:
    """The row that a name means; a name too long for a code is looked up by its cut form too."""
    return known.get(rules.key(name), known.get(rules.key(rules.code_from(name))))


def missing(names: Iterable[str], known: dict[str, int]) -> list[str]:
    """One spelling, the first seen, of each name that no row answers to; blanks are left out."""
    wanted: dict[str, str] = {}
    for name in names:
        if rules.key(name) and find(name, known) is None:
            wanted.setdefault(rules.key(name), " ".join(name.split()))
    return list(wanted.values())


def ids(names: Iterable[str], known: dict[str, int]) -> dict[str, int]:
    """The id of each name as it was given."""
    found = {name: find(name, known) for name in names}
    return {name: row_id for name, row_id in found.items() if row_id is not None}
