"""What one scanned page says, by Tesseract: rendered here, read in the same child.

Measured on pages of a dense contract: about a second each at 300 dots per inch, and 0.2 GB.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import tesserocr

from timonerie.foundations.documents.confined import Tell
from timonerie.foundations.documents.papers import languages, reading

Picture = npt.NDArray[np.uint8]

DOTS, QUICK_DOTS = 300, 150
SURE, READABLE = 75, 55
"""Mean confidence of the words, from 0 to 100: under the first the page is tried turned, under the
second it is called unreadable."""
FEW_WORDS = 5
_MOST_DOTS = 25_000_000
_POINTS = 72
_LETTERS = 2


@dataclass(frozen=True)
class Said:
    """A text, the mean confidence of its words, and how far they outweigh what is unsure."""

    text: str
    confidence: int
    words: int

    @property
    def weight(self) -> int:
        return self.words * max(0, self.confidence - READABLE // 2)

    @property
    def is_readable(self) -> bool:
        return self.confidence >= READABLE and self.words >= FEW_WORDS


def recognise(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """One page as `{text, confidence, is_readable, turned}`; `turned` is in degrees clockwise.

    Raises:
        FileRefused: PDF-06 or PDF-07.
    """
    data = languages.located()
    with (
        reading.opened(Path(asked["path"])) as document,
        tesserocr.PyTessBaseAPI(path=f"{data}/", lang=languages.LANGUAGE) as engine,
    ):
        said, turned = _best(engine, document[asked["number"] - 1])
    text = reading.cleaned(said.text)
    return {
        "text": text if said.is_readable else "",
        "confidence": said.confidence,
        "is_readable": said.is_readable,
        "turned": turned,
    }


def _best(engine: Any, page: Any) -> tuple[Said, int]:
    upright = _read(engine, picture(page, dots=DOTS), DOTS)
    if upright.confidence >= SURE and upright.is_readable:
        return upright, 0
    small = picture(page, dots=QUICK_DOTS)
    tried = {
        turn: _read(engine, np.rot90(small, -turn // 90), QUICK_DOTS) for turn in (0, 90, 180, 270)
    }
    turned = max(tried, key=lambda turn: tried[turn].weight)
    if turned == 0:
        return upright, 0
    said = _read(engine, np.rot90(picture(page, dots=DOTS), -turned // 90), DOTS)
    return (said, turned) if said.weight > upright.weight else (upright, 0)


def picture(page: Any, *, dots: int) -> Picture:
    """A page in grey, at so many dots per inch, fewer where it is larger than a plan."""
    width, height = page.get_size()
    scale = dots / _POINTS
    largest = (_MOST_DOTS / max(1.0, width * height)) ** 0.5
    try:
        made = page.render(scale=min(scale, largest), grayscale=True)
    except pypdfium2.PdfiumError:
        return np.full((1, 1), 255, dtype=np.uint8)
    grey: Picture = made.to_numpy().reshape(made.height, made.width, -1)[:, :, 0]
    return grey


def _read(engine: Any, grey: Picture, dots: int) -> Said:
    height, width = grey.shape
    engine.SetImageBytes(np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
    engine.SetSourceResolution(dots)
    text = engine.GetUTF8Text()
    told = zip(engine.AllWordConfidences(), text.split(), strict=False)
    # The leaders of a table of contents are no words.
    sure = [one for one, word in told if sum(map(str.isalpha, word)) >= _LETTERS]
    return Said(text, round(float(np.mean(sure))) if sure else 0, len(sure))
