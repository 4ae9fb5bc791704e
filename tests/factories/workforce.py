"""Payroll files dropped in a company, and the sites that stand for their places of work."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.factories import dsn, organisation
from timonerie.domains.facts.operations import workforce, workforce_sites
from timonerie.domains.facts.operations.workforce import Received
from timonerie.domains.facts.operations.workforce_sites import Wanted
from timonerie.domains.facts.queries import workforce as queries
from timonerie.domains.organisation.models import Unit
from timonerie.foundations.accounts.actors import Actor

GROUP = dsn.group()


def drop(by: Actor, data: bytes) -> Received:
    """The entity of the file is created where it is not known yet."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paie.dsn"
        path.write_bytes(data)
        return workforce.receive(
            by=by, at=organisation.NOW, path=path, file_name="paie.dsn", creates_entities=True
        )


def link(by: Actor) -> list[Unit]:
    """A site for every place of work."""
    found = queries.to_place(by, on=organisation.NOW.date())
    wanted = [Wanted(one) for one in found]
    return workforce_sites.create_sites(by=by, at=organisation.NOW, wanted=wanted)


def of_group(by: Actor, months: Sequence[date]) -> list[Unit]:
    """The group of 150 people over some months, and its four sites."""
    for month in months:
        drop(by, GROUP.file(month))
    return link(by)
