"""Files coming in one after the other: facts are what the accepted files say, never more."""

import random

import pytest
from django.core.exceptions import PermissionDenied

from tests.domains.facts import files
from tests.factories import accounts, facts
from tests.factories.facts import event
from timonerie.domains.facts.models import BatchState, FactFile, FileKind, ImportBatch
from timonerie.domains.facts.operations import batches, commits, merging
from timonerie.domains.facts.operations.commits import FileChange, Overtaken
from timonerie.domains.facts.queries import cases
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company

OPEN = event("A")
CLOSED = event("A", "2026-01-06 10:00", resolved="2026-01-06 10:00")
OTHER = event("B", "2026-01-07 08:00", received="2026-01-07 08:00", site="Nantes")
ROWS = [OPEN, CLOSED, OTHER]


def test_the_same_file_twice_changes_nothing(alice: Actor) -> None:
    first = facts.bring(alice, ROWS)
    before, version, names = facts.facts(), commits.version(), facts.live_names()

    again = facts.bring(alice, ROWS)

    assert (first.state, first.added, first.same) == (BatchState.ACCEPTED, 2, 0)
    assert (again.state, again.added, again.changed, again.same) == (BatchState.UNCHANGED, 0, 0, 2)
    assert facts.facts().equals(before)
    assert (commits.version(), facts.live_names()) == (version, names)


def test_shuffled_rows_and_repeated_rows_are_the_same_file(alice: Actor) -> None:
    facts.bring(alice, ROWS)

    assert facts.bring(alice, [OTHER, CLOSED, OPEN, OTHER]).state == BatchState.UNCHANGED


def test_a_workbook_of_the_same_rows_is_the_same_file(
    alice: Actor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    facts.bring(alice, ROWS)
    path = files.workbook(tmp_path_factory.mktemp("book"), [facts.HEADER, *ROWS])

    again = facts.bring(alice, path.read_bytes(), name="envoi.xlsx")

    assert (again.format, again.state) == ("xlsx", BatchState.UNCHANGED)


def test_a_later_export_changes_a_case_and_its_history_stays(alice: Actor) -> None:
    facts.bring(alice, [OPEN, OTHER])
    assert facts.told()["A"]["resolved_at"] is None

    later = facts.bring(alice, [OPEN, CLOSED])

    assert (later.added, later.changed, later.same) == (0, 1, 0)
    assert facts.told()["A"]["resolved_at"] is not None
    rows = cases.rows_of(source=later.source_id, case="A", schema=merging.RECEIVED)
    assert [row.values["resolved_at"] is None for row in rows] == [True, True, False]
    assert {row.batch for row in rows} == set(ImportBatch.objects.values_list("pk", flat=True))


def test_an_overlapping_export_adds_only_what_is_new(alice: Actor) -> None:
    facts.bring(alice, [OPEN, CLOSED])

    second = facts.bring(alice, [CLOSED, OTHER])

    assert (second.added, second.changed, second.same) == (1, 0, 1)
    assert set(facts.told()) == {"A", "B"}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_parts_give_the_whole_in_any_order(alice: Actor, order: tuple[int, ...]) -> None:
    facts.bring(alice, ROWS, source="entier")
    for place in order:
        facts.bring(alice, [ROWS[place]], source="en morceaux")

    whole, parts = _by_source()

    assert whole == parts


def test_undoing_a_later_file_gives_back_the_earlier_one(alice: Actor) -> None:
    facts.bring(alice, [OPEN, OTHER])
    before = facts.facts()
    later = facts.bring(alice, [CLOSED, event("C")])

    facts.undo(alice, later)

    assert facts.facts().equals(before)
    assert later.state == BatchState.UNDONE


def test_undoing_the_earlier_file_keeps_what_the_later_one_says(alice: Actor) -> None:
    earlier = facts.bring(alice, [OPEN, OTHER])
    facts.bring(alice, [CLOSED])

    facts.undo(alice, earlier)

    assert set(facts.told()) == {"A"}
    assert facts.told()["A"]["resolved_at"] is not None


def test_an_undone_file_can_come_again(alice: Actor) -> None:
    facts.undo(alice, facts.bring(alice, ROWS))
    assert facts.told() == {}

    again = facts.bring(alice, ROWS)

    assert (again.state, again.added) == (BatchState.ACCEPTED, 2)
    assert set(facts.told()) == {"A", "B"}


def test_undoing_folds_each_case_as_the_files_left_are_read(alice: Actor) -> None:
    first_site = facts.log(fold={"order": ["updated"], "site": "first"})
    moved = event("A", "2026-01-06 08:00", site="Nantes")
    facts.bring(alice, [OPEN, moved], mapping=first_site)
    before = facts.facts()
    later = facts.bring(alice, [event("A", "2026-01-08 08:00", site="Brest")])

    facts.undo(alice, later)

    assert facts.facts().equals(before)


def test_whole_cases_without_an_order_are_as_the_last_file_says(alice: Actor) -> None:
    mapping = facts.whole_cases()
    first, second = [event("A")], [event("A", resolved="2026-01-09 08:00")]
    facts.bring(alice, first, mapping=mapping)
    facts.bring(alice, second, mapping=mapping)
    assert facts.told()["A"]["resolved_at"] is not None

    back = facts.bring(alice, first, mapping=mapping)

    assert (back.state, back.changed) == (BatchState.ACCEPTED, 1)
    assert facts.told()["A"]["resolved_at"] is None


def test_whole_cases_said_again_after_an_unrelated_file_change_nothing(alice: Actor) -> None:
    mapping = facts.whole_cases()
    facts.bring(alice, [event("A")], mapping=mapping)
    facts.bring(alice, [event("B")], mapping=mapping)
    version = commits.version()

    again = facts.bring(alice, [event("A")], mapping=mapping)

    assert (again.state, again.same, commits.version()) == (BatchState.UNCHANGED, 1, version)


def test_many_files_are_written_again_as_one(alice: Actor) -> None:
    for rank in range(30):
        facts.bring(alice, [event(f"case {rank}")])

    assert FactFile.objects.filter(kind=FileKind.CASES).live().count() < 30
    assert len(facts.told()) == 30


def test_sources_never_share_a_case(alice: Actor) -> None:
    facts.bring(alice, [OPEN], source="paie")
    facts.bring(alice, [CLOSED], source="compta")

    assert sorted(row["resolved_at"] is None for row in facts.facts().to_pylist()) == [False, True]


def test_a_file_whose_every_row_is_rejected_brings_nothing(alice: Actor) -> None:
    batch = facts.bring(alice, [event("A", received="jamais")], accept_rejects=True)

    assert (batch.rows, batch.rejected, batch.cases) == (1, 1, 0)
    assert facts.told() == {}


def test_rejected_rows_stop_the_file_until_somebody_takes_the_rest(alice: Actor) -> None:
    batch = facts.read(alice, [OPEN, event("B", received="jamais")])

    with pytest.raises(batches.HasRejects):
        batches.accept(by=alice, at=facts.NOW, batch=batch)
    assert facts.told() == {}

    batches.accept(by=alice, at=facts.NOW, batch=batch, accept_rejects=True)
    assert set(facts.told()) == {"A"}


def test_a_change_prepared_on_older_facts_is_refused(alice: Actor) -> None:
    batch = facts.bring(alice, [OPEN])

    with pytest.raises(Overtaken):
        commits.commit(source=batch.source, batch=batch, change=FileChange(), built_on=0)


def test_accepting_twice_is_accepting_once(alice: Actor) -> None:
    batch = facts.bring(alice, ROWS)
    version = commits.version()

    batches.accept(by=alice, at=facts.NOW, batch=batch)

    assert commits.version() == version


@pytest.mark.parametrize("state", ["received", "undone"])
def test_a_file_that_was_not_read_or_was_undone_is_not_accepted(alice: Actor, state: str) -> None:
    batch = facts.read(alice, ROWS)
    ImportBatch.objects.filter(pk=batch.pk).update(state=state)

    with pytest.raises(batches.NotReady):
        batches.accept(by=alice, at=facts.NOW, batch=batch)


def test_only_an_accepted_file_is_undone_and_not_by_everybody(
    company: Company, alice: Actor
) -> None:
    with pytest.raises(batches.NotReady):
        facts.undo(alice, facts.read(alice, ROWS))
    provider = accounts.actor(company, Role.PROVIDER)
    with pytest.raises(PermissionDenied):
        facts.undo(provider, facts.bring(alice, ROWS))


def test_a_case_is_shown_only_within_reach(alice: Actor) -> None:
    batch = facts.bring(alice, [OPEN])
    unit = facts.told()["A"]["unit"]

    assert cases.one(source=batch.source_id, case="A", reach=Reach(frozenset({unit}))) is not None
    assert cases.one(source=batch.source_id, case="A", reach=Reach(frozenset({unit + 1}))) is None
    assert cases.one(source=batch.source_id, case="A", reach=Reach(None, frozenset())) is None


def test_history_of_random_arrivals_and_undoings_is_what_remains(alice: Actor) -> None:
    draw = random.Random(7)
    rows = [event(f"c{n % 4}", f"2026-01-{n + 5:02} 08:00", site=f"S{n % 3}") for n in range(12)]
    held: dict[int, tuple[ImportBatch, list[facts.Row]]] = {}
    for _step in range(14):
        if held and draw.random() < 0.4:
            batch, _rows = held.pop(draw.choice(list(held)))
            facts.undo(alice, batch)
            continue
        chosen = draw.sample(rows, 4)
        batch = facts.bring(alice, chosen)
        if batch.state == BatchState.ACCEPTED:
            held[batch.pk] = (batch, chosen)
    remaining = [row for _batch, chosen in held.values() for row in chosen]
    assert remaining

    facts.bring(alice, remaining, source="d’un coup")

    first, second = _by_source()
    assert first == second


def _by_source() -> list[list[dict[str, object]]]:
    """The facts of each source, without the source itself."""
    found: dict[int, list[dict[str, object]]] = {}
    for row in facts.facts().to_pylist():
        found.setdefault(row.pop("source"), []).append(row)
    return [found[source] for source in sorted(found)]
