"""A message as the application shows it: its text, read back as headings, lines and links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

DASH = "– "
LEADS = re.compile(r"(?P<words>\S.*?)\s?: (?P<address>https?://\S+)")
"""A sentence that says where it leads: « Tout voir : https://… »."""


@dataclass
class Line:
    """A line with a dash; `path` is where it leads in this instance."""

    text: str
    details: list[str] = field(default_factory=list)
    path: str = ""


@dataclass
class Block:
    """What stands between two empty lines."""

    title: str = ""
    lines: list[Line] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


def blocks(text: str) -> Iterator[Block]:
    """The whole text, nothing left out: what has no dash is a sentence."""
    for part in text.strip().split("\n\n"):
        yield _block(part.splitlines())


def _block(rows: list[str]) -> Block:
    block = Block()
    for row in rows:
        if row.startswith(DASH):
            block.lines.append(Line(row.removeprefix(DASH)))
        elif row.startswith("  ") and block.lines:
            _under(block.lines[-1], row.strip())
        elif row.isupper() and not block.lines:
            block.title = row.capitalize()
        elif told := LEADS.fullmatch(row):
            block.lines.append(Line(told["words"]))
            _under(block.lines[-1], told["address"])
        else:
            block.sentences.append(row)
    return block


def _under(line: Line, words: str) -> None:
    """An address of ours is kept without its host: it is read where it stands."""
    if words.startswith(("http://", "https://")) and " " not in words:
        line.path = urlsplit(words)._replace(scheme="", netloc="").geturl()
    else:
        line.details.append(words)
