"""How each database is photographed and brought back: siblings of one shape.

`hold()` opens a snapshot and gives it; `load()` fills an empty database from what it wrote.
"""

from types import ModuleType

from django.db import connection

from timonerie.foundations.backups.engines import postgresql, sqlite


def current() -> ModuleType:
    """The module of the instance's database."""
    return sqlite if connection.vendor == "sqlite" else postgresql
