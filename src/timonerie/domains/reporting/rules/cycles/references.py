"""The reference of a passage that an event opens: never a name. Pure."""

import re
from typing import Final

LONGEST: Final = 30
_SHAPE: Final = re.compile(rf"(?=.*\d)[A-Z0-9][A-Z0-9/_-]{{1,{LONGEST - 1}}}")


def cleaned(text: str) -> str:
    return text.strip().upper()


def stands(text: str) -> bool:
    """Two to thirty capitals, digits, dashes or slashes, with one digit at least: what a name does
    not look like."""
    return _SHAPE.fullmatch(text) is not None
