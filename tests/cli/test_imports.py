"""`timonerie import`: what it answers, with which exit code, and what it leaves."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.factories import facts
from tests.factories.facts import event
from timonerie.domains.facts.models import FactFile, ImportBatch, Source
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow

GOOD, BAD = event("A"), event("B", received="le 3 mars")
KEYS = {"batch", "status", "rows", "cases", "added", "changed", "same", "rejects"}


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    return _mapping(tmp_path)


def _mapping(folder: Path, **changes: Any) -> Path:
    path = folder / "mapping.toml"
    path.write_text(facts.log(**changes).to_toml(), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def company(run: Run) -> None:
    assert run("init", company="a", zone="UTC").code == 0


def _file(folder: Path, *rows: facts.Row, name: str = "envoi.csv") -> Path:
    path = folder / name
    path.write_bytes(facts.content(rows))
    return path


def _counts(slug: str = "a") -> dict[str, int]:
    """How many rows of each model a company has."""
    models = (Source, ImportBatch, FactFile, Provider, Unit)
    with current.company(Company.objects.get(slug=slug).pk):
        return {model.__name__: model.objects.count() for model in models}


def test_a_good_file_is_accepted_and_said_in_json(run: Run, tmp_path: Path, mapping: Path) -> None:
    file = _file(tmp_path, GOOD)

    answer = run("import", file, company="a", source="s", mapping=mapping, json=True)

    assert (answer.code, answer.err) == (0, "")
    assert answer.json.keys() >= KEYS
    assert (answer.json["status"], answer.json["rows"], answer.json["added"]) == ("accepted", 1, 1)


def test_the_mapping_is_kept_for_the_next_file(run: Run, tmp_path: Path, mapping: Path) -> None:
    run("import", _file(tmp_path, GOOD), company="a", source="s", mapping=mapping)

    again = run("import", _file(tmp_path, GOOD), company="a", source="s", json=True)

    assert (again.code, again.json["status"], again.json["same"]) == (0, "unchanged", 1)


def test_one_reject_refuses_the_whole_file(run: Run, tmp_path: Path, mapping: Path) -> None:
    file = _file(tmp_path, GOOD, BAD)

    answer = run("import", file, company="a", source="s", mapping=mapping, json=True)

    assert (answer.code, answer.json["status"], answer.json["added"]) == (2, "refused", 0)
    (reject,) = answer.json["rejects"]
    assert reject.keys() == {"line", "column", "value", "code", "remedy"}
    assert (reject["line"], reject["column"], reject["value"]) == (3, "received", "le 3 mars")
    assert reject["code"] == "DAT-01"
    assert "ligne 3" in answer.err
    assert _counts()["FactFile"] == 0


def test_the_rest_is_taken_on_demand(run: Run, tmp_path: Path, mapping: Path) -> None:
    file = _file(tmp_path, GOOD, BAD)

    answer = run(
        "import", file, company="a", source="s", mapping=mapping, accept_rejects=True, json=True
    )

    assert (answer.code, answer.json["status"], answer.json["added"]) == (0, "accepted", 1)
    assert len(answer.json["rejects"]) == 1


def test_a_dry_run_leaves_nothing(run: Run, tmp_path: Path, mapping: Path) -> None:
    before, file = _counts(), _file(tmp_path, GOOD, BAD)

    told = run("import", file, company="a", source="s", mapping=mapping, dry_run=True, json=True)

    assert (told.code, told.json["status"], told.json["rows"]) == (2, "refused", 2)
    assert len(told.json["rejects"]) == 1
    assert _counts() == before


@pytest.mark.parametrize("dry_run", [True, False])
def test_names_nobody_knows_are_rejected_where_the_mapping_says_so(
    run: Run, tmp_path: Path, dry_run: bool
) -> None:
    run("import", _file(tmp_path, GOOD), company="a", source="s", mapping=_mapping(tmp_path))
    strict = _mapping(tmp_path, unknown="reject")
    file = _file(tmp_path, GOOD, event("B", site="Lyno"), event("C", provider="Nowa"))

    answer = run(
        *("import", file),
        company="a",
        source="s",
        mapping=strict,
        accept_rejects=True,
        dry_run=dry_run,
        json=True,
    )

    told = [
        (one["line"], one["column"], one["value"], one["code"]) for one in answer.json["rejects"]
    ]
    assert told == [(3, "site", "Lyno", "DIM-01"), (4, "provider", "Nowa", "DIM-01")]
    assert "Créez-le" in answer.json["rejects"][0]["remedy"]
    assert answer.json["cases"] == 1
    with current.company(Company.objects.get(slug="a").pk):
        assert not Unit.objects.filter(name="Lyno").exists()


def test_without_a_mapping_a_draft_is_printed(run: Run, tmp_path: Path) -> None:
    answer = run("import", _file(tmp_path, GOOD), company="a", source="s")

    assert (answer.code, answer.out) == (2, "")
    assert "[columns]" in answer.err
    assert _counts()["ImportBatch"] == 0


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "FIC-01"), (b"case;received\nA;2026-01-05\n", "MAP-01")]
)
def test_a_structural_fault_refuses_the_file(
    run: Run, tmp_path: Path, mapping: Path, content: bytes, code: str
) -> None:
    file = tmp_path / "envoi.csv"
    file.write_bytes(content)

    answer = run("import", file, company="a", source="s", mapping=mapping, json=True)

    assert (answer.code, answer.json["status"], answer.json["rows"]) == (2, "refused", 0)
    assert [one["code"] for one in answer.json["rejects"]] == [code]
    assert answer.json["rejects"][0]["remedy"]


def test_bad_input_leaves_with_code_2_and_a_reason(run: Run, tmp_path: Path, mapping: Path) -> None:
    file, wrong = _file(tmp_path, GOOD), tmp_path / "wrong.toml"
    wrong.write_text("colonnes = 3")
    answers = [
        run("import", tmp_path / "absent.csv", company="a", source="s", mapping=mapping),
        run("import", file, company="b", source="s", mapping=mapping),
        run("import", file, company="a", source="s", mapping=wrong),
        run("import", file, company="a", source="s", mapping=tmp_path / "absent.toml"),
        run("import", file, company="a", source="s" * 101, mapping=mapping),
        run("import", file, company="a", source=" ", mapping=mapping),
    ]

    assert [answer.code for answer in answers] == [2] * len(answers)
    assert all(answer.err and not answer.out for answer in answers)


def test_companies_never_see_each_other(run: Run, tmp_path: Path, mapping: Path) -> None:
    run("init", company="b", zone="UTC")
    before = _counts("b")

    run("import", _file(tmp_path, GOOD), company="a", source="s", mapping=mapping)

    assert _counts("b") == before
    (cases,) = run("indicators", company="b", only="cases", json=True).json
    assert (cases["value"], cases["state"]) == (0, "no_activity")
    again = run("import", _file(tmp_path, GOOD), company="b", source="s", json=True)
    assert again.code == 2
