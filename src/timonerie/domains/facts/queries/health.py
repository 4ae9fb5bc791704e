"""Whether the files of the facts are what the manifest says."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from timonerie.domains.facts import store
from timonerie.domains.facts.models import AccountingFile, FactFile
from timonerie.domains.facts.queries import live
from timonerie.foundations.scope.models import Company


def faulty_files(*, company: Company) -> Iterator[tuple[str, int, int | None]]:
    """(name, rows promised, rows found) of the live files that differ; None for a file that is
    absent or cannot be read."""
    for name, promised in _promised():
        path = store.paths(company.public_id, [name])[0]
        try:
            found: int | None = pq.read_metadata(path).num_rows
        except (OSError, pa.ArrowInvalid):
            found = None
        if found != promised:
            yield name, promised, found


def _promised() -> Iterator[tuple[str, int]]:
    """The files that figures stand on, with their rows."""
    yield from FactFile.objects.live().order_by("pk").values_list("name", "rows")
    for file in AccountingFile.objects.all().live().order_by("pk"):
        yield file.lines_file, file.lines
        yield file.spend_file, file.spend_rows


def doubled_cases() -> int:
    """How many cases have more than one live fact: none, ever."""
    facts = live.table()
    by_case = facts.group_by(["source", "case"]).agg(rows=facts.count())
    return int(by_case.filter(by_case.rows > 1).count().to_pyarrow().as_py())
