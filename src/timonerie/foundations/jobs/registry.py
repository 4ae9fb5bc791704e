"""Which function does which kind of job; domains register theirs in `AppConfig.ready()`."""

from collections.abc import Callable

from django.utils.module_loading import import_string

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs.models import Job

Handler = Callable[[Job, Actor], None]
_handlers: dict[str, Handler | str] = {}
_followers: dict[str, list[str]] = {}


def add(kind: str, handler: Handler | str) -> None:
    """`handler` is a function or its dotted path, imported at its first job: a command that does
    none starts without what computes."""
    _handlers[kind] = handler


def handler_of(kind: str) -> Handler:
    handler = _handlers[kind]
    return import_string(handler) if isinstance(handler, str) else handler


def follow(kind: str, *, with_: str) -> None:
    """Once a job of a kind is done, one of kind `with_` is put off: what stands above follows what
    it does not know from below."""
    known = _followers.setdefault(kind, [])
    if with_ not in known:
        known.append(with_)


def followers_of(kind: str) -> tuple[str, ...]:
    return tuple(_followers.get(kind, ()))
