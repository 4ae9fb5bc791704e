"""The notes of several assessors, and the versions of the grid."""

from dataclasses import replace

import pytest

from tests.factories import accounts, sourcing
from tests.factories.organisation import NOW
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Activity, Assessment, EvaluationGrid
from timonerie.domains.sourcing.operations import assessments, grids
from timonerie.domains.sourcing.operations.grids import GridChangedMeanwhile
from timonerie.domains.sourcing.queries import grids as queries
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company


@pytest.fixture
def payslips(alice: Actor) -> Activity:
    return sourcing.added(alice, "PAIE-02")[0]


def test_the_catalogue_speaks_until_somebody_does(
    company: Company, alice: Actor, payslips: Activity
) -> None:
    assert queries.of(payslips).noted["difference"].is_prescored
    bob = accounts.actor(company, Role.EXECUTIVE, name="Bob")
    assessments.assess(by=alice, at=NOW, activity=payslips, scores={"difference": 1})
    assessments.assess(by=bob, at=NOW, activity=payslips, scores={"difference": 4})
    noted = queries.of(payslips).noted["difference"]
    assert (noted.value, noted.low, noted.high, noted.count) == (2.5, 1, 4, 2)


def test_notes_said_again_write_nothing_and_none_takes_them_back(
    alice: Actor, payslips: Activity
) -> None:
    for _time in range(2):
        assessments.assess(by=alice, at=NOW, activity=payslips, scores={"value": 3})
    assert Event.objects.filter(act="activity.assessed").count() == 1
    assert assessments.assess(by=alice, at=NOW, activity=payslips, scores={}) is None
    assert not Assessment.objects.exists()


def test_who_changed_names_finds_their_notes_again(alice: Actor, payslips: Activity) -> None:
    assessments.assess(by=alice, at=NOW, activity=payslips, scores={"value": 3})
    married = replace(alice, name="Alice Durand")
    assessments.assess(by=married, at=NOW, activity=payslips, scores={"value": 1})
    one = Assessment.objects.get()
    assert (one.scores, one.assessor) == ({"value": 1}, "Alice Durand")


@pytest.mark.parametrize("scores", [{"value": 5}, {"value": -1}, {"value": True}, {"other": 1}])
def test_a_note_is_whole_within_its_scale_and_of_the_grid(
    alice: Actor, payslips: Activity, scores: dict[str, int]
) -> None:
    with pytest.raises(Refused) as refusal:
        assessments.assess(by=alice, at=NOW, activity=payslips, scores=scores)
    assert refusal.value.field in scores
    assert not Assessment.objects.exists()


def test_trying_notes_writes_nothing(alice: Actor, payslips: Activity) -> None:
    codes = [one.code for one in queries.in_force().grid.criteria]
    tried = queries.tried(payslips, by=alice, scores=dict.fromkeys(codes, 4), is_retained=True)
    assert (tried.judged.keep, tried.judged.guard) == (100, 100)
    assert not Assessment.objects.exists()
    assert not EvaluationGrid.objects.exists()


def test_the_first_use_of_the_built_in_grid_makes_version_one(
    alice: Actor, payslips: Activity
) -> None:
    assert queries.in_force().number == 0
    assessments.assess(by=alice, at=NOW, activity=payslips, scores={"value": 3})
    assert (queries.in_force().number, queries.in_force().grid) == (1, queries.of(payslips).grid)


def test_a_version_is_made_over_the_one_that_was_read(alice: Actor) -> None:
    document = queries.in_force().grid.document()
    heavier = grids.read({**document, "keep_at": 80})
    for number, made in ((0, 2), (2, 3)):
        told = grids.read({**document, "keep_at": 80 + number})
        assert (
            grids.revise(by=alice, at=NOW, number=number, grid=told, reason="À voir").number == made
        )
    with pytest.raises(GridChangedMeanwhile):
        grids.revise(by=alice, at=NOW, number=1, grid=heavier, reason="À voir")
    with pytest.raises(Refused, match="pourquoi"):
        grids.revise(by=alice, at=NOW, number=3, grid=heavier, reason=" ")


def test_a_grid_that_is_none_is_refused_in_words(alice: Actor) -> None:
    document = queries.in_force().grid.document()
    with pytest.raises(Refused, match="seuil") as refusal:
        grids.read({**document, "hybrid_at": 90})
    assert refusal.value.field == "hybrid_at"
