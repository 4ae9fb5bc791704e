"""Who composes a digest: its words and figures are those of the screens, which stand above and
register themselves here."""

from collections.abc import Callable

from django.utils.module_loading import import_string

from timonerie.domains.publications.operations.digests import Written

Compose = Callable[..., Written | None]
_paths: list[str] = []


def register(path: str) -> None:
    """The dotted path of a function of `receiver`, `kind`, `on` and `at`; loaded when it is asked
    for."""
    _paths[:] = [path]


def compose() -> Compose:
    found: Compose = import_string(_paths[0])
    return found
