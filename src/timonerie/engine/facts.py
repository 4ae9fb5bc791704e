"""The live facts: one row per case, in its last known state.

This table is the only thing indicators read. It is kept as Parquet files, best sorted by the local
date of the anchor most often asked (``resolved_on``): a period then reads a few row groups only.
"""

import pyarrow as pa

INSTANT = pa.timestamp("us", tz="UTC")
PAUSES = pa.list_(pa.struct([("start", INSTANT), ("end", INSTANT)]))

SCHEMA = pa.schema(
    [
        pa.field("source", pa.int64(), nullable=False),
        pa.field("case", pa.string(), nullable=False),
        pa.field("batch", pa.int64(), nullable=False),
        pa.field("line", pa.int32(), nullable=False),
        # Dimension ids. The unit is the site.
        ("unit", pa.int64()),
        ("provider", pa.int64()),
        ("team", pa.int64()),
        ("activity", pa.int64()),
        # Instants, and their local date at the site: periods are cut on the latter.
        ("received_at", INSTANT),
        ("started_at", INSTANT),
        ("delivered_at", INSTANT),
        ("resolved_at", INSTANT),
        ("due_at", INSTANT),
        ("received_on", pa.date32()),
        ("started_on", pa.date32()),
        ("delivered_on", pa.date32()),
        ("resolved_on", pa.date32()),
        ("due_on", pa.date32()),
        ("quantity", pa.float64()),
        ("amount", pa.decimal128(18, 2)),
        ("currency", pa.string()),
        ("error", pa.bool_()),
        ("cause", pa.string()),  # "provider" or "client": the side that caused the error or delay
        ("rework", pa.int32()),
        ("reopened", pa.bool_()),
        ("on_time", pa.bool_()),
        ("pauses", PAUSES),
        # Working seconds since reception, suspensions subtracted: the time at the provider.
        ("worked_to_start", pa.int64()),
        ("worked_to_deliver", pa.int64()),
        ("worked_to_resolve", pa.int64()),
        # Working seconds suspended between reception and resolution: the time at the client.
        ("worked_suspended", pa.int64()),
        ("calendar", pa.int64()),
    ]
)


def empty() -> pa.Table:
    """What a company with no live file reads: no row, every column, typed."""
    return SCHEMA.empty_table()


def conform(table: pa.Table) -> pa.Table:
    """Put the columns in the order and the types of ``SCHEMA``; absent ones become null.

    Columns that ``SCHEMA`` does not know are dropped. Raises ``pyarrow.ArrowInvalid`` when a value
    does not fit, and ``ValueError`` when a column that may not be null is absent.
    """
    columns = [_column(table, field) for field in SCHEMA]
    return pa.table(columns, schema=SCHEMA)


def _column(table: pa.Table, field: pa.Field) -> pa.ChunkedArray | pa.Array:
    if field.name in table.column_names:
        return table[field.name].cast(field.type)
    if not field.nullable:
        raise ValueError(f"missing column: {field.name}")
    return pa.nulls(table.num_rows, field.type)
