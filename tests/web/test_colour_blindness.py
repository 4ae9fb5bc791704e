"""Marks that mean something stay apart for readers who confuse colours.

The three dichromacies are simulated in linear RGB with the matrices of Machado, Oliveira and
Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), at
full severity; distances are those of CIE 1976 L*a*b*, where 2.3 is just noticeable.
"""

import re
from itertools import combinations
from math import dist

import numpy as np
import pytest

from tests.web.test_palette import SHEET, THEMES, colours
from timonerie.foundations.wording.states import State

VISIONS = {
    "usual": np.eye(3),
    "no red": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "no green": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "no blue": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
) / np.array([[0.95047], [1.0], [1.08883]])
ICONS = SHEET.parents[1] / "icons.svg"
APART = 15
SETS = (
    ("met-mark", "watch-mark", "missed-mark", "no-activity-mark"),
    ("chart-1", "chart-2", "chart-3", "chart-4"),
)


def seen(colour: str, vision: str) -> tuple[float, float, float]:
    """L*a*b* of what a reader sees of an sRGB colour."""
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    x, y, z = TO_XYZ @ np.clip(VISIONS[vision] @ linear, 0, 1)
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_the_measure_sees_what_such_a_reader_confuses() -> None:
    red, green = "#b03030", "#5a7a20"
    assert dist(seen(red, "usual"), seen(green, "usual")) > 60
    assert dist(seen(red, "no green"), seen(green, "no green")) < APART


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("names", SETS)
def test_colours_stay_apart(names: tuple[str, ...], theme: str, vision: str) -> None:
    palette = colours(theme)
    close = [
        (one, other)
        for one, other in combinations(names, 2)
        if dist(seen(palette[one], vision), seen(palette[other], vision)) < APART
    ]
    assert close == []


def drawing(icon: str) -> str:
    symbol = re.search(rf'<symbol id="{icon}"[^>]*>(.*?)</symbol>', ICONS.read_text())
    assert symbol, icon
    return symbol[1]


def test_no_two_states_share_a_word_or_a_drawing() -> None:
    assert len({str(state.word) for state in State}) == len(State)
    assert len({drawing(state.icon) for state in State}) == len(State)
