"""What the database itself refuses: triggers declared as data, put on after each migration.

One mechanism for every wall of that kind, on SQLite and PostgreSQL. The definitions that stand in
the database are compared with the declared ones word for word, so that installing twice does
nothing, a weakened trigger is found, and one that nobody declares any more is dropped.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.utils import CursorWrapper, truncate_name

PREFIX = "guard_"
LONGEST_NAME = 63
"""Characters that PostgreSQL keeps of a name."""

_SQLITE = """CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {refused_if}
BEGIN SELECT RAISE(ABORT, '{message}'); END"""
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$"
)
_BODY = (
    "BEGIN IF {refused_if} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation';"
    " END IF; RETURN NEW; END"
)
# In the words in which PostgreSQL gives it back.
_TRIGGER = "CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
_LIVE_SQLITE = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard!_%' ESCAPE '!'"
)
_LIVE_POSTGRESQL = """
SELECT tgname, pg_get_triggerdef(t.oid, true), prosrc, tgenabled, relname
FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
WHERE tgname LIKE 'guard!_%' ESCAPE '!' AND c.relnamespace = current_schema()::regnamespace
"""
_COLUMNS_SQLITE = """
SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
"""
_COLUMNS_POSTGRESQL = (
    "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = current_schema()"
)


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """Refuses `event` on a row of `table` where `refused_if` holds, an SQL condition over NEW and
    OLD that both engines read. `columns` are those of the table that it reads."""

    table: str
    name: str
    event: str
    refused_if: str
    message: str
    columns: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """Its name in the database."""
        word = self.event.split()[0].lower()
        return truncate_name(f"{PREFIX}{self.table}_{self.name}_{word}", LONGEST_NAME)

    def _filled(self, template: str) -> str:
        return template.format(
            name=self.full_name,
            event=self.event,
            table=self.table,
            refused_if=self.refused_if,
            message=self.message,
        )

    def definition(self, vendor: str) -> tuple[str, ...]:
        """What stands in the database once the trigger is on."""
        if vendor == "sqlite":
            return (self._filled(_SQLITE),)
        return (self._filled(_TRIGGER), self._filled(_BODY), "O", self.table)

    def statements(self, vendor: str) -> Iterator[str]:
        """What puts the trigger on, whatever stood under its name."""
        yield from dropped(self.full_name, vendor)
        if vendor == "sqlite":
            yield self._filled(_SQLITE)
            return
        yield _FUNCTION.format(name=self.full_name, body=self._filled(_BODY))
        yield self._filled(_TRIGGER)


Source = Callable[[], Iterable[Trigger]]
_sources: list[Source] = []


def declare(source: Source) -> None:
    """Have the triggers of `source` stand in every database; it is asked once models are loaded."""
    if source not in _sources:
        _sources.append(source)


def dropped(name: str, vendor: str) -> Iterator[str]:
    """What takes a trigger off, on whatever table it stands."""
    if vendor == "sqlite":
        yield f"DROP TRIGGER IF EXISTS {name}"
    else:
        yield f"DROP FUNCTION IF EXISTS {name}() CASCADE"


def install(*, using: str, **_kwargs: Any) -> None:
    """Put on the triggers that are absent or differ, drop those that nobody declares any more."""
    connection = connections[using]
    with connection.cursor() as cursor:
        live = _live(cursor, connection.vendor)
        declared = _declared(cursor, connection.vendor)
        for name in live.keys() - declared.keys():
            _run(cursor, dropped(name, connection.vendor))
        for name, trigger in declared.items():
            if live.get(name) != trigger.definition(connection.vendor):
                _run(cursor, trigger.statements(connection.vendor))


def take_off(*, using: str, **_kwargs: Any) -> None:
    """Drop every trigger: a table that is altered cannot keep them, on either engine."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name in _live(cursor, connection.vendor):
            _run(cursor, dropped(name, connection.vendor))


def missing(*, using: str) -> list[str]:
    """Names of the declared triggers that do not stand, or not in their own words, and of those
    that stand without being declared; empty when all is as it must be."""
    connection = connections[using]
    with connection.cursor() as cursor:
        live = _live(cursor, connection.vendor)
        declared = _declared(cursor, connection.vendor)
    expected = {name: one.definition(connection.vendor) for name, one in declared.items()}
    return sorted(
        name for name in live.keys() | expected.keys() if live.get(name) != expected.get(name)
    )


def are_on(using: str) -> bool:
    """Whether every trigger stands in the database, in its own words."""
    return not missing(using=using)


def _declared(cursor: CursorWrapper, vendor: str) -> dict[str, Trigger]:
    """By name, those whose table and columns exist: migrations may stop half way."""
    cursor.execute(_COLUMNS_SQLITE if vendor == "sqlite" else _COLUMNS_POSTGRESQL)
    known = set(cursor.fetchall())
    triggers = [trigger for source in _sources for trigger in source()]
    return {
        one.full_name: one
        for one in triggers
        if all((one.table, column) in known for column in one.columns)
    }


def _live(cursor: CursorWrapper, vendor: str) -> Mapping[str, tuple[str, ...]]:
    cursor.execute(_LIVE_SQLITE if vendor == "sqlite" else _LIVE_POSTGRESQL)
    return {name: tuple(definition) for name, *definition in cursor.fetchall()}


def _run(cursor: CursorWrapper, statements: Iterable[str]) -> None:
    for statement in statements:
        cursor.execute(statement)
