"""Codes are public: each one that the product says is written down, and none that it does not."""

import re

import pytest

from tests.conftest import ROOT
from timonerie.foundations.documents import codes
from tools import file_errors

pytestmark = pytest.mark.rule("FIL-11")

SAID = re.compile(r'"((?:CLE|CSV|DAT|DIM|ENC|FIC|LIS|MAP|NUM|TXT|VAL|XES|XLS|ZIP)-[0-9]{2})"')


def test_every_code_that_is_said_is_catalogued_and_the_reverse() -> None:
    sources = (ROOT / "src").rglob("*.py")
    said = {code for path in sources for code in SAID.findall(path.read_text(encoding="utf-8"))}

    assert said == set(codes.catalogue())


def test_every_code_says_what_happened_and_what_to_do() -> None:
    for code in codes.catalogue().values():
        assert code.what.endswith("."), code
        assert code.do.endswith((".", "»")), code


def test_the_page_of_the_guide_is_the_one_of_the_catalogue() -> None:
    written = file_errors.PAGE.read_text(encoding="utf-8")

    assert written == file_errors.page(), "python -m tools.file_errors"
