from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.factories import accounts, clear, organisation
from tests.factories.calendars_ics import EXPORTED
from tests.factories.organisation import Group
from timonerie.domains.rituals.models import CalendarExport
from timonerie.domains.rituals.operations import exports
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.fixture
def company(db: None) -> Iterator[Company]:
    """A company just founded, entered for the whole test."""
    founded = organisation.company()
    with current.company(founded.pk):
        yield founded
        assert clear.faults() == [], "the trail names somebody in clear"


@pytest.fixture
def alice(company: Company) -> Actor:
    """The director of the company."""
    return accounts.actor(company)


@pytest.fixture
def group(alice: Actor) -> Group:
    return organisation.group(alice)


@pytest.fixture
def read(alice: Actor, tmp_path: Path) -> Callable[..., CalendarExport]:
    """`read(content, at=…)`: a calendar that Alice gives, at the hour it was exported."""

    def call(content: bytes, *, at: datetime = EXPORTED, **options: Any) -> CalendarExport:
        path = tmp_path / "agenda.ics"
        path.write_bytes(content)
        return exports.receive(
            **{"by": alice, "at": at, "path": path, "file_name": "agenda.ics", **options}
        )

    return call
