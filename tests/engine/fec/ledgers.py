"""Entries written, read, and asked everything."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from tests.factories import fec
from tests.factories.fec_files import Entry, rows, written
from timonerie.engine.fec import (
    after_closing,
    concentration,
    context,
    controls,
    das2,
    entries,
    payment_delays,
    providers,
    purchases,
    reading,
    recurring,
    unlettered,
    unmeasurable,
)
from timonerie.engine.fec.shapes import Finding, Reading


def read(folder: Path, content: bytes | Iterable[Entry], *, name: str = "") -> Reading:
    """The reading of these bytes, or of these entries."""
    path = folder / (name or fec.name())
    path.write_bytes(content if isinstance(content, bytes) else written(rows(content)))
    return reading.read(path)


def findings(found: Reading, **known: Any) -> dict[str, Finding]:
    """By code; the last one of a code that is there several times."""
    told = [*controls.check(found.lines, found.profile, **known), *found.findings]
    return {one.code: one for one in told}


def everything(found: Reading) -> dict[str, Any]:
    """Every answer, under its name."""
    lines, profile = found.lines, found.profile
    assert profile.last_date is not None
    parts = purchases.attributions(lines)
    who = providers.providers(lines, parts)
    return {
        "attributions": parts,
        "findings": controls.check(lines, profile, fingerprint=found.fingerprint),
        "providers": who,
        "concentration": concentration.measure(who),
        "recurring": recurring.find(parts),
        "payment_delays": payment_delays.measure(lines),
        "das2": das2.candidates(parts),
        "after_closing": after_closing.find(lines, closing=profile.name_closing),
        "unlettered": unlettered.older_than(lines, on=profile.last_date),
        "context": context.by_month(lines),
        "unmeasurable": unmeasurable.of(lines),
    }


def spent(lines: pa.Table) -> int:
    """Classes 60 to 65, openings and closings left out, in cents."""
    kept = entries.on_accounts(lines, *entries.EXPENSES)
    kept &= ~(entries.openings(lines) | entries.closings(lines))
    return int(np.sum(entries.balances(lines)[kept]))
