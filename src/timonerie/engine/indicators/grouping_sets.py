"""One aggregation for several groupings: SQL's GROUPING SETS, which Ibis has no word for.

Compiling an aggregation costs more than running it on a month of facts, and groupings differ by
nothing but their keys. Each one is still aggregated from the facts: no median is ever made of
medians.
"""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
import sqlglot.expressions as sg

Grouping = tuple[str, ...]
_MARK = "grouping"


def run(
    expression: ir.Table, by: Grouping, groupings: Sequence[Grouping]
) -> dict[Grouping, pa.Table]:
    """What `expression`, an aggregation whose first keys are those of `by`, gives for each of
    `groupings`, which are made of them; its other keys stand in every grouping. The tables have the
    columns of the expression; the keys that a grouping leaves out are null."""
    backend = expression.get_backend()
    query = _query(backend.compiler.to_sqlglot(expression), by, groupings)
    # Run as it is: Ibis would read the text again, and compile it a second time.
    schema = ibis.schema({**expression.schema(), _MARK: "int64"}).to_pyarrow()
    found = backend.con.sql(query.sql(dialect=backend.dialect)).to_arrow_table().cast(schema)
    marks, wide = found[_MARK], found.drop_columns([_MARK])
    return {one: wide.filter(pc.equal(marks, _mark(by, one))) for one in groupings}


def _query(query: sg.Select, by: Grouping, groupings: Sequence[Grouping]) -> sg.Select:
    keys = len(query.args["group"].expressions)
    always = range(len(by) + 1, keys + 1)
    sets = [_places([*(by.index(name) + 1 for name in one), *always]) for one in groupings]
    query.set("group", sg.Group(grouping_sets=[sg.GroupingSets(expressions=sets)]))
    named = [column.unalias() for column in query.expressions[: len(by)]]
    return query.select(sg.alias_(sg.func("GROUPING_ID", *named), _MARK))


def _places(ranks: Sequence[int]) -> sg.Tuple:
    return sg.Tuple(expressions=[sg.Literal.number(rank) for rank in ranks])


def _mark(by: Grouping, grouping: Grouping) -> int:
    """GROUPING_ID: a bit for each key that is left out, the first key the highest."""
    return sum(1 << (len(by) - 1 - rank) for rank, name in enumerate(by) if name not in grouping)
