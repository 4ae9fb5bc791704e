"""A fact as one line, with what it was made from: the same content gives the same SHA-256."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from timonerie.domains.contracts.rules.snapshots import JSON, digest


@dataclass(frozen=True, kw_only=True)
class Line:
    """What is said of something that happened. `numerator` over `denominator` where it is a share,
    `denominator` alone where it is a measure of so many cases, neither where nothing is counted.
    `day` is the last day that it is about; `key` names what it comes from, so that a screen may
    lead there; `made_from` is what was read there, as plain JSON."""

    kind: str
    key: str
    label: str
    figure: str
    day: date
    numerator: float | None = None
    denominator: float | None = None
    target: str = ""
    period: str = ""
    source: str = ""
    made_from: Mapping[str, JSON] = field(default_factory=dict)

    @property
    def is_measured(self) -> bool:
        return self.denominator is not None

    @property
    def sha256(self) -> str:
        """That of the canonical document (RFC 8785) of what it was made from, in hexadecimal."""
        return digest(self.made_from)


def values(line: Line) -> dict[str, Any]:
    """The fields of a line, as its row keeps them."""
    return {**asdict(line), "made_from": dict(line.made_from), "sha256": line.sha256}
