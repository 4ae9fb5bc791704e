"""Texts without what a format forbids and what would deceive the eye."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

Value = TypeVar("Value")

# Not a `Char` of XML 1.0 (2.2), or discouraged there: control characters, halves of pairs and
# noncharacters. Then the marks that turn the direction of a text: they hide what it says.
_LEFT_OUT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(1 << 16, 17 << 16, 1 << 16)
    )
    + "]"
)


def plain(text: str) -> str:
    """The text, its line ends as `\\n`."""
    return _LEFT_OUT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cleaned(value: Value) -> Value:
    """A shape of `shapes` with all its texts plain."""
    if isinstance(value, str):
        return cast(Value, plain(value))
    if isinstance(value, tuple):
        return cast(Value, tuple(cleaned(one) for one in value))
    if is_dataclass(value) and not isinstance(value, type):
        told: dict[str, Any] = {
            one.name: cleaned(getattr(value, one.name)) for one in fields(value)
        }
        return cast(Value, replace(value, **told))
    return value
