"""What is known from each kind of file, for a reader."""

from dataclasses import dataclass

from timonerie.web.first_hour import kinds
from timonerie.web.first_hour.shapes import Kind, Known
from timonerie.web.first_hour.sheet.shapes import Asked


@dataclass(frozen=True)
class Standing:
    kind: Kind
    known: Known


def of(asked: Asked) -> list[Standing]:
    """The kinds that a reader is asked for and may bring, in the order of the page."""
    may = [kind for kind in kinds.every() if kind.asks and asked.actor.may(kind.permission)]
    return [Standing(kind, kind.known(asked)) for kind in may]
