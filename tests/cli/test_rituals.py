"""`timonerie rituals FILE`: a calendar read, one line a meeting that comes back."""

import json
from pathlib import Path

import pytest
import time_machine

from tests.cli.conftest import Run
from tests.factories import calendars_ics as ics
from tests.factories import organisation
from timonerie.domains.rituals.models import Ritual
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.fixture
def company(db: None) -> Company:
    return organisation.company()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "agenda.ics"
    path.write_bytes(ics.director())
    return path


@time_machine.travel(ics.EXPORTED, tick=False)
def test_it_says_each_meeting_with_its_pace(run: Run, company: Company, file: Path) -> None:
    answer = run("rituals", file, company=company.slug, json=True)

    told = {one["name"]: one for one in map(json.loads, answer.out.splitlines())}
    assert told["Codir"]["cadence"] == "chaque lundi à 9 h"
    assert (told["Codir"]["held"], told["Codir"]["guests"]) == (27, 7)
    assert told["Point paie"]["cadence"] == "toutes les deux semaines, le jeudi à 11 h"
    with current.company(company.pk):
        assert Ritual.objects.filter(state="proposed").count() == 5


@time_machine.travel(ics.EXPORTED, tick=False)
def test_it_says_what_was_thrown_away(run: Run, company: Company, file: Path) -> None:
    answer = run("rituals", file, company=company.slug)

    assert "5 réunions qui reviennent, 5 nouvelles, 0 disparues" in answer.out
    assert "1 événement privé" in answer.out.replace("\u00a0", " ")


def test_a_refused_file_leaves_with_its_code_and_line(
    run: Run, company: Company, file: Path
) -> None:
    file.write_bytes(ics.calendar(ics.series("Bombe", rule="FREQ=SECONDLY")))

    answer = run("rituals", file, company=company.slug)

    assert answer.code == 2
    assert answer.err.startswith("ICS-01, ligne 9 :")
