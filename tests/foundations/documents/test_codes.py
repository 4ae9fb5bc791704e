"""Codes are public: each one that the product says is written down, and none that it does not."""

import re

import pytest

from tests.conftest import ROOT
from timonerie.foundations.documents import codes
from tools import file_errors

pytestmark = pytest.mark.rule("FIL-11")

FAMILIES = "CLE|CSV|DAT|DIM|DSN|ENC|FIC|ICS|LIS|MAP|NUM|PDF|TXT|VAL|XES|XLS|ZIP"
SAID = re.compile(rf'"((?:{FAMILIES})-[0-9]{{2}})"')
# The controls of accounting files, which refuse none, are told by `engine/fec/controls.toml`.
REFUSED = re.compile(r'(?:Unreadable|FileRefused)\(\s*"(FEC-[0-9]{2})"')


def test_every_code_that_is_said_is_catalogued_and_the_reverse() -> None:
    sources = (ROOT / "src").rglob("*.py")
    texts = [path.read_text(encoding="utf-8") for path in sources]
    said = {code for text in texts for one in (SAID, REFUSED) for code in one.findall(text)}

    assert said == set(codes.catalogue())


def test_every_code_says_what_happened_and_what_to_do() -> None:
    for code in codes.catalogue().values():
        assert code.what.endswith("."), code
        assert code.do.endswith((".", "»")), code


def test_the_page_of_the_guide_is_the_one_of_the_catalogue() -> None:
    written = file_errors.PAGE.read_text(encoding="utf-8")

    assert written == file_errors.page(), "python -m tools.file_errors"
