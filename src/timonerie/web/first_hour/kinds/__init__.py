"""The kinds of file that a company has on its first day; being in `ORDER` registers one."""

from functools import cache
from importlib import import_module

from timonerie.web.first_hour.shapes import Kind

ORDER = ("books", "contracts", "papers", "payroll", "org_chart", "meetings", "cases", "lists")
"""Modules of this folder, in the order in which the page names them."""


@cache
def every() -> tuple[Kind, ...]:
    """Each module says its own in `KINDS`."""
    modules = [import_module(f"{__name__}.{name}") for name in ORDER]
    return tuple(kind for module in modules for kind in module.KINDS)


def of_tables() -> tuple[Kind, ...]:
    """What a table may be, when its titles do not tell."""
    return tuple(kind for kind in every() if kind.columns is not None)


def of(code: str) -> Kind:
    """Raises KeyError for a kind that is not."""
    return {kind.code: kind for kind in every()}[code]
