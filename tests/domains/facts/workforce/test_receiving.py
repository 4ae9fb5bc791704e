"""A payroll file comes in: its figures stand, the file does not."""

from datetime import date

import pytest

from tests.domains.facts.workforce.conftest import House
from tests.factories import dsn, organisation
from timonerie.domains.facts.models import PayrollDeclaration, WorkplaceMonth
from timonerie.domains.facts.operations import workforce
from timonerie.domains.facts.queries import workforce as queries
from timonerie.domains.facts.queries.workforce import Known
from timonerie.domains.organisation.models import LegalEntity
from timonerie.foundations.documents.connectors import FileRefused

pytestmark = pytest.mark.django_db

MARCH, TODAY = date(2025, 3, 1), organisation.NOW.date()
GROUP = dsn.group()
LYON = dsn.PLACES[0]


def states(house: House) -> list[str]:
    rows = PayrollDeclaration.objects.filter(siret=LYON.siret, month=MARCH)
    return list(rows.order_by("pk").values_list("state", flat=True))


def heads(house: House) -> int | None:
    board = queries.now(house.director, on=TODAY)
    place = next(one for one in board.places if one.siret == LYON.siret)
    return board.of(place, MARCH).heads


def test_a_month_is_counted_by_place_of_work(house: House) -> None:
    received = house.drop(GROUP.file(MARCH))

    assert len(received.declarations) == len(dsn.PLACES)
    board = queries.now(house.director, on=TODAY)
    truth = {one.siret: GROUP.truth(one, MARCH).heads for one in dsn.PLACES}
    assert {one.siret: board.of(one, MARCH).heads for one in board.places} == truth


@pytest.mark.rule("FIL-11")
def test_the_same_file_again_changes_nothing(house: House) -> None:
    house.drop(GROUP.file(MARCH))

    again = house.drop(GROUP.file(MARCH))

    assert again.is_unchanged
    assert len(again.known) == len(dsn.PLACES)
    assert PayrollDeclaration.objects.count() == len(dsn.PLACES)


def test_a_replacement_takes_over_and_the_history_stays(house: House) -> None:
    house.drop(GROUP.file(MARCH))
    other = dsn.group(2)

    house.drop(dsn.file(other.told(LYON, MARCH, kind="03", order=2)))

    assert states(house) == ["replaced", "live"]
    assert heads(house) == other.truth(LYON, MARCH).heads


def test_an_older_version_after_a_newer_one_is_kept_and_not_counted(house: House) -> None:
    other = dsn.group(2)
    house.drop(dsn.file(other.told(LYON, MARCH, kind="03", order=2)))

    late = house.drop(dsn.file(GROUP.told(LYON, MARCH))).declarations[0]

    assert [one["code"] for one in late.findings] == ["DSN-04"]
    assert states(house) == ["live", "replaced"]
    assert heads(house) == other.truth(LYON, MARCH).heads


def test_a_cancelled_month_is_missing_and_not_zero(house: House) -> None:
    house.drop(GROUP.file(MARCH))
    house.drop(GROUP.file(date(2025, 2, 1)))

    house.drop(dsn.file(dsn.declaration(LYON, MARCH, kind="04", order=2)))

    board = queries.months(house.director, on=TODAY)
    lyon = next(one for one in board.places if one.siret == LYON.siret)
    assert states(house) == ["cancelled", "applied"]
    assert board.of(lyon, MARCH).known == Known.MISSING
    assert (board.covered(MARCH), board.is_whole(MARCH)) == (3, False)


def test_fractions_add_up_and_one_alone_is_partial(house: House) -> None:
    people = [dsn.person(one, MARCH) for one in GROUP.people if one.place == LYON][:10]
    first = dsn.declaration(LYON, MARCH, people[:6], fraction="12")
    second = dsn.declaration(LYON, MARCH, people[6:], fraction="22")

    house.drop(dsn.file(first))
    alone = queries.now(house.director, on=TODAY)
    house.drop(dsn.file(second))
    both = queries.now(house.director, on=TODAY)

    assert [one.known for one in alone.line(alone.places[0])] == [Known.PARTIAL]
    assert [(one.known, one.heads) for one in both.line(both.places[0])] == [(Known.MEASURED, 10)]


def test_a_place_that_nobody_works_at_any_more_has_nobody(house: House) -> None:
    february = date(2025, 2, 1)
    one, two = (one for one in GROUP.people[:2])
    at_lille = dsn.replace(two, place=dsn.PLACES[3])
    told = [dsn.person(one, february), dsn.person(at_lille, february)]
    house.drop(dsn.file(dsn.declaration(LYON, february, told)))

    house.drop(dsn.file(dsn.declaration(LYON, MARCH, told[:1])))

    board = queries.now(house.director, on=TODAY)
    assert len(board.places) == 1
    full = queries.months(house.director, on=TODAY)
    lille = next(one for one in full.places if one.siret == dsn.PLACES[3].siret)
    assert (full.of(lille, MARCH).known, full.of(lille, MARCH).heads) == (Known.NOBODY, 0)


def test_an_event_is_noted_and_the_month_alone_counts(house: House) -> None:
    event = dsn.declaration(LYON, MARCH, [dsn.person(GROUP.people[0], MARCH)], nature="04")

    made = house.drop(dsn.file(event)).declarations[0]

    assert (made.state, made.month, made.identifier) == ("noted", None, "")
    assert not WorkplaceMonth.objects.exists()


def test_a_siren_of_nobody_is_refused_with_its_line(house: House) -> None:
    stranger = dsn.Place(dsn.nic(1, siren=dsn.OTHER_SIREN), "75001", "PARIS", 1, dsn.OTHER_SIREN)

    with pytest.raises(FileRefused) as fault:
        house.drop(dsn.file(dsn.declaration(stranger, MARCH)))

    assert (fault.value.code, fault.value.line) == ("DSN-05", 6)
    assert not PayrollDeclaration.objects.exists()


def test_a_siren_of_nobody_is_created_where_that_was_agreed(house: House) -> None:
    stranger = dsn.Place(dsn.nic(1, siren=dsn.OTHER_SIREN), "75001", "PARIS", 1, dsn.OTHER_SIREN)

    house.drop(dsn.file(dsn.declaration(stranger, MARCH)), creates_entities=True)

    assert LegalEntity.objects.get(siren=dsn.OTHER_SIREN).name == "SIREN 356 000 000"


def test_somebody_at_a_client_counts_in_the_establishment_that_declares(house: House) -> None:
    client = dsn.Place(dsn.nic(1, siren=dsn.OTHER_SIREN), "75001", "PARIS", 1, dsn.OTHER_SIREN)
    away = dsn.replace(GROUP.people[0], place=client)

    made = house.drop(dsn.file(dsn.declaration(LYON, MARCH, [dsn.person(away, MARCH)])))

    assert [one["code"] for one in made.declarations[0].findings] == ["DSN-13"]
    assert WorkplaceMonth.objects.get().siret == LYON.siret


def test_a_withdrawn_declaration_gives_its_place_back(house: House) -> None:
    house.drop(GROUP.file(MARCH))
    wrong = house.drop(dsn.file(dsn.group(2).told(LYON, MARCH, kind="03", order=2)))

    workforce.withdraw(by=house.director, at=organisation.NOW, declaration=wrong.declarations[0])

    assert states(house) == ["live", "withdrawn"]
    assert heads(house) == GROUP.truth(LYON, MARCH).heads
