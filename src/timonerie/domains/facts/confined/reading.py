"""A whole file typed by a mapping: what is said of it as JSON, its events as an Arrow file."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from timonerie.domains.facts.rules import rows
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.foundations.documents.confined import Tell
from timonerie.foundations.documents.connectors import opened_in

EVENTS = "events.arrow"


def read(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """The :class:`rows.Reading` of a file, without its events, which are written beside.

    Raises:
        FileRefused: as `rows.read`.
    """
    mapping = Mapping.from_dict(asked["mapping"])
    grid = opened_in(folder, Path(asked["path"]), asked["name"], mapping.options)
    reading = rows.read(grid, mapping, progress=tell)
    with (
        pa.OSFile(str(folder / EVENTS), "wb") as file,
        pa.ipc.new_file(file, reading.events.schema) as writer,
    ):
        writer.write_table(reading.events)
    return {
        "format": grid.format,
        "header": list(reading.header),
        "rows": reading.rows,
        "rejected": reading.rejected,
        "rejects": [asdict(one) for one in reading.rejects],
        "unlisted": reading.unlisted,
        "notices": [asdict(one) for one in reading.notices],
    }
