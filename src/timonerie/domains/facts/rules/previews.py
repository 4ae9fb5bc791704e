"""The first rows of a file as the facts they would become."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from timonerie.domains.facts.rules.folding import fold
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.facts.rules.rows import Reading

LIMIT = 20


def first_facts(reading: Reading, mapping: Mapping, *, limit: int = LIMIT) -> list[dict[str, Any]]:
    """The first cases of a file, in its order, folded with all their events.

    Each is a dict of the columns of ``events.CASES`` that hold a value in one of them at least.
    """
    ordered = reading.events.sort_by("line")
    shown = ordered["case"].unique().slice(0, limit)
    events = reading.events.filter(pc.is_in(reading.events["case"], shown))
    cases = fold(events, mapping).cases
    appearance = pc.index_in(cases["case"], shown)
    cases = cases.take(pc.sort_indices(appearance))
    facts: list[dict[str, Any]] = cases.select(_told(cases)).to_pylist()
    return facts


def _told(cases: pa.Table) -> list[str]:
    return [name for name in cases.column_names if cases[name].null_count < cases.num_rows]
