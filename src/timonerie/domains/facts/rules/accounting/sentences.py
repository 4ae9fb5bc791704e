"""What the engine found in accounting entries, in French: its codes beside their sentences."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from timonerie.engine import fec

FOLDER = Path(fec.__file__).parent


@dataclass(frozen=True)
class Control:
    """What a control looks for: its `title`, its `rule` with the source, the `remedy`."""

    title: str
    rule: str
    remedy: str


def of_control(code: str) -> Control:
    """The sentences of a code; the code itself where nobody wrote any."""
    told = _table("controls").get(code, {})
    return Control(told.get("title", code), told.get("rule", ""), told.get("remedy", ""))


def of_gap(gap: Mapping[str, Any]) -> str:
    """Why something cannot be told."""
    told = _table("unmeasurable").get(gap["reason"], {})
    sentence = str(told.get("what", gap["reason"]))
    return sentence.format(**gap["params"])


def unknown_entity(others: str) -> str:
    """What is said of a file that may repeat the books of others, named."""
    return (
        f"Ce fichier et {others} couvrent les mêmes mois, et l’un des deux ne dit pas de quelle "
        "entité il est. Nommez-les SIRENFECAAAAMMJJ.txt, ou retirez celui qui est déjà compté."
    )


def every() -> Iterator[str]:
    """All the sentences kept beside the engine."""
    for name in ("controls", "unmeasurable"):
        for told in _table(name).values():
            yield from (told[part] for part in ("title", "rule", "remedy", "what") if part in told)


def day(text: str) -> date:
    """The first day of a month, or a day, as a document keeps it."""
    return date.fromisoformat(text)


@cache
def _table(name: str) -> dict[str, Any]:
    path = FOLDER / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
