"""The table of events: one row per accepted row of a file, typed, the same whatever the mapping.

It is stored per batch and read again to fold the cases that a later batch touches.
"""

import pyarrow as pa

from timonerie.domains.facts.enums import DIMENSIONS, INSTANTS, Field

INSTANT = pa.timestamp("us", tz="UTC")

# Type of each field of a case, in the table of events and in that of cases.
FIELD_TYPES: dict[Field, pa.DataType] = {
    **dict.fromkeys(INSTANTS, INSTANT),
    **dict.fromkeys(DIMENSIONS, pa.string()),
    Field.QUANTITY: pa.float64(),
    Field.AMOUNT: pa.decimal128(18, 2),
    Field.CURRENCY: pa.string(),
    Field.ERROR: pa.bool_(),
    Field.CAUSE: pa.string(),
    Field.REWORK: pa.int32(),
    Field.REOPENED: pa.bool_(),
    Field.ON_TIME: pa.bool_(),
}


def column_name(field: Field) -> str:
    """The column of a field: instants end with ``_at``, the others keep their name."""
    return f"{field.value}_at" if field in INSTANTS else field.value


# ``sort_keys``: one text per column of the mapping's order, see ``order_keys``.
# ``pause_values``: text of each [[pause]] column; ``reopen_value``: that of the [reopen] column.
EVENTS = pa.schema(
    [
        pa.field("case", pa.string(), nullable=False),
        pa.field("row_hash", pa.binary(16), nullable=False),
        pa.field("line", pa.int32(), nullable=False),
        pa.field("event_at", INSTANT),
        pa.field("sort_keys", pa.list_(pa.string()), nullable=False),
        *(pa.field(column_name(field), type_) for field, type_ in FIELD_TYPES.items()),
        pa.field("pause_values", pa.list_(pa.string()), nullable=False),
        pa.field("reopen_value", pa.string()),
    ]
)

PAUSE = pa.struct([pa.field("start", INSTANT), pa.field("end", INSTANT)])

# ``line``: line in its file of the last event; ``events``: how many distinct ones made the case.
CASES = pa.schema(
    [
        pa.field("case", pa.string(), nullable=False),
        pa.field("line", pa.int32(), nullable=False),
        pa.field("events", pa.int32(), nullable=False),
        *(pa.field(column_name(field), type_) for field, type_ in FIELD_TYPES.items()),
        # Null where the file says nothing of suspensions: not the same as none.
        pa.field("pauses", pa.list_(PAUSE)),
    ]
)
