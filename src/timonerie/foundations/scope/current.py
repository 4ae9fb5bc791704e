"""The company that the running request, job or command works for.

Wall 1 of the isolation between companies: a scoped manager answers only for the current company,
and raises `ScopeMissing` when there is none, so that forgetting it can never widen a read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_EVERY_COMPANY = -1
_current: ContextVar[int | None] = ContextVar("timonerie_company", default=None)


class ScopeMissing(RuntimeError):
    """A business table was read or written outside any company."""


def current_id() -> int:
    """Id of the current company.

    Raises:
        ScopeMissing: outside `company()`.
    """
    current = _current.get()
    if current is None or current == _EVERY_COMPANY:
        raise ScopeMissing("aucune société en cours : entrez par scope.company(...)")
    return current


def restriction() -> int | None:
    """Id to filter on, or None inside `unscoped()`."""
    return None if _current.get() == _EVERY_COMPANY else current_id()


@contextmanager
def company(company_id: int) -> Iterator[None]:
    """Work for one company; nests, and always restores what was there."""
    token = _current.set(company_id)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def unscoped() -> Iterator[None]:
    """Read over every company: kept to the few modules that a repository test lists."""
    token = _current.set(_EVERY_COMPANY)
    try:
        yield
    finally:
        _current.reset(token)
