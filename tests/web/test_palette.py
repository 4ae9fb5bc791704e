"""The palette read from its style sheet: contrast as WCAG 2.2 measures it, in both themes."""

import re
from pathlib import Path

import pytest

SHEET = Path(__file__).resolve().parents[2] / "frontend" / "styles" / "palette.css"
THEMES = ("light", "dark")
#: (what is written, on what): at least 4.5:1.
TEXTS = [
    ("ink", "ground"), ("ink", "surface"), ("ink", "sunken"), ("ink", "hover"),
    ("ink-soft", "ground"), ("ink-soft", "surface"), ("ink-soft", "sunken"), ("ink-soft", "hover"),
    ("accent", "ground"), ("accent", "surface"), ("accent", "hover"),
    ("accent-strong", "accent-ground"), ("on-accent", "accent"), ("on-accent", "accent-strong"),
    ("met-ink", "met-ground"), ("watch-ink", "watch-ground"), ("watch-ink", "surface"),
    ("missed-ink", "missed-ground"), ("missed-ink", "surface"), ("on-missed", "missed-solid"),
    ("no-activity-ink", "no-activity-ground"), ("missing-ink", "missing-ground"),
    ("missing-ink", "missing-hatch"), ("chart-1", "surface"), ("chart-2", "surface"),
    ("chart-3", "surface"), ("chart-4", "surface"), ("chart-target", "surface"),
    ("chart-target", "chart-band"), ("ink-soft", "chart-band"),
]  # fmt: skip
#: (a shape or a border that means something, on what): at least 3:1.
MARKS = [
    ("met-mark", "met-ground"), ("met-mark", "surface"), ("watch-mark", "watch-ground"),
    ("watch-mark", "surface"), ("missed-mark", "missed-ground"), ("missed-mark", "surface"),
    ("no-activity-mark", "surface"), ("missing-mark", "missing-ground"), ("line-strong", "surface"),
    ("chart-1", "chart-band"), ("accent", "sunken"),
]  # fmt: skip


def colours(theme: str) -> dict[str, str]:
    block = re.search(rf'\[data-bs-theme="{theme}"\] \{{(.*?)\}}', SHEET.read_text(), re.DOTALL)
    assert block
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1]))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definition)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_the_one_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read(theme: str, text: str, ground: str) -> None:
    palette = colours(theme)
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_can_be_seen(theme: str, mark: str, ground: str) -> None:
    palette = colours(theme)
    assert contrast(palette[mark], palette[ground]) >= 3


def test_both_themes_say_every_colour() -> None:
    assert colours("light").keys() == colours("dark").keys()
