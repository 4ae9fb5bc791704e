"""A calendar file as its logical lines: folded lines put together again (RFC 5545, 3.1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from timonerie.engine.meetings.faults import too_long

LONGEST = 200_000
"""Characters of a line as it stands; the standard folds at 75, what does not fold stays below."""
KEPT = 60_000
"""Characters of a logical line; what is longer is told apart, never kept whole."""


@dataclass(frozen=True, slots=True)
class Line:
    """`name` in capitals, `parameters` as written; `value` as written, cut after `KEPT`."""

    number: int
    name: str
    parameters: str
    value: str
    is_cut: bool = False

    @property
    def written(self) -> str:
        return f"{self.name}{self.parameters}:{self.value}"


def decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or Windows' own as a last resort."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def logical(text: str) -> Iterator[Line]:
    """Raises CalendarRefused: ICS-03 a line beyond measure."""
    number, pieces, size = 0, [""], 0
    for rank, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if len(raw) > LONGEST:
            raise too_long(rank)
        if raw[:1] in (" ", "\t"):
            size += len(raw)
            if size <= KEPT:
                pieces.append(raw[1:])
            continue
        if number:
            yield from _line(number, "".join(pieces), is_cut=size > KEPT)
        number, pieces, size = rank, [raw[:KEPT]], len(raw)
    yield from _line(number, "".join(pieces), is_cut=size > KEPT)


def _line(number: int, text: str, *, is_cut: bool) -> Iterator[Line]:
    colon = _colon(text)
    if colon < 0:
        return
    head, value = text[:colon], text[colon + 1 :]
    name, semicolon, parameters = head.partition(";")
    yield Line(number, name.strip().upper(), semicolon + parameters, value.strip(), is_cut)


def _colon(text: str) -> int:
    """Where the value begins: a colon between quotes belongs to a parameter."""
    if '"' not in text:
        return text.find(":")
    quoted = False
    for place, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif letter == ":" and not quoted:
            return place
    return text.find(":")
