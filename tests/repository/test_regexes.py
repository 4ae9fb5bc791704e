"""No pattern of ours takes longer than its text, whatever the text."""

import importlib
import pkgutil
import re
from types import ModuleType

import pytest

import timonerie
from tests.repository import regexes
from timonerie.domains.facts.rules.date_formats import DateFormat

#: Modules that start something when they are imported.
STARTING = ("timonerie.config", "timonerie.cli.__main__")


@pytest.mark.parametrize("pattern", [r"(a+)+", r"(?:\s*x*)*", r"(a|b*)*c", r"\s*\s*$"])
def test_a_pattern_without_measure_is_found(pattern: str) -> None:
    assert regexes.faults(re.compile(pattern))


@pytest.mark.parametrize("pattern", [r"a+b+", r"(ab){2,4}c*", r"[0-9]{1,15}", r"(a*)b"])
def test_a_pattern_with_measure_is_let_through(pattern: str) -> None:
    assert regexes.faults(re.compile(pattern)) == []


@pytest.mark.rule("FIL-05", "FIL-06")
def test_every_pattern_of_the_product_has_measure() -> None:
    found = {
        f"{module.__name__}.{name}": faults
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern) and (faults := regexes.faults(value))
    }
    assert found == {}


@pytest.mark.rule("FIL-06")
@pytest.mark.parametrize("written", ["%d/%m/%Y  %H:%M", "%Y-%m-%dT%T.%f%z", "%d %m   %y %I %p"])
def test_a_date_format_of_a_mapping_has_measure(written: str) -> None:
    assert regexes.faults(DateFormat.compile(written).pattern) == []


def modules() -> list[ModuleType]:
    names = [
        one.name
        for one in pkgutil.walk_packages(timonerie.__path__, "timonerie.")
        if not one.name.startswith(STARTING) and ".migrations" not in one.name
    ]
    return [importlib.import_module(name) for name in names]
