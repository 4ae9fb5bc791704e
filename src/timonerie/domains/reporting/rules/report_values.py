"""What a report is asked and what it answers: typed, checked, compared. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final, Literal

Kind = Literal["number", "choice", "text", "file"]
MOST_TEXT: Final = 2000
_SPACES = re.compile(r"\s+")
_BIG: Final = Decimal(10) ** 12


@dataclass(frozen=True, kw_only=True)
class Field:
    """`metric` is the code of an indicator that computes the same thing; `is_free` may be left
    blank."""

    code: str
    label: str
    kind: Kind
    help: str
    unit: str = ""
    metric: str = ""
    choices: tuple[str, ...] = ()
    is_free: bool = False

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Field":
        return cls(**{**told, "choices": tuple(told.get("choices", ()))})

    def as_dict(self) -> dict[str, Any]:
        return {**vars(self), "choices": list(self.choices)}


class Fault(StrEnum):
    NOT_A_NUMBER = "not_a_number"
    NOT_A_CHOICE = "not_a_choice"
    TOO_LONG = "too_long"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Wrong:
    """What cannot stand: the field, why, and what was written."""

    field: str
    fault: Fault
    text: str


def cleaned(
    fields: Sequence[Field], given: Mapping[str, str]
) -> tuple[dict[str, str], list[Wrong]]:
    """The values that stand, as texts, numbers being plain decimals, and what does not. Blank is no
    value. Files come beside."""
    known = {one.code: one for one in fields}
    values: dict[str, str] = {}
    wrong: list[Wrong] = []
    for code, raw in given.items():
        text = str(raw).strip()
        if not text:
            continue
        field = known.get(code)
        found = Fault.UNKNOWN if field is None or field.kind == "file" else _read(field, text)
        if isinstance(found, Fault):
            wrong.append(Wrong(code, found, text))
        else:
            values[code] = found
    return values, wrong


def typed(fields: Sequence[Field], given: Mapping[str, str]) -> dict[str, str]:
    """What was typed of the fields that take words, as it is: a draft may be wrong."""
    known = {one.code for one in fields if one.kind != "file"}
    told = {code: str(raw).strip()[:MOST_TEXT] for code, raw in given.items() if code in known}
    return {code: text for code, text in told.items() if text}


def _read(field: Field, text: str) -> "str | Fault":
    match field.kind:
        case "number":
            found = number(text)
            return Fault.NOT_A_NUMBER if found is None else plain(found)
        case "choice":
            wanted = folded(text)
            exact = next((one for one in field.choices if folded(one) == wanted), None)
            return exact or Fault.NOT_A_CHOICE
        case _:
            return text if len(text) <= MOST_TEXT else Fault.TOO_LONG


def number(text: str) -> Decimal | None:
    """A French or plain number: « 1 234,5 », « 98,2 % », « 12.5 »."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", text).removesuffix("%").removesuffix("€")
    if not re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", bare):
        return None
    try:
        found = Decimal(bare.replace(",", "."))
    except InvalidOperation:  # pragma: no cover - the pattern holds
        return None
    return found if abs(found) < _BIG else None


def plain(value: Decimal) -> str:
    """Without exponent nor idle noughts."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def folded(text: str) -> str:
    """As two people would write it alike: no accents, capitals, punctuation nor double spaces."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(one for one in bare if not unicodedata.combining(one))
    return _SPACES.sub(" ", re.sub(r"[^\w\s]", " ", letters)).strip()


def is_copied(comment: str, before: str) -> bool | None:
    """Whether a comment says what the last one said; None where there is not both."""
    mine, theirs = folded(comment), folded(before)
    return mine == theirs if mine and theirs else None


@dataclass(frozen=True)
class Changed:
    """A field of two versions that do not say the same; empty where one says nothing."""

    field: str
    before: str
    after: str


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[Changed]:
    """In the order of the earlier version, then what the later one adds."""
    codes = dict.fromkeys([*before, *after])
    return [
        Changed(code, before.get(code, ""), after.get(code, ""))
        for code in codes
        if before.get(code, "") != after.get(code, "")
    ]
