"""A world that many tests begin from: made once in a process by the real operations, then put back
row for row and file for file, in tens of milliseconds where the operations took seconds.

It is put back in an empty database only; beside another world it is made anew.
"""

import atexit
import pickle
import shutil
import tempfile
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from tests.emptying import has_rows
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope.guards import keys, references
from timonerie.foundations.scope.models import Company

P = ParamSpec("P")
T = TypeVar("T")
Model = type[models.Model]


@dataclass(frozen=True)
class Rows:
    """What a table holds, as its engine writes it down."""

    table: str
    columns: list[str | None]
    held: Any


@dataclass(frozen=True)
class World:
    rows: list[Rows]
    folder: Path
    answer: bytes

    def put_back(self) -> Any:
        with transaction.atomic():
            for rows in self.rows:
                _write(rows)
        shutil.copytree(self.folder, settings.DATA_DIR, dirs_exist_ok=True)
        return pickle.loads(self.answer)


_worlds: dict[Hashable, World] = {}
_folders = Path(tempfile.mkdtemp(prefix="timonerie-worlds-"))
atexit.register(shutil.rmtree, _folders, ignore_errors=True)


def recorded(build: Callable[P, T]) -> Callable[P, T]:
    """Record what a function makes, for each set of arguments and day, and answer with it."""

    @wraps(build)
    def made(*args: P.args, **kwargs: P.kwargs) -> T:
        if not _is_empty():
            return build(*args, **kwargs)
        key = (build, args, tuple(sorted(kwargs.items())), timezone.localdate())
        if (world := _worlds.get(key)) is not None:
            answer: T = world.put_back()
            return answer
        empty = [model for model in _parents_first() if not has_rows(model._meta.db_table)]
        answer = build(*args, **kwargs)
        _worlds[key] = _record(empty, answer)
        return answer

    return made


def _is_empty() -> bool:
    if Company.objects.exists() or User.objects.exists():
        return False
    return not any(path.is_file() for path in Path(settings.DATA_DIR).rglob("*"))


def _record(tables: Sequence[Model], answer: Any) -> World:
    """Of the tables that were empty: migrations fill the others."""
    folder = Path(tempfile.mkdtemp(dir=_folders))
    shutil.copytree(settings.DATA_DIR, folder, dirs_exist_ok=True)
    rows = [_read(model) for model in tables]
    return World([one for one in rows if one.held], folder, pickle.dumps(answer))


def _parents_first() -> Iterator[Model]:
    """Every table, each after those that its guards look into."""
    seen: set[Model] = set()

    def visit(model: Model) -> Iterator[Model]:
        if model in seen:
            return
        seen.add(model)
        targets = [key.related_model for key in keys(model)]
        for target in [*targets, *(one.target for one in references(model))]:
            yield from visit(target)
        yield model

    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield from visit(model)


def _read(model: Model) -> Rows:
    table, key = model._meta.db_table, model._meta.pk.column
    columns = [
        field.column
        for field in model._meta.local_concrete_fields
        if not isinstance(field, models.GeneratedField)
    ]
    named = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            query = f'COPY (SELECT {named} FROM "{table}" ORDER BY "{key}") TO STDOUT'
            with cursor.copy(query) as copy:
                return Rows(table, columns, b"".join(bytes(part) for part in copy))
        # A column alone would be turned into a value of Python, and back: `+` leaves it as it is.
        bare = ", ".join(f'+"{name}"' for name in columns)
        cursor.execute(f'SELECT {bare} FROM "{table}" ORDER BY "{key}"')
        return Rows(table, columns, cursor.fetchall())


def _write(rows: Rows) -> None:
    named = ", ".join(f'"{name}"' for name in rows.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{rows.table}" ({named}) FROM STDIN') as copy:
                copy.write(rows.held)
            return
        places = ", ".join(["%s"] * len(rows.columns))
        query = f'INSERT INTO "{rows.table}" ({named}) VALUES ({places})'
        cursor.executemany(query, rows.held)
