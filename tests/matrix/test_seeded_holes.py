"""The holes that the matrix is tried on stand in the code as it is."""

from pathlib import Path

import pytest

from tools.seeded_holes import HOLES, ROOT, Hole, dig


def test_there_are_at_least_twenty() -> None:
    assert len(HOLES) >= 20
    assert len({hole.what for hole in HOLES}) == len(HOLES)


@pytest.mark.parametrize("hole", HOLES, ids=lambda hole: hole.what)
def test_each_is_dug_in_one_place(hole: Hole, tmp_path: Path) -> None:
    copy = tmp_path / hole.path
    copy.parent.mkdir(parents=True)
    before = (ROOT / hole.path).read_text(encoding="utf-8")
    copy.write_text(before, encoding="utf-8")
    dig(hole, tmp_path)
    assert copy.read_text(encoding="utf-8") != before
