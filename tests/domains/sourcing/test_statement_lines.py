"""The lines of a statement being written: checked by kind, ordered, removed and put back."""

from typing import Any

import pytest

from tests.factories import statements as factory
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.models import StatementLine, StatementOfWork
from timonerie.domains.sourcing.operations import statement_lines as operations
from timonerie.domains.sourcing.operations.statement_lines import Said, WrongValues
from timonerie.domains.sourcing.queries import removed_lines
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event


@pytest.fixture
def statement(alice: Actor, group: Group) -> StatementOfWork:
    return factory.payroll(alice)


def add(by: Actor, statement: StatementOfWork, title: str, **values: Any) -> StatementLine:
    return operations.add(
        by=by,
        at=NOW,
        statement=statement,
        section=7,
        kind=LineKind.SERVICE_LEVEL,
        said=Said(title=title, values=values),
    )


def titles(statement: StatementOfWork) -> list[str]:
    return [row.title for row in queries.rows_of(statement) if row.section == 7]


def test_a_line_goes_to_the_end_of_its_section(alice: Actor, statement: StatementOfWork) -> None:
    add(alice, statement, "Réponse", target=4, unit="hours")
    assert titles(statement)[-1] == "Réponse"


def test_a_value_of_another_shape_is_refused_by_its_name(
    alice: Actor, statement: StatementOfWork
) -> None:
    with pytest.raises(WrongValues) as refusal:
        add(alice, statement, "Réponse", target="vite", unit="minutes")
    assert {one.field for one in refusal.value.faults} == {"target", "unit"}


def test_a_section_takes_its_own_kinds_alone(alice: Actor, statement: StatementOfWork) -> None:
    with pytest.raises(Refused) as refusal:
        operations.add(
            by=alice, at=NOW, statement=statement, section=1, kind=LineKind.PRICE,
            said=Said(title="Prix"),
        )  # fmt: skip
    assert refusal.value.field == "kind"


@pytest.mark.parametrize("text", ["\x00", "a\ud800b"])
def test_a_sign_that_could_not_be_sealed_is_refused(
    alice: Actor, statement: StatementOfWork, text: str
) -> None:
    with pytest.raises(Refused, match="retapez"):
        operations.add(
            by=alice, at=NOW, statement=statement, section=1, kind=LineKind.TEXT,
            said=Said(title="Contexte", text=text),
        )  # fmt: skip


def test_saying_again_what_stands_writes_nothing(alice: Actor, statement: StatementOfWork) -> None:
    line = add(alice, statement, "Réponse", target=4)
    before = Event.objects.count()
    said = Said(title="Réponse", values={"target": 4, "cap": "", "measured": None})
    operations.change(by=alice, at=NOW, line=line, version=line.version, said=said)
    assert Event.objects.count() == before


def test_two_people_on_one_line_are_both_told(alice: Actor, statement: StatementOfWork) -> None:
    line = add(alice, statement, "Réponse")
    operations.change(by=alice, at=NOW, line=line, version=1, said=Said(title="Réponse en 4 h"))
    with pytest.raises(Conflict) as conflict:
        operations.change(by=alice, at=NOW, line=line, version=1, said=Said(title="Autre"))
    assert [one.theirs for one in conflict.value.both] == ["Réponse en 4 h"]


def test_a_line_moves_one_place_and_stops_at_the_ends(
    alice: Actor, statement: StatementOfWork
) -> None:
    first, second = add(alice, statement, "Un"), add(alice, statement, "Deux")
    assert operations.move(by=alice, at=NOW, line=second, is_up=True)
    assert titles(statement)[-2:] == ["Deux", "Un"]
    assert not operations.move(by=alice, at=NOW, line=first, is_up=False)


def test_a_removed_line_is_put_back_as_it_was_until_the_next_approval(
    alice: Actor, statement: StatementOfWork
) -> None:
    line = add(alice, statement, "Réponse", target=4, unit="hours")
    key = line.public_id
    operations.remove(by=alice, at=NOW, line=line, version=line.version)
    assert "Réponse" not in titles(statement)
    [removed] = removed_lines.of(statement)
    assert (removed.line.title, removed.by) == ("Réponse", alice.name)
    back = operations.put_back(by=alice, at=NOW, statement=statement, key=key)
    assert (back.public_id, back.values) == (key, {"target": 4, "unit": "hours"})
    assert removed_lines.of(statement) == []
    operations.remove(by=alice, at=NOW, line=back, version=back.version)
    factory.approved(alice, statement)
    with pytest.raises(Refused, match="approuvée depuis"):
        operations.put_back(by=alice, at=NOW, statement=statement, key=key)


def test_what_a_removed_line_said_stands_beside_the_chain_and_not_in_it(
    alice: Actor, statement: StatementOfWork
) -> None:
    line = add(alice, statement, "Réponse", window="Mme Petit décide")
    operations.remove(by=alice, at=NOW, line=line, version=line.version)
    event = Event.objects.get(act="statement.line_removed")
    assert "Petit" not in str(event.detail)
