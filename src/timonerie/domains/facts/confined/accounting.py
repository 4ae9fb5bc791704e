"""What a child does with accounting entries: read and control a file, then answer from all of them.
Nothing here knows Django."""

import shutil
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from timonerie.domains.facts.rules.accounting import documents, months
from timonerie.engine.fec import controls, purchases, reading
from timonerie.engine.fec.shapes import Finding, Profile, Unreadable
from timonerie.foundations.documents.confined import Tell
from timonerie.foundations.documents.connectors.base import FileRefused

LINES, SPEND = "lines.arrow", "spend.arrow"


def read(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """A file read and controlled; its lines and its spend by third party are written beside.

    Asked: `path`, `name` (as its sender named it), `key` (written on each line), `siren` (of the
    books whose name says none, "" when nobody knows), `sirens` and `fingerprints` already known.

    Raises:
        FileRefused: what `reading.read` cannot read.
    """
    named = folder / asked["name"]
    # The name says whose books these are, and what was received is kept under another.
    shutil.copyfile(asked["path"], named)
    try:
        found = reading.read(named, tell=tell)
    except Unreadable as fault:
        raise FileRefused(
            fault.code,
            fault.sentence,
            line=fault.line,
            column=fault.column or None,
            value=fault.value or None,
        ) from fault
    finally:
        named.unlink()
    siren = found.profile.name_siren or asked["siren"]
    seen = controls.check(
        found.lines,
        found.profile,
        siren_known=frozenset(asked["sirens"]),
        fingerprints_known=frozenset(asked["fingerprints"]),
        fingerprint=found.fingerprint,
    )
    lines = _of_file(found.lines, key=asked["key"], siren=siren)
    _write(folder / LINES, lines)
    _write(folder / SPEND, purchases.attributions(lines))
    first, last = months.covered(_by_month(lines))
    return {
        "siren": siren,
        "fingerprint": found.fingerprint,
        "entries": found.profile.entries_by_day,
        "covered": [first.isoformat(), last.isoformat()],
        "profile": _profile(found.profile) | {"rejected": [asdict(one) for one in found.rejected]},
        "findings": [_finding(one) for one in (*found.findings, *seen)],
    }


def answer(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """The document of answers (`rules.accounting.documents`) of files that were read.

    Asked: `lines` and `spend`, the Parquet files; `closing`, the last day of the fiscal year that
    the last of them names, or nothing; `last`, the last day that they cover.
    """
    lines = pa.concat_tables([pq.read_table(path) for path in asked["lines"]])
    spend = pa.concat_tables([pq.read_table(path) for path in asked["spend"]])
    closing = date.fromisoformat(asked["closing"]) if asked["closing"] else None
    return documents.made(lines, spend, last=date.fromisoformat(asked["last"]), closing=closing)


def _of_file(lines: pa.Table, *, key: str, siren: str) -> pa.Table:
    for name, value in (("file", key), ("siren", siren)):
        lines = lines.append_column(name, pa.repeat(pa.scalar(value), lines.num_rows))
    return lines


def _write(path: Path, table: pa.Table) -> None:
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)


def _by_month(lines: pa.Table) -> dict[date, int]:
    starts = pc.value_counts(pc.floor_temporal(lines["entry_date"], unit="month")).to_pylist()
    counted: Counter[date] = Counter()
    for one in starts:
        if one["values"] is not None:
            counted[one["values"]] += one["counts"]
    return dict(counted)


def _finding(one: Finding) -> dict[str, Any]:
    return asdict(one) | {"severity": one.severity.value, "lines": list(one.lines)}


def _profile(one: Profile) -> dict[str, Any]:
    told = asdict(one)
    for name in ("first_date", "last_date", "name_closing"):
        told[name] = told[name].isoformat() if told[name] else None
    return told
