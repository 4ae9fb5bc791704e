"""Contracts of many kinds as PDF files whose truth is known, and as scans of them.

Texts stand in `contract_texts`: `tuning.toml` is what the patterns were set on, `held_out.toml`
what they were never changed for, `others.toml` what is no contract.
"""

import json
import tomllib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import typst

Picture = npt.NDArray[np.uint8]
TEXTS = Path(__file__).parent / "contract_texts"
LAYOUT = TEXTS / "layout.typ"
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")


@dataclass(frozen=True)
class Part:
    """A passage: the clauses that it speaks of, and those of them that it excludes."""

    clauses: frozenset[str]
    excluded: frozenset[str]
    heading: str
    text: str


@dataclass(frozen=True)
class Written:
    key: str
    style: str
    parts: tuple[Part, ...]
    contents: bool = False
    running: str = ""

    def passages(self, clause: str) -> list[str]:
        return [part.text for part in self.parts if clause in part.clauses]


@cache
def texts(name: str) -> tuple[Written, ...]:
    told = tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))
    return tuple(_written(one) for one in told["contract"])


def _written(told: Mapping[str, Any]) -> Written:
    parts = tuple(_part(*part) for part in told["parts"])
    return Written(
        told["key"], told["style"], parts, told.get("contents", False), told.get("running", "")
    )


def _part(clauses: str, heading: str, text: str) -> Part:
    names = clauses.split()
    excluded = frozenset(name[1:] for name in names if name.startswith("!"))
    return Part(frozenset(name.lstrip("!") for name in names), excluded, heading, text)


def heading(one: Written, rank: int) -> str:
    """The title of a passage as its contract numbers it, from 1."""
    title = one.parts[rank - 1].heading
    shapes = {
        "article": f"Article {rank} – {title}",
        "decimal": f"{rank}. {title}",
        "roman": f"{ROMANS[(rank - 1) % len(ROMANS)]} - {title}",
        "titles": title,
        "plain": "",
    }
    return shapes[one.style]


def pdf(one: Written) -> bytes:
    """A contract as PDF, its text in it, three articles a page or so."""
    titles = [heading(one, rank) for rank in range(1, len(one.parts) + 1)]
    data = {
        "running": one.running,
        "contents": one.contents,
        "parts": [
            {"title": title, "text": part.text}
            for title, part in zip(titles, one.parts, strict=True)
        ],
    }
    made: bytes = typst.compile(LAYOUT, format="pdf", sys_inputs={"data": json.dumps(data)})
    return made


def scan(file: bytes, *, seed: int, skew: float = 0.6, noise: float = 18, turned: int = 0) -> bytes:
    """The same pages as pictures of 200 dots per inch: askew by so many degrees, with grain and
    paler ink; `turned` by quarter turns clockwise, as out of a feeder. Always the same by seed."""
    draws = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(file)
    pictures = [
        np.rot90(_worn(_grey(page), draws, skew=skew, noise=noise), -turned // 90)
        for page in document
    ]
    document.close()
    return of_pictures(pictures)


def _grey(page: Any) -> Picture:
    made = page.render(scale=200 / 72, grayscale=True)
    grey: Picture = made.to_numpy().reshape(made.height, made.width, -1)[:, :, 0]
    return grey


def _worn(grey: Picture, draws: np.random.Generator, *, skew: float, noise: float) -> Picture:
    askew = _askew(grey, np.deg2rad(draws.uniform(-skew, skew)))
    paler = 255 - (255 - askew.astype(float)) * draws.uniform(0.7, 0.95)
    grain = draws.normal(0, noise, askew.shape)
    return np.clip(paler + grain, 0, 255).astype(np.uint8)


def _askew(grey: Picture, angle: float) -> Picture:
    height, width = grey.shape
    rows, columns = np.mgrid[0:height, 0:width]
    up, left = rows - height / 2, columns - width / 2
    y = np.rint(up * np.cos(angle) - left * np.sin(angle) + height / 2).astype(int)
    x = np.rint(up * np.sin(angle) + left * np.cos(angle) + width / 2).astype(int)
    inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)
    moved = np.full_like(grey, 255)
    moved[inside] = grey[y[inside], x[inside]]
    return moved


def of_pictures(pictures: Sequence[Picture]) -> bytes:
    """A PDF whose pages are A4 pictures in grey and nothing else, written by hand."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", _tree(len(pictures))]
    for rank, picture in enumerate(pictures):
        objects += _page(picture, first=3 + 3 * rank)
    return assembled(objects)


def _tree(count: int) -> bytes:
    kids = " ".join(f"{3 + 3 * rank} 0 R" for rank in range(count))
    return f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()


def _page(picture: Picture, *, first: int) -> Iterable[bytes]:
    height, width = picture.shape
    wide, high = (595, 842) if height >= width else (842, 595)
    yield (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Contents {first + 1} 0 R "
        f"/Resources << /XObject << /I {first + 2} 0 R >> >> >>"
    ).encode()
    yield stream(f"q {wide} 0 0 {high} 0 0 cm /I Do Q".encode(), "")
    yield stream(
        zlib.compress(picture.tobytes(), 6),
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8 "
        "/ColorSpace /DeviceGray /Filter /FlateDecode",
    )


def stream(data: bytes, words: str) -> bytes:
    return f"<< {words} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def assembled(objects: Sequence[bytes], *, trailer: str = "") -> bytes:
    """A whole PDF of numbered objects, the first of them its catalogue."""
    made, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start, size = len(made), len(objects) + 1
    end = f"trailer << /Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n"
    return made + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()
