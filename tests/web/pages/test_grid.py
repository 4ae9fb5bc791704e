"""Garder ou confier on screen: the plot, the notes as they move, the decision, the weights."""

import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import sourcing
from tests.factories.figures import NOW, Measured
from tests.factories.sourcing import KEPT
from tests.web.pages.conftest import browse
from timonerie.domains.sourcing.enums import Benefit, Choice
from timonerie.domains.sourcing.models import (
    Activity,
    Assessment,
    EvaluationGrid,
    SourcingDecision,
)
from timonerie.domains.sourcing.operations import assessments
from timonerie.domains.sourcing.operations.decisions import Promise
from timonerie.domains.sourcing.queries import grids as weighing
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow
NOTED = ("value", "difference", "rarity", "singularity", "scarcity", "local_link")
HELD = ("criticality", "confidentiality", "legal_risk", "take_back")


@pytest.fixture
def known(measured: Measured) -> dict[str, Activity]:
    with current.company(measured.company.pk):
        codes = ("PAIE-02", *KEPT)
        return dict(zip(codes, sourcing.added(measured.alice, *codes), strict=True))


def text(answer: Any) -> str:
    """Of a page, with plain spaces."""
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def address(measured: Measured, activity: Activity | None = None, path: str = "") -> str:
    of = "" if activity is None else f"{activity.public_id}/"
    return f"/{measured.slug}/activites/{of}{path}"


def sent(browser: Client, where: str) -> dict[str, Any]:
    """What the form of a page would send as it is shown."""
    form = browser.get(where).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def rows(measured: Measured, model: Any) -> list[Any]:
    with current.company(measured.company.pk):
        return list(model.objects.order_by("pk"))


def test_the_plot_says_what_is_free_and_what_a_veto_holds(
    browser: Client, measured: Measured, known: dict[str, Activity]
) -> None:
    found = text(browser.get(address(measured, path="garder-ou-confier/")))
    assert "1 activité sur 4 est délégable, 3 tiennent à un veto" in found
    assert "Signature des paiements" in found
    assert address(measured, known["PAIE-02"], "evaluer/") in found
    csv = browser.get(address(measured, path="garder-ou-confier/?format=csv&table=activites"))
    assert "délégable" in csv.content.decode()


def test_an_activity_without_a_note_is_to_be_known(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        Activity.objects.create(name="Potager", code="potager")
    answer = browser.get(address(measured, path="garder-ou-confier/"))
    assert "1 activité n’est pas placée" in text(answer)
    [row] = [one for one in answer.context["table"].rows if one.cells[0].text == "Potager"]
    assert [cell.text for cell in row.cells[3:6]] == ["à connaître"] * 3


def test_no_activity_at_all_says_what_to_do(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        Activity.objects.all().update(archived_at=NOW)
    found = text(browser.get(address(measured, path="garder-ou-confier/")))
    assert "Aucune activité à lire" in found


def test_the_fragment_is_the_part_of_the_page(
    browser: Client, measured: Measured, known: dict[str, Activity]
) -> None:
    where = address(measured, known["PAIE-02"], "evaluer/")
    page = browser.get(where).content.decode()
    fragment = browser.post(f"{where}apercu/", sent(browser, where)).content.decode()
    assert "Verdict tenu par" in fragment
    assert fragment in page


def test_notes_that_move_are_tried_and_nothing_is_written(
    browser: Client, measured: Measured, known: dict[str, Activity]
) -> None:
    where = address(measured, known["PAIE-02"], "evaluer/")
    told = sent(browser, where) | dict.fromkeys(NOTED, 4)
    found = text(browser.post(f"{where}apercu/", told))
    assert "Cœur" in found
    assert rows(measured, Assessment) == []


def test_only_what_was_moved_becomes_a_note(
    browser: Client, measured: Measured, known: dict[str, Activity]
) -> None:
    where = address(measured, known["PAIE-02"], "evaluer/")
    browser.post(where, sent(browser, where) | {"difference": 3, "touched": "value"})
    [mine] = rows(measured, Assessment)
    assert mine.scores == {"value": 0, "difference": 3}
    browser.post(f"{where}oublier/")
    assert rows(measured, Assessment) == []


def test_saying_that_nobody_could_take_it_back_makes_a_reserve(
    browser: Client, measured: Measured, known: dict[str, Activity]
) -> None:
    where = address(measured, known["PAIE-02"], "evaluer/")
    browser.post(where, sent(browser, where) | {"keeper": "personne"})
    assert "Délégable sous réserve" in text(browser.get(where))
    assert rows(measured, Assessment) == []


def test_without_script_a_button_shows_what_the_notes_make(
    browser: Client, measured: Measured, known: dict[str, Activity]
) -> None:
    where = address(measured, known["PAIE-02"], "evaluer/")
    told = sent(browser, where) | dict.fromkeys(NOTED, 4) | {"voir": "1"}
    assert "Cœur" in text(browser.post(where, told))
    assert rows(measured, Assessment) == []


def test_assessors_who_see_it_differently_are_named(
    browser: Client, measured: Measured, known: dict[str, Activity]
) -> None:
    activity = known["PAIE-02"]
    with current.company(measured.company.pk):
        for name, note in (("Bob", 0), ("Chloé", 4)):
            by = sourcing.colleague(measured.company, name)
            assessments.assess(by=by, at=NOW, activity=activity, scores={"value": note})
    found = text(browser.get(address(measured, activity, "evaluer/")))
    assert "Autres évaluateurs, de 0 à 4 : Bob 0, Chloé 4." in found
    assert "ne voient pas ce critère de même : « Valeur pour le client » (0 à 4)" in found


@pytest.mark.parametrize("code", KEPT)
def test_the_three_that_stay_inside_are_kept_whatever_is_posted(
    browser: Client, measured: Measured, known: dict[str, Activity], code: str
) -> None:
    where = address(measured, known[code], "evaluer/")
    told = sent(browser, where) | dict.fromkeys((*NOTED, *HELD), 0) | {"keeper": "personne"}
    assert "Cœur" in text(browser.post(f"{where}apercu/", told))
    browser.post(where, told)
    decision = {"choice": "entrust", "reason": "moins cher", "review_date": "2030-01-01"}
    browser.post(address(measured, known[code], "decider/"), decision)
    assert rows(measured, SourcingDecision) == []
    assert "Cœur" in text(browser.get(where))


@time_machine.travel(NOW)
def test_a_decision_is_taken_with_its_reason_and_its_promise(
    browser: Client, measured: Measured, known: dict[str, Activity]
) -> None:
    where = address(measured, known["PAIE-02"], "decider/")
    page = text(browser.get(where))
    assert "suit le verdict" in page
    assert "à faire valider par un conseil" in page
    told = {"choice": "keep", "review_date": "2027-03-02"}
    assert "s’écarte du verdict" in text(browser.post(where, told))
    told |= {"reason": "Elle part", "promesse-1-kind": "cost", "promesse-1-promised": "12 000"}
    told |= {"promesse-1-due_date": "2026-12-31"}
    browser.post(where, told)
    [made] = rows(measured, SourcingDecision)
    assert (made.choice, made.is_followed, made.reason) == ("keep", False, "Elle part")
    found = text(browser.get(address(measured, path="benefices/")))
    assert "12 000 €" in found
    page = text(browser.get(address(measured, known["PAIE-02"])))
    assert "Garder, par Alice Martin" in page
    assert "La grille (version 1) disait « délégable »" in page


@time_machine.travel(NOW)
def test_a_promise_without_its_day_is_asked_for(
    browser: Client, measured: Measured, known: dict[str, Activity]
) -> None:
    told = {"choice": "entrust", "review_date": "2027-03-02"}
    told |= {"promesse-1-kind": "cost", "promesse-1-promised": "12000"}
    found = text(browser.post(address(measured, known["PAIE-02"], "decider/"), told))
    assert "Dites pour quand." in found
    assert rows(measured, SourcingDecision) == []


@time_machine.travel(NOW)
def test_a_decision_taken_meanwhile_is_shown_before_writing_over_it(
    browser: Client, measured: Measured, known: dict[str, Activity]
) -> None:
    activity = known["PAIE-02"]
    with current.company(measured.company.pk):
        sourcing.decided(measured.alice, activity, Choice.WAIT)
    told = {"choice": "entrust", "review_date": "2027-03-02", "seen": ""}
    answer = browser.post(address(measured, activity, "decider/"), told)
    assert "Deux personnes ont modifié cette fiche" in text(answer)
    again = told | {"seen": answer.context["form"]["seen"].value()}
    browser.post(address(measured, activity, "decider/"), again)
    assert [one.choice for one in rows(measured, SourcingDecision)] == ["wait", "entrust"]


def test_weights_are_tried_before_they_are_saved(
    browser: Client, measured: Measured, known: dict[str, Activity]
) -> None:
    where = address(measured, path="grille/modifier/")
    told = sent(browser, where) | {"reason": ""}
    told |= {"hybrid_at": "5"}
    found = text(browser.post(where, told | {"voir": "1"}))
    assert "1 verdict change" in found
    assert "« délégable » → « hybride »" in found
    assert rows(measured, EvaluationGrid) == []
    assert "Dites pourquoi la grille change." in text(browser.post(where, told))
    browser.post(where, told | {"reason": "Plus prudents"})
    assert "Plus prudents" in text(browser.get(where))
    assert "Hybride à partir de : 40 → 5" in text(browser.get(where))
    browser.post(address(measured, path="grille/reprendre/"))
    last = rows(measured, EvaluationGrid)[-1]
    assert (last.number, last.document["hybrid_at"]) == (3, 40)


def test_a_criterion_that_decides_of_nothing_is_named(
    browser: Client, measured: Measured, known: dict[str, Activity]
) -> None:
    with current.company(measured.company.pk):
        named = [one.label for one in weighing.idle(measured.alice, on=NOW.date())]
    told = text(browser.get(address(measured, path="grille/")))
    assert named
    assert f"aucun verdict ne changerait ({', '.join(named)})" in told


def test_thresholds_that_cross_are_said_beside_their_field(
    browser: Client, measured: Measured
) -> None:
    where = address(measured, path="grille/modifier/")
    told = sent(browser, where) | {"hybrid_at": "90"}
    answer = browser.post(where, told | {"voir": "1"})
    assert list(answer.context["form"].errors) == ["hybrid_at"]


def queries(browser: Client, measured: Measured, activity: Activity) -> dict[str, int]:
    """Of each page under the grid, once warm."""
    of_one = ("", "evaluer/", "decider/", "couts/", "garde-fous/")
    places = [address(measured, activity, path) for path in of_one]
    places += [
        address(measured, path=path)
        for path in ("garder-ou-confier/", "benefices/", "grille/", "grille/modifier/")
    ]
    found = {}
    for place in places:
        browser.get(place)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(place).status_code == 200
        found[place] = len(captured)
    return found


@time_machine.travel(NOW)
def test_pages_ask_the_same_few_questions_for_more_activities(
    browser: Client, measured: Measured, known: dict[str, Activity]
) -> None:
    activity = known["PAIE-02"]
    promise = Promise(kind=Benefit.DELAY, promised=6.0, due_date=sourcing.IN_A_YEAR)
    with current.company(measured.company.pk):
        sourcing.decided(measured.alice, activity, Choice.ENTRUST, benefits=[promise])
    few = queries(browser, measured, activity)
    with current.company(measured.company.pk):
        for one in sourcing.added(measured.alice, *(f"RH-0{rank}" for rank in range(1, 6))):
            sourcing.decided(measured.alice, one, Choice.WAIT, benefits=[promise] * 3)
    assert {place: count for place, count in few.items() if count > 20} == {}
    assert queries(browser, measured, activity) == few


def test_who_sees_one_site_reads_no_verdict(measured: Measured, known: dict[str, Activity]) -> None:
    bob = browse(measured.member(Role.EXECUTIVE, unit=measured.group.lyon))
    assert "Votre mandat va par site" in text(bob.get(address(measured, path="garder-ou-confier/")))
    for path in ("evaluer/", "decider/", "couts/", "garde-fous/"):
        assert bob.get(address(measured, known["PAIE-02"], path)).status_code == 404


def test_an_executive_reads_the_weights_and_does_not_change_them(
    browser: Client, measured: Measured
) -> None:
    bob = browse(measured.member(Role.EXECUTIVE))
    where = address(measured, path="grille/")
    assert "Changer la grille" not in text(bob.get(where))
    assert "Changer la grille" in text(browser.get(where))
    assert bob.post(f"{where}modifier/", {"number": 0}).status_code == 403
