"""Writes the small TOML of a mapping: texts, lists of texts, tables and lists of tables."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_BARE = re.compile(r"^[A-Za-z0-9_-]+$")


def to_toml(data: Mapping[str, Any], *, comments: Mapping[str, str] | None = None) -> str:
    """The document; ``comments`` gives, by dotted key, a sentence to write above that key."""
    return "\n".join(_lines(data, comments or {}, "")).strip() + "\n"


def _lines(data: Mapping[str, Any], comments: Mapping[str, str], at: str) -> Iterator[str]:
    for key, value in data.items():
        if not _is_table(value):
            yield from _comment(comments, f"{at}{key}")
            yield f"{_key(key)} = {_value(value)}"
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield ""
            yield from _comment(comments, f"{at}{key}")
            if any(not _is_table(item) for item in value.values()) or not value:
                yield f"[{at}{_key(key)}]"
            yield from _lines(value, comments, f"{at}{_key(key)}.")
        elif _is_table(value):
            for item in value:
                yield ""
                yield f"[[{at}{_key(key)}]]"
                yield from _lines(item, comments, f"{at}{_key(key)}.")


def _comment(comments: Mapping[str, str], key: str) -> Iterator[str]:
    if key in comments:
        yield f"# {comments[key]}"


def _is_table(value: object) -> bool:
    if isinstance(value, Mapping):
        return True
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _key(key: str) -> str:
    return key if _BARE.match(key) else _value(key)


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
