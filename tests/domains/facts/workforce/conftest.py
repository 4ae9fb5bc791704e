"""A company, its director, and the legal entity that declares."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.factories import accounts, dsn, organisation
from timonerie.domains.facts.operations import workforce
from timonerie.domains.facts.operations.workforce import Received
from timonerie.domains.organisation.operations import legal
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@dataclass(frozen=True)
class House:
    """Where files are dropped; `director` acts."""

    company: Company
    director: Actor
    folder: Path

    def drop(self, data: bytes, *, by: Actor | None = None, **more: Any) -> Received:
        path = self.folder / "paie.dsn"
        path.write_bytes(data)
        return workforce.receive(
            by=by or self.director,
            at=organisation.NOW,
            path=path,
            file_name="paie.dsn",
            **more,
        )


@pytest.fixture
def house(db: None, tmp_path: Path) -> Iterator[House]:
    company = organisation.company()
    director = accounts.actor(company)
    with current.company(company.pk):
        legal.add_entity(by=director, at=organisation.NOW, name="Ateliers Brévent", siren=dsn.SIREN)
        yield House(company, director, tmp_path)
