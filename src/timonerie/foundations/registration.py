"""Modules that register what they hold as they are imported: a new one is found by its folder."""

import pkgutil
from functools import cache
from importlib import import_module


@cache
def discover(package: str) -> None:
    """Import every module of a package, once, when somebody looks."""
    for module in pkgutil.iter_modules(import_module(package).__path__):
        import_module(f"{package}.{module.name}")
