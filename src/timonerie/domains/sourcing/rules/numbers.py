"""Numbers as people type them."""

import re

_TWO_WAYS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def reads_two_ways(text: str) -> bool:
    """Whether a point may part thousands as well as decimals: « 12.000 », « 2.400 »; without
    spaces. « 0.085 » cannot be thousands, and a comma never parts thousands in French."""
    return _TWO_WAYS.fullmatch(text) is not None
