"""Which function does which kind of job; domains register theirs in `AppConfig.ready()`."""

from collections.abc import Callable

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs.models import Job

Handler = Callable[[Job, Actor], None]
_handlers: dict[str, Handler] = {}


def add(kind: str, handler: Handler) -> None:
    _handlers[kind] = handler


def handler_of(kind: str) -> Handler:
    return _handlers[kind]
