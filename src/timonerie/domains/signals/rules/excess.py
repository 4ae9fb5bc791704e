"""What a gap amounts to since it began."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from timonerie.domains.signals.rules import evidence
from timonerie.engine.signals.findings import STILL
from timonerie.engine.signals.matrix import Kind


def of(kept: Mapping[str, Any]) -> float | None:
    """Cases, hours or money beyond what was expected, over the periods of an episode; None where
    it has no meaning, as for a stock."""
    given, said = evidence.given(kept), evidence.said_of(kept)
    last = len(given.starts) if said.closed == STILL else said.closed
    run = slice(said.since, last)
    amounts = given.amounts[run]
    if given.kind is Kind.SHARE and given.bases is not None:
        beyond = amounts - said.expected * given.bases[run]
    elif given.kind is Kind.COUNT:
        beyond = amounts - said.expected
    elif given.weights is not None:
        beyond = (amounts - said.expected) * given.weights[run]
    else:
        return None
    return float(np.nansum(beyond))
