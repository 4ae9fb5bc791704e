"""Words of the facts domain: what a mapping may say, and the fields a fact carries."""

from enum import StrEnum


class Field(StrEnum):
    """What a column of a received file can mean."""

    CASE = "case"
    EVENT = "event"
    RECEIVED = "received"
    STARTED = "started"
    DELIVERED = "delivered"
    RESOLVED = "resolved"
    DUE = "due"
    SITE = "site"
    PROVIDER = "provider"
    TEAM = "team"
    ACTIVITY = "activity"
    QUANTITY = "quantity"
    AMOUNT = "amount"
    CURRENCY = "currency"
    ERROR = "error"
    CAUSE = "cause"
    REWORK = "rework"
    REOPENED = "reopened"
    ON_TIME = "on_time"


INSTANTS = (Field.RECEIVED, Field.STARTED, Field.DELIVERED, Field.RESOLVED, Field.DUE)
DIMENSIONS = (Field.SITE, Field.PROVIDER, Field.TEAM, Field.ACTIVITY)
FLAGS = (Field.ERROR, Field.REOPENED, Field.ON_TIME)

# Fields that a case carries, in the order of the tables of events and of cases.
CASE_FIELDS = tuple(field for field in Field if field not in (Field.CASE, Field.EVENT))


class Kind(StrEnum):
    """Whether a row is an event of a case (many rows a case) or the case itself."""

    EVENTS = "events"
    CASES = "cases"


class Offsets(StrEnum):
    """What to do with an offset written in an instant.

    ``KEEP``: the offset written wins. ``DROP``: the clock time as written is read in the
    mapping's zone.
    """

    KEEP = "keep"
    DROP = "drop"


class Unknown(StrEnum):
    """What to do with a site, provider, team or activity that the company does not know."""

    CREATE = "create"
    REJECT = "reject"


class FoldRule(StrEnum):
    """How the values of a case's events become the case's value.

    ``FIRST`` and ``LAST`` take the value of the first or last event, even missing;
    ``LAST_KNOWN`` the last one that is not missing; ``MAX``, ``MIN`` and ``ANY`` ignore missing
    values (``ANY`` is the maximum of a flag: true as soon as one event says so).
    """

    FIRST = "first"
    LAST = "last"
    LAST_KNOWN = "last_known"
    MAX = "max"
    MIN = "min"
    ANY = "any"


class Cause(StrEnum):
    """The side that caused an error."""

    PROVIDER = "provider"
    CLIENT = "client"


class JobKind(StrEnum):
    """Jobs of this domain."""

    READ = "import.read"
    READ_BOOKS = "accounting.read"
    ANSWER_BOOKS = "accounting.answer"


class DeclarationState(StrEnum):
    """Whether a payroll declaration counts."""

    LIVE = "live"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    APPLIED = "applied"
    """A cancellation, which took others out."""
    NOTED = "noted"
    """An event: the month will say it."""
    WITHDRAWN = "withdrawn"
