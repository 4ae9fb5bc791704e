"""A grid: criteria with named scales, their weights, and where one verdict becomes another."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from timonerie.domains.sourcing.enums import Reading

TOP = 4
"""The highest note; the lowest is 0."""
HUNDRED = 100.0
HEAVIEST = 1000.0
"""The largest weight of a criterion."""
THRESHOLDS = ("keep_at", "hybrid_at", "tight_at", "light_at")

Scale = tuple[str, str, str, str, str]
Scores = Mapping[str, float]
"""Notes from 0 to 4 by code of criterion; a criterion that nobody scored is absent."""


class GridFault(ValueError):
    """What makes a grid or a note unusable: `code` says why, `field` where, such as "keep_at" or
    "rarity.weight"."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(f"{code}: {field}")
        self.code = code
        self.field = field


@dataclass(frozen=True)
class Criterion:
    """Every note already points the way of its reading: 4 is a reason to keep, or to hold tightly.
    `scale` names the notes from 0 to 4; `is_asked` says that it is asked of every activity."""

    code: str
    reading: Reading
    weight: float
    label: str
    question: str
    scale: Scale
    help: str = ""
    is_asked: bool = False

    def __post_init__(self) -> None:
        if not self.code:
            raise GridFault("no_code", "code")
        if not 0 <= self.weight <= HEAVIEST:
            raise GridFault("weight", f"{self.code}.weight")
        for name in ("label", "question"):
            if not getattr(self, name).strip():
                raise GridFault("blank", f"{self.code}.{name}")
        if len(self.scale) != TOP + 1 or not all(word.strip() for word in self.scale):
            raise GridFault("scale", f"{self.code}.scale")

    def document(self) -> dict[str, Any]:
        return {
            "code": self.code, "reading": self.reading.value, "weight": self.weight,
            "label": self.label, "question": self.question, "scale": list(self.scale),
            "help": self.help, "is_asked": self.is_asked,
        }  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """Thresholds are percentages of a score: from `keep_at` on an activity is core, from
    `hybrid_at` on a hybrid; from `tight_at` on it is held tightly, below `light_at` lightly.

    Raises GridFault for a code given twice, a reading that weighs nothing, or thresholds that
    cross or leave 0..100.
    """

    criteria: tuple[Criterion, ...]
    keep_at: float = 65.0
    hybrid_at: float = 40.0
    tight_at: float = 60.0
    light_at: float = 35.0

    def __post_init__(self) -> None:
        for code, times in Counter(one.code for one in self.criteria).items():
            if times > 1:
                raise GridFault("code_twice", f"{code}.code")
        for reading in Reading:
            if not any(one.weight for one in self.of(reading)):
                raise GridFault("weightless", reading.value)
        for name in THRESHOLDS:
            if not 0 <= getattr(self, name) <= HUNDRED:
                raise GridFault("threshold", name)
        for lower, upper in (("hybrid_at", "keep_at"), ("light_at", "tight_at")):
            if getattr(self, lower) >= getattr(self, upper):
                raise GridFault("crossed", lower)

    def of(self, reading: Reading) -> tuple[Criterion, ...]:
        return tuple(one for one in self.criteria if one.reading == reading)

    def document(self) -> dict[str, Any]:
        """As plain JSON; `from_document` gives the same grid back."""
        thresholds = {name: getattr(self, name) for name in THRESHOLDS}
        return {"criteria": [one.document() for one in self.criteria], **thresholds}

    @classmethod
    def from_document(cls, document: Any) -> "Grid":
        """Raises GridFault for a document that is no grid; thresholds left out are the usual."""
        if not isinstance(document, Mapping):
            raise GridFault("unreadable", "grid")
        told = _given(document, "criteria", list)
        criteria = tuple(_criterion(one, f"criteria.{rank}") for rank, one in enumerate(told))
        return cls(criteria, **{n: _number(document, n) for n in THRESHOLDS if n in document})


def _criterion(told: Any, where: str) -> Criterion:
    if not isinstance(told, Mapping):
        raise GridFault("unreadable", where)
    code = _given(told, "code", str)
    return Criterion(
        code=code,
        reading=_reading(told, code),
        weight=_number(told, "weight", of=code),
        label=_given(told, "label", str, of=code),
        question=_given(told, "question", str, of=code),
        scale=_scale(_given(told, "scale", list, of=code), code),
        help=_given(told, "help", str, of=code) if "help" in told else "",
        is_asked=_given(told, "is_asked", bool, of=code) if "is_asked" in told else False,
    )


def _reading(told: Mapping[str, Any], code: str) -> Reading:
    try:
        return Reading(_given(told, "reading", str, of=code))
    except ValueError as fault:
        raise GridFault("reading", f"{code}.reading") from fault


def _scale(words: list[Any], code: str) -> Scale:
    if len(words) != TOP + 1 or not all(isinstance(word, str) for word in words):
        raise GridFault("scale", f"{code}.scale")
    none, little, some, much, most = words
    return none, little, some, much, most


def _number(told: Mapping[str, Any], name: str, *, of: str = "") -> float:
    value = _given(told, name, (int, float), of=of)
    if isinstance(value, bool):
        raise GridFault("unreadable", f"{of}.{name}" if of else name)
    return float(value)


def _given(told: Mapping[str, Any], name: str, kind: Any, *, of: str = "") -> Any:
    value = told.get(name)
    if not isinstance(value, kind):
        raise GridFault("unreadable", f"{of}.{name}" if of else name)
    return value
