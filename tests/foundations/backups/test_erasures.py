"""The journal of erasures: what it keeps, and what a restoration does with it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tests.factories import organisation
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.backups import erasures, folders
from timonerie.foundations.backups.faults import BackupRefused
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = [pytest.mark.django_db, pytest.mark.rule("BAK-03")]

TAKEN = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
LATER = TAKEN + timedelta(days=2)


@pytest.fixture
def erased() -> Iterator[list[tuple[int, UUID]]]:
    """What was erased again, and in which company."""
    done: list[tuple[int, UUID]] = []

    def again(by: Actor, at: datetime, public_id: UUID) -> None:
        assert current.current_id() == by.company_id
        done.append((by.company_id, public_id))

    erasures.add("tried", again)
    yield done
    del erasures._handlers["tried"]


def _journal() -> list[erasures.Erasure]:
    return erasures.read([folders.backups() / erasures.NAME])


def _record(company: Company, at: datetime) -> UUID:
    public_id = uuid4()
    erasures.record_erasure(company=company, kind="tried", public_id=public_id, at=at)
    return public_id


def test_what_was_erased_after_the_backup_is_erased_again(erased: list[object]) -> None:
    company = organisation.company()
    _record(company, TAKEN - timedelta(seconds=1))
    after = _record(company, TAKEN + timedelta(seconds=1))

    assert erasures.reapply(_journal(), since=TAKEN, at=LATER) == 1
    assert erased == [(company.pk, after)]


def test_the_journal_names_nobody_and_only_grows(erased: list[object]) -> None:
    company = organisation.company()
    _record(company, TAKEN)
    path = folders.backups() / erasures.NAME
    first = path.read_bytes()
    _record(company, LATER)

    assert path.read_bytes().startswith(first)
    assert company.name.encode() not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_last_line_cut_short_was_never_promised(erased: list[object]) -> None:
    _record(organisation.company(), TAKEN)
    path = folders.backups() / erasures.NAME
    with path.open("a") as journal:
        journal.write('{"at": "2026-03-0')

    assert len(_journal()) == 1


def test_a_line_that_cannot_be_read_stops_the_restoration(erased: list[object]) -> None:
    (folders.backups() / erasures.NAME).write_text("rien\n")

    with pytest.raises(BackupRefused, match="illisible"):
        _journal()


def test_a_kind_that_nobody_erases_stops_the_restoration(erased: list[object]) -> None:
    company = organisation.company()
    unknown = erasures.Erasure(LATER, company.public_id, "inconnu", uuid4())

    with pytest.raises(BackupRefused, match="inconnu"):
        erasures.reapply([unknown], since=TAKEN, at=LATER)
    with pytest.raises(KeyError):
        erasures.record_erasure(company=company, kind="inconnu", public_id=uuid4(), at=LATER)
