"""A short table read whole, whatever its format, by the child that reads the lists of a company."""

from itertools import islice
from pathlib import Path
from typing import Any

from timonerie.foundations.documents.confined import Tell
from timonerie.foundations.documents.connectors import opened_in


def whole(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """Format, header and lines, with their numbers in the file; one more than ``most`` of them
    where there are more.

    Raises:
        FileRefused: a structural fault of the file.
    """
    grid = opened_in(folder, Path(asked["path"]), asked["name"])
    lines = [[line, list(cells)] for line, cells in islice(grid.rows, asked["most"] + 1)]
    return {"format": grid.format, "header": list(grid.header), "lines": lines}
