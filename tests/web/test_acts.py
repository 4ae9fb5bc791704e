"""Every act that the code records has its sentence, and every family its word."""

import ast
import re
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.factories.organisation import NOW
from timonerie.domains.organisation.operations import archives
from timonerie.foundations.accounts import policies
from timonerie.foundations.audit import personal
from timonerie.foundations.audit.queries import Told
from timonerie.web import acts
from timonerie.web.pages.settings import audit_objects

ACT = re.compile(r"[a-z_]+\.[a-z_]+")
FILES = (".csv", ".json", ".jsonl", ".dump", ".txt", ".zip")


def _written() -> set[str]:
    """Every text of the shape of an act, in the modules that write the trail."""
    found = {f"{kind}.restored" for kind in archives.KINDS.values()}
    for path in (ROOT / "src" / "timonerie").rglob("operations/**/*.py"):
        found |= _texts(path.read_text(encoding="utf-8"))
    for place in ("audit/operations.py", "backups/*.py", "portability/*.py", "jobs/operations.py"):
        for path in (ROOT / "src/timonerie/foundations").glob(place):
            found |= _texts(path.read_text(encoding="utf-8"))
    return found | {personal.ERASED}


def _recorded() -> set[str]:
    """Without those that name a permission only: `period.close` is both."""
    return _written() - (set(policies.permissions()) - acts.ACTS.keys())


def _texts(source: str) -> set[str]:
    if "audit" not in source:
        return set()
    return {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if ACT.fullmatch(node.value) and not node.value.endswith(FILES)
    }


def test_every_act_of_the_code_has_a_sentence() -> None:
    assert len(_recorded()) > 50
    assert _recorded() - acts.ACTS.keys() == set()


def test_no_sentence_is_of_an_act_that_nobody_does() -> None:
    assert acts.ACTS.keys() - _written() == set()


def test_every_act_belongs_to_a_family_that_filters_offer() -> None:
    assert {acts.family(act) for act in acts.ACTS} == acts.FAMILIES.keys()
    assert sorted(act for name in acts.FAMILIES for act in acts.of_family(name)) == sorted(
        acts.ACTS
    )


def test_every_kind_of_object_has_a_word() -> None:
    kinds = set()
    for path in (ROOT / "src" / "timonerie").rglob("operations/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and any(one.arg == "public_id" for one in node.keywords):
                kinds |= {
                    one.value.value
                    for one in node.keywords
                    if one.arg == "kind" and isinstance(one.value, ast.Constant)
                }
    assert kinds - audit_objects.KINDS.keys() == set()


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ({"priced": "1250", "recurrence": "month"}, "prix : 1250 · rythme : par mois"),
        ({"name": "1500 months"}, "nom : 1500 months"),
        ({"kind": "month"}, "nature : month"),
    ],
)
def test_what_looks_like_a_length_is_told_as_what_it_is(detail: dict[str, Any], told: str) -> None:
    event = Told(1, NOW, "Alice", None, "contract.priced", "contract", "", detail)
    assert acts.detail(event) == told


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("Lyon 2026-10-01", "passage\u00a0: Lyon, 1er octobre 2026"),
        ("Lyon ARR-2026-014", "passage\u00a0: Lyon ARR-2026-014"),
        ("2026-10-01", "passage\u00a0: 1er octobre 2026"),
    ],
)
def test_a_passage_is_told_with_its_day_in_words(kept: str, told: str) -> None:
    event = Told(1, NOW, "Alice", None, "cycle.step_done", "cycle", "", {"run": kept})
    assert acts.detail(event) == told
