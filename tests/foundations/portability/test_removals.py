"""A company is taken out whole: no row, no file, no byte of it is left; the others keep all."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django_q.models import OrmQ

from tests.factories import accounts, facts, organisation
from tests.foundations.portability.conftest import CANARY, NOW
from timonerie.domains.facts.queries import health, live
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.audit import queries as audit
from timonerie.foundations.audit.models import Event
from timonerie.foundations.backups import erasures, folders
from timonerie.foundations.portability import exports, removals
from timonerie.foundations.portability.models import Removal
from timonerie.foundations.scope import current, triggers
from timonerie.foundations.scope.models import Company

pytestmark = [pytest.mark.rule("RET-03", "ISO-04"), pytest.mark.slow]


def _columns() -> list[tuple[str, str]]:
    """Every column of every table."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        return [
            (table, column.name)
            for table in names
            for column in connection.introspection.get_table_description(cursor, table)
        ]


def _holding(words: list[str]) -> list[str]:
    """Tables where a value holds one of the words."""
    found = []
    with connection.cursor() as cursor:
        for table, column in _columns():
            quoted = connection.ops.quote_name(column)
            for word in words:
                cursor.execute(
                    f"SELECT count(*) FROM {connection.ops.quote_name(table)}"
                    f" WHERE CAST({quoted} AS text) LIKE %s",
                    [f"%{word}%"],
                )
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column}: {word}")
    return found


def _with_id(company_id: int) -> list[str]:
    """Tables that still name a company by its number."""
    found = []
    with connection.cursor() as cursor:
        for table, column in _columns():
            if column == "company_id":
                cursor.execute(
                    f"SELECT count(*) FROM {connection.ops.quote_name(table)}"
                    " WHERE company_id = %s",
                    [company_id],
                )
                if cursor.fetchone()[0]:
                    found.append(table)
    return found


def test_nothing_of_a_removed_company_is_left(
    by: Actor, company: Company, other: Company, data_dir: Path
) -> None:
    number, public_id = company.pk, company.public_id

    removals.remove(by=by, at=NOW, company=company, without_export=True)

    assert _with_id(number) == []
    assert _holding([CANARY, public_id.hex, str(public_id), "brevent"]) == []
    assert not Company.objects.filter(pk=number).exists()
    files = [path for path in data_dir.rglob("*") if path.is_file()]
    # The journal keeps the random number alone, so that a restored backup forgets it again.
    journal = folders.backups() / erasures.NAME
    for path in files:
        content = path.read_bytes()
        assert CANARY.encode() not in content, path
        assert path == journal or str(public_id).encode() not in content, path


@pytest.mark.engine("sqlite")
def test_no_freed_page_of_the_database_keeps_a_byte(by: Actor, company: Company) -> None:
    base = Path(str(connection.settings_dict["NAME"]))
    files = [base, base.with_name(base.name + "-wal")]
    assert any(CANARY.encode() in file.read_bytes() for file in files if file.exists())

    removals.remove(by=by, at=NOW, company=company, without_export=True)

    for file in files:
        assert not file.exists() or CANARY.encode() not in file.read_bytes()


def test_the_other_companies_keep_everything(by: Actor, company: Company, other: Company) -> None:
    removals.remove(by=by, at=NOW, company=company, without_export=True)

    assert audit.verify(company_id=other.pk) == []
    with current.company(other.pk):
        assert int(live.table().count().to_pyarrow().as_py()) == 1
        assert list(health.faulty_files(company=other)) == []


def test_the_trail_cannot_be_changed_afterwards(
    by: Actor, company: Company, other: Company
) -> None:
    removals.remove(by=by, at=NOW, company=company, without_export=True)

    assert triggers.are_on("default")


def test_what_stays_is_sealed_and_names_nobody(by: Actor, company: Company, other: Company) -> None:
    seal = Event.objects.filter(company_id=company.pk).latest("seq").hash
    first = removals.remove(by=by, at=NOW, company=company, without_export=True)
    with current.company(other.pk):
        second = removals.remove(by=by, at=NOW, company=other, without_export=True)

    assert (first.last_hash, first.previous_hash) == (seal, removals.GENESIS)
    assert second.previous_hash == first.hash
    assert Removal.objects.count() == 2


def test_accounts_that_no_other_company_knows_are_closed(
    by: Actor, company: Company, other: Company
) -> None:
    alone, shared = (row.user for row in (accounts.membership(company), accounts.membership(other)))
    Membership.objects.create(
        user=shared, company=company, role="executive", start_date=accounts.LONG_AGO
    )

    removals.remove(by=by, at=NOW, company=company, without_export=True)

    assert not User.objects.get(pk=alone.pk).is_active
    assert User.objects.get(pk=shared.pk).is_active


def test_a_company_leaves_only_after_its_export(
    by: Actor, company: Company, tmp_path: Path
) -> None:
    with pytest.raises(removals.NotExported):
        removals.remove(by=by, at=NOW, company=company)
    exports.export(by=by, at=NOW, company=company, to=tmp_path / "a.zip")
    with pytest.raises(removals.NotExported):
        removals.remove(by=by, at=NOW + timedelta(days=1, seconds=1), company=company)

    removals.remove(by=by, at=NOW + timedelta(hours=23), company=company)

    assert Removal.objects.get().export_hash


def test_an_export_overtaken_by_an_act_is_not_enough(
    by: Actor, company: Company, tmp_path: Path
) -> None:
    exports.export(by=by, at=NOW, company=company, to=tmp_path / "a.zip")
    with current.company(company.pk):
        facts.bring(by, [facts.event("depuis")], source="autre", at=NOW)

    with pytest.raises(removals.NotExported):
        removals.remove(by=by, at=NOW, company=company)


def test_a_restored_backup_forgets_it_again(by: Actor, company: Company, other: Company) -> None:
    """What a restoration of an older backup does with the journal."""
    public_id = company.public_id
    removals.remove(by=by, at=NOW, company=company, without_export=True)
    back = organisation.company(name=CANARY)
    back.public_id = public_id
    back.save()
    with current.company(back.pk):
        facts.bring(accounts.actor(back), [facts.event("A")], at=NOW)

    journal = erasures.read([folders.backups() / erasures.NAME])
    again = erasures.reapply(journal, since=NOW - timedelta(days=1), at=NOW + timedelta(days=1))

    assert again == 1
    assert _with_id(back.pk) == []
    assert not Company.objects.filter(public_id=public_id).exists()


def test_files_left_by_a_removal_cut_short_are_found(
    by: Actor, company: Company, data_dir: Path
) -> None:
    public_id = company.public_id
    removals.remove(by=by, at=NOW, company=company, without_export=True)
    left = data_dir / "companies" / str(public_id) / "blobs"
    left.mkdir(parents=True)

    assert removals.left_behind() == [public_id]
    removals.delete_files(public_id)
    assert removals.left_behind() == []


def test_its_jobs_leave_the_queue(by: Actor, company: Company) -> None:
    removals.remove(by=by, at=NOW, company=company, without_export=True)

    assert not OrmQ.objects.exists()
