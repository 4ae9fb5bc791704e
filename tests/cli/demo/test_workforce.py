"""The payroll files of the demo: the same for a seed, read without a doubt, and with its holes."""

from datetime import date
from io import BytesIO

from timonerie.cli.demo import workforce
from timonerie.cli.demo.group import LYON, NANTES, SAINT_PIERRE, SITES
from timonerie.cli.demo.horizon import Horizon
from timonerie.engine import dsn

HORIZON = Horizon(date(2026, 9, 1))


def told() -> list[dsn.Declaration]:
    return [
        one
        for file in workforce.files(7, HORIZON)
        for one in dsn.read(BytesIO(file.content)).declarations
    ]


def added(siret: str, prefix: str, months: tuple[date, ...]) -> int:
    return sum(
        count
        for one in told()
        if one.siret == siret and one.month in months and one.kind == "01"
        for name, count in one.workplaces[0].figures.items()
        if name.startswith(prefix)
    )


def test_the_same_seed_gives_the_same_files() -> None:
    assert list(workforce.files(7, HORIZON)) == list(workforce.files(7, HORIZON))


def test_every_site_is_declared_but_where_one_is_silent() -> None:
    heard = {(one.siret, one.month) for one in told()}

    every = {(site.siret, month) for site in SITES for month in HORIZON.months[-12:]}
    assert every - heard == {(SAINT_PIERRE.siret, HORIZON.back(workforce.SILENT))}


def test_what_is_planted_shows() -> None:
    before, after = HORIZON.months[-10:-5], HORIZON.months[-5:]
    assert added(LYON.siret, "leaver.", after) > 1.5 * added(LYON.siret, "leaver.", before)

    before, after = HORIZON.months[-8:-4], HORIZON.months[-4:]
    assert added(NANTES.siret, "absent.", after) > 1.4 * added(NANTES.siret, "absent.", before)
