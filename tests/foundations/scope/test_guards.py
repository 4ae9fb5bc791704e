"""Wall 2: the database itself refuses a reference from one company to another, in plain SQL."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import isolate_apps

from tests.factories import rows
from timonerie.foundations.scope import guards
from timonerie.foundations.scope.models import Company, ScopedModel

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISO-02"), pytest.mark.slow]

#: Numbers of users: they belong to no company.
OF_NO_COMPANY = {"user_id", "judged_user_id"}
#: Columns that nothing changes, even within a company: one guard or the other speaks first.
FROZEN = {
    "commitments_commitment.provider_id",
    "commitments_commitment.seat_id",
    "commitments_commitmentpromise.commitment_id",
}


@dataclass(frozen=True)
class Link:
    """A column that leads from a row of a company to another; `given` are the values that make
    it lead to this target."""

    model: type[models.Model]
    column: str
    target: type[models.Model]
    guard: str
    given: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.model._meta.db_table}.{self.guard}"


def _links() -> Iterator[Link]:
    """Read from the models without the help of the code under test."""
    for model in apps.get_models(include_auto_created=True):
        columns = {str(one.column): one for one in model._meta.local_concrete_fields}
        if "company_id" not in columns or model._meta.app_label == "audit":
            continue
        for column, one in columns.items():
            target = one.related_model
            if target is None or target is Company or not isinstance(target, type):
                continue
            if any(f.column == "company_id" for f in target._meta.local_concrete_fields):
                yield Link(model, column, target, column)
        for reference in getattr(model, "references", ()):
            where = reference.where
            for value in where[1] if where else ("",):
                given = {where[0]: value} if where else {}
                yield Link(model, reference.column, reference.target, reference.name, given)


LINKS = list(_links())
BOUND = [one for one in apps.get_models() if guards.is_bound(one)]


@pytest.fixture
def companies() -> Iterator[tuple[int, int]]:
    """Ours and theirs."""
    with rows.unchecked():
        yield rows.insert(Company), rows.insert(Company)


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_the_live_database_guards_every_link(link: Link) -> None:
    table = link.model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'O'",
            [table],
        )
        standing = {name for (name,) in cursor.fetchall()}
    assert {f"guard_{table}_{link.guard}_{event}" for event in ("insert", "update")} <= standing


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_a_row_of_another_company_is_never_referred_to(
    link: Link, companies: tuple[int, int]
) -> None:
    (ours, theirs), is_frozen = companies, str(link) in FROZEN
    own, foreign = rows.insert(link.target, ours), rows.insert(link.target, theirs)
    row = rows.values(link.model, company_id=ours, **{**link.given, link.column: own})

    with pytest.raises(DatabaseError, match="refers to another company"), transaction.atomic():
        rows.insert_values(link.model, {**row, link.column: foreign})
    number = rows.insert_values(link.model, row)

    refused = "refers to another company" + ("|never changed" if is_frozen else "")
    with pytest.raises(DatabaseError, match=refused), transaction.atomic():
        rows.update(link.model, number, **{link.column: foreign})
    expected = pytest.raises(DatabaseError, match="never changed") if is_frozen else nullcontext()
    with expected, transaction.atomic():
        rows.update(link.model, number, **{link.column: rows.insert(link.target, ours)})


@pytest.mark.parametrize("model", BOUND, ids=lambda model: model._meta.db_table)
def test_a_row_never_changes_company(model: type[models.Model], companies: tuple[int, int]) -> None:
    ours, theirs = companies
    number = rows.insert(model, ours)
    with pytest.raises(DatabaseError, match="never change company"), transaction.atomic():
        rows.update(model, number, company_id=theirs)
    rows.update(model, number, company_id=ours)


def test_a_row_yet_to_come_is_not_referred_to(companies: tuple[int, int]) -> None:
    """Else the number could be taken by another company before the transaction ends."""
    seat = apps.get_model("organisation", "Seat")
    with pytest.raises(DatabaseError, match="refers to another company"), transaction.atomic():
        rows.insert(seat, companies[0], unit_id=10**9)


def test_a_number_kept_without_a_foreign_key_is_declared() -> None:
    """A column like `membership_id` says what it refers to, or is known to belong to no company."""
    forgotten = [
        f"{model._meta.label}.{one.column}"
        for model in BOUND
        for one in model._meta.local_concrete_fields
        if str(one.column).endswith("_id")
        and isinstance(one, models.IntegerField)
        and one.column not in OF_NO_COMPANY
        and one.column not in {each.column for each in guards.references(model)}
    ]
    assert forgotten == []


@isolate_apps("timonerie.foundations.scope")
def test_both_ends_of_a_many_to_many_belong_to_one_company(companies: tuple[int, int]) -> None:
    class Tag(ScopedModel):
        class Meta:
            app_label = "scope"

    class Note(ScopedModel):
        tags = models.ManyToManyField(Tag)

        class Meta:
            app_label = "scope"

    through = Note.tags.through
    _create(Tag, Note)
    ours, theirs = companies
    note, tag, foreign = rows.insert(Note, ours), rows.insert(Tag, ours), rows.insert(Tag, theirs)
    with pytest.raises(DatabaseError, match="refers to another company"), transaction.atomic():
        rows.insert_values(through, {"note_id": note, "tag_id": foreign})
    link = rows.insert_values(through, {"note_id": note, "tag_id": tag})
    for given in ({"tag_id": foreign}, {"note_id": rows.insert(Note, theirs)}):
        with pytest.raises(DatabaseError, match="refers to another company"), transaction.atomic():
            rows.update(through, link, **given)


def _create(*made: type[models.Model]) -> None:
    through: Any = made[-1]._meta.many_to_many[0].remote_field.through
    with connection.cursor() as cursor:
        for model in made:
            kind = "INTEGER PRIMARY KEY"
            if connection.vendor == "postgresql":
                kind = "serial PRIMARY KEY"
            cursor.execute(
                f"CREATE TABLE {model._meta.db_table} (id {kind}, company_id bigint NOT NULL)"
            )
        cursor.execute(
            f"CREATE TABLE {through._meta.db_table} (id {kind}, note_id bigint, tag_id bigint)"
        )
        for trigger in guards.of_model(through):
            for statement in trigger.statements(connection.vendor):
                cursor.execute(statement)
