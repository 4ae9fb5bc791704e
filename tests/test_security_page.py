"""docs/security.md says what the tests prove, and nothing else."""

import tomllib

from tools import security_page
from tools.security_page import PAGE, RULES


def ids() -> list[str]:
    rules = tomllib.loads(RULES.read_text(encoding="utf-8"))
    return [rule["id"] for section in rules["section"] for rule in section["rule"]]


def test_the_page_is_the_one_that_the_rules_and_the_tests_make() -> None:
    assert PAGE.read_text(encoding="utf-8") == security_page.built(), (
        "python -m tools.security_page"
    )


def test_every_rule_has_its_proof() -> None:
    proved = security_page.proofs((security_page.ROOT / "tests").rglob("test_*.py"))
    assert [rule for rule in ids() if rule not in proved] == []


def test_every_mark_names_a_rule() -> None:
    proved = security_page.proofs((security_page.ROOT / "tests").rglob("test_*.py"))
    assert sorted(set(proved) - set(ids())) == []


def test_each_rule_is_told_once() -> None:
    assert len(ids()) == len(set(ids()))
