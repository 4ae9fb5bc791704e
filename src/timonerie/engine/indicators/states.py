"""What may be said of a figure: measured, no activity or missing; attained or not."""

from typing import Literal

from timonerie.engine.indicators.vocabulary import Target, TargetKind

State = Literal["measured", "no_activity", "missing"]


def state(n_applicable: int, covered: int, expected: int) -> State:
    """The state of a figure made of ``n_applicable`` cases, ``covered`` of ``expected`` sources in.

    With no case, "no activity" may only be said when everything expected has come: otherwise
    nobody knows, and the figure is missing. Zero, and 100 %, are never said of either.
    """
    if n_applicable > 0:
        return "measured"
    return "missing" if covered < expected else "no_activity"


def attained(kind: TargetKind | None, target: Target | None, value: float | None) -> bool | None:
    """Whether the value is what was wanted; None when either is not known.

    ``target`` is one number (a bound, or 1.0 and 0.0 for yes and no), or (low, high) for "within".
    Raises ValueError when the target does not go with its kind.
    """
    if kind is None or target is None or value is None:
        return None
    if isinstance(target, tuple):
        if kind != "within":
            raise ValueError(f"one bound is needed for {kind}")
        low, high = target
        return low <= value <= high
    match kind:
        case "at_least":
            return value >= target
        case "at_most":
            return value <= target
        case "yes_no":
            return value == target
        case "within":
            raise ValueError("two bounds are needed for within")
