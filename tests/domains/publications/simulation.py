"""A machine that lives hour by hour under a moved clock: it stops, it is cut, it starts again.

What a domain does each hour joins as a handler: `Machine(company, [*HOURLY, open_cycles])`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from timonerie.domains.publications.models import Digest
from timonerie.foundations.notifications import operations as notifications
from timonerie.foundations.notifications.models import Message
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company
from timonerie.web.digests import sending

Handler = Callable[[Company, datetime], object]
Cut = Callable[[], AbstractContextManager[object]]
"""Patches that make a process die (SystemExit) somewhere in what it does."""
HOUR = timedelta(hours=1)


def digests(company: Company, at: datetime) -> None:
    sending.publish_due(company=company, at=at)


def deliveries(_company: Company, at: datetime) -> None:
    notifications.deliver_due(at=at)


HOURLY: tuple[Handler, ...] = (digests, deliveries)


@dataclass(frozen=True)
class Received:
    """A message as a mailbox holds it: the copies of one number are one."""

    number: str
    address: str
    subject: str
    at: datetime


@dataclass
class Machine:
    """`down` are spans without a machine, `cuts` what kills it in an hour; the handlers come in
    their order, each by itself, as jobs do."""

    company: Company
    handlers: Sequence[Handler] = HOURLY
    down: Sequence[tuple[datetime, datetime]] = ()
    cuts: dict[datetime, Cut] = field(default_factory=dict)
    received: dict[str, Received] = field(default_factory=dict)
    copies: int = 0

    def live(self, start: datetime, end: datetime) -> None:
        """From an hour of UTC to another; an hour that comes twice on the local clock is two."""
        at = start.astimezone(UTC)
        while at < end:
            if not any(first <= at < last for first, last in self.down):
                with time_machine.travel(at, tick=False):
                    self._hour(at)
            at += HOUR

    def _hour(self, at: datetime) -> None:
        cut = self.cuts.get(at)
        for handler in self.handlers:
            if cut is None:
                self._run(handler, at)
                continue
            with suppress(SystemExit), cut():
                self._run(handler, at)
        self._collect(at)

    def _run(self, handler: Handler, at: datetime) -> None:
        with current.company(self.company.pk):
            handler(self.company, at)

    def _collect(self, at: datetime) -> None:
        for one in mail.outbox:
            number = one.extra_headers["Message-ID"]
            found = Received(number, one.to[0], str(one.subject), at)
            self.copies += number in self.received
            self.received.setdefault(number, found)
        mail.outbox.clear()

    def local(self, one: Received) -> datetime:
        return one.at.astimezone(ZoneInfo(self.company.zone))

    def to(self, address: str) -> list[Received]:
        """What a mailbox holds, oldest first."""
        mine = (one for one in self.received.values() if f"<{address}>" in one.address)
        return sorted(mine, key=lambda one: one.at)


def dies(where: Any, name: str, *, after: bool) -> Callable[[], AbstractContextManager[object]]:
    """The process is killed as it enters, or as it leaves, a function."""

    @contextmanager
    def cut() -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            real = getattr(where, name)

            def killed(*args: Any, **options: Any) -> None:
                if after:
                    real(*args, **options)
                raise SystemExit

            patch.setattr(where, name, killed)
            yield

    return cut


def undelivered() -> Iterable[Message]:
    """What was written and is neither sent nor kept."""
    return Message.objects.filter(state__in=("waiting", "failed"))


def weeklies(user_id: int) -> list[Digest]:
    """The mails of the weeks in the ledger, oldest first."""
    return list(Digest.objects.filter(user_id=user_id, kind="weekly").order_by("day"))
