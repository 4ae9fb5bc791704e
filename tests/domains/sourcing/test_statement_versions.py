"""Approving freezes what is said that day, with a seal; the database refuses to change it."""

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import statements as factory
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.operations.errors import Conflict
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.models import StatementOfWork, StatementVersion
from timonerie.domains.sourcing.operations import statement_lines, statement_versions
from timonerie.domains.sourcing.operations.statement_lines import Said
from timonerie.domains.sourcing.operations.statement_versions import Approval
from timonerie.domains.sourcing.queries import statement_documents
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.foundations.accounts.actors import Actor

TEXTS = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80
).filter(lambda text: bool(text.strip()))


@pytest.fixture
def statement(alice: Actor, group: Group) -> StatementOfWork:
    return factory.payroll(alice)


def approve(by: Actor, statement: StatementOfWork, **said: str) -> StatementVersion:
    return statement_versions.approve(
        by=by, at=NOW, statement=statement, version=statement.version, said=Approval(**said)
    )


def say(by: Actor, statement: StatementOfWork, title: str, text: str = "") -> None:
    statement_lines.add(
        by=by,
        at=NOW,
        statement=statement,
        section=1,
        kind=LineKind.TEXT,
        said=Said(title=title, text=text),
    )


def test_what_blocks_refuses_unless_a_reason_is_given_and_stays_with_the_version(
    alice: Actor, statement: StatementOfWork
) -> None:
    with pytest.raises(statement_versions.GapsBlock) as refusal:
        approve(alice, statement)
    assert refusal.value.field == "reason"
    statement.refresh_from_db()
    made = approve(alice, statement, reason="Le volume sera dit par le prestataire.")
    assert made.number == 1
    blocking = [one for one in made.gaps if one["severity"] == "blocks"]
    assert {one["reason"] for one in blocking} == {"Le volume sera dit par le prestataire."}


def test_numbers_follow_one_another_and_the_same_is_not_approved_twice(
    alice: Actor, statement: StatementOfWork
) -> None:
    factory.approved(alice, statement)
    with pytest.raises(statement_versions.NothingNew):
        factory.approved(alice, statement)
    say(alice, statement, "Nous changeons d’outil de paie.")
    assert factory.approved(alice, statement).number == 2


def test_a_line_changed_while_somebody_reads_stops_their_approval(
    alice: Actor, statement: StatementOfWork
) -> None:
    read = StatementOfWork.objects.get(pk=statement.pk)
    say(alice, statement, "Une ligne de plus.")
    with pytest.raises(Conflict):
        approve(alice, read, reason="vu")
    assert not StatementVersion.objects.exists()


def test_the_database_refuses_to_change_an_approved_version(
    alice: Actor, statement: StatementOfWork
) -> None:
    made = factory.approved(alice, statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        StatementVersion.objects.filter(pk=made.pk).update(note="autre")
    with pytest.raises(DatabaseError), transaction.atomic():
        StatementVersion.objects.filter(pk=made.pk).update(document={})


def test_a_version_that_does_not_bear_its_seal_is_seen(
    alice: Actor, statement: StatementOfWork
) -> None:
    made = factory.approved(alice, statement)
    assert statement_documents.is_intact(made)
    made.document["lines"][0]["title"] += " "
    assert not statement_documents.is_intact(made)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(titles=st.lists(TEXTS, min_size=1, max_size=3))
def test_whatever_is_written_afterwards_a_version_keeps_its_words_and_its_seal(
    alice: Actor, statement: StatementOfWork, titles: list[str]
) -> None:
    with transaction.atomic():
        made = factory.approved(alice, statement)
        lines, seal = queries.lines_in(made), made.sha256
        for row in queries.rows_of(statement)[:2]:
            statement_lines.remove(by=alice, at=NOW, line=row, version=row.version)
        for title in titles:
            say(alice, statement, title, text=title)
        kept = StatementVersion.objects.get(pk=made.pk)
        assert (queries.lines_in(kept), kept.sha256) == (lines, seal)
        assert statement_documents.is_intact(kept)
        assert queries.lines(queries.rows_of(statement)) != lines
        transaction.set_rollback(True)
