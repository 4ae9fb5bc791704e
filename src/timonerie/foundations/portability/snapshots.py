"""Reading a company as it is at one instant, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections, transaction

ALIAS = "frozen"


@contextmanager
def frozen() -> Iterator[str]:
    """The name of a connection of this thread whose reads all see the same instant; it writes
    nothing."""
    reading = connection.copy(alias=ALIAS)
    if reading.vendor == "sqlite":
        # An IMMEDIATE transaction would keep every writer waiting.
        reading.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    connections[ALIAS] = reading
    try:
        with transaction.atomic(using=ALIAS), reading.cursor() as cursor:
            if reading.vendor == "postgresql":
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            # The instant is that of the first read.
            cursor.execute("SELECT count(*) FROM scope_company")
            yield ALIAS
    finally:
        reading.close()
        del connections[ALIAS]
