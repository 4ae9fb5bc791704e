"""The first rows of a file, and the mapping they suggest: plain JSON."""

from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from timonerie.domains.facts.rules import drafts
from timonerie.foundations.documents.confined import Tell
from timonerie.foundations.documents.connectors import Options, opened_in

SAMPLED = 200
_SHOWN = 200


def sample(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """Header, distinct values of the first rows by column, and a draft.

    Raises:
        FileRefused: a structural fault of the file, if the first rows show it.
    """
    options = Options(**asked["options"])
    grid = opened_in(folder, Path(asked["path"]), asked["name"], options)
    rows = [cells for _line, cells in islice(grid.rows, drafts.SAMPLE_ROWS)]
    samples: dict[str, list[str]] = {}
    for at, name in enumerate(grid.header):
        seen = dict.fromkeys(cells[at] for cells in rows[:SAMPLED] if at < len(cells) and cells[at])
        samples[name] = [text[:_SHOWN] for text in seen]
    return {
        "format": grid.format,
        "header": list(grid.header),
        "samples": samples,
        "draft": asdict(drafts.draft(grid.header, rows, grid.format, grid.options)),
    }
