"""The grid that a company starts from: proposals, editable in its own."""

import tomllib
from functools import cache
from pathlib import Path

from timonerie.domains.sourcing.rules.grids.shapes import Grid


@cache
def default_grid() -> Grid:
    text = Path(__file__).with_name("grid.toml").read_text(encoding="utf-8")
    return Grid.from_document(tomllib.loads(text))
