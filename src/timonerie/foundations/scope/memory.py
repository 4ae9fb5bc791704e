"""What a page has already read: asked again, a read marked `once` answers what it answered.

A memory lives for one page and dies with it: a right withdrawn, a figure corrected, act on the
next request. Outside `of_one_page()` every read goes to the database, so that operations, jobs and
commands never see an old answer.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from timonerie.foundations.scope import current

P = ParamSpec("P")
R = TypeVar("R")

_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("timonerie_answers", default=None)


@contextmanager
def of_one_page() -> Iterator[None]:
    """Remember the reads marked `once` until the page is written."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once(read: Callable[P, R]) -> Callable[P, R]:
    """Mark a read whose arguments are hashable and whose answer nobody changes in place."""

    @wraps(read)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        answers = _answers.get()
        if answers is None:
            return read(*args, **kwargs)
        key = (read, current.restriction(), args, tuple(sorted(kwargs.items())))
        if key not in answers:
            answers[key] = read(*args, **kwargs)
        answer: R = answers[key]
        return answer

    return remembered
