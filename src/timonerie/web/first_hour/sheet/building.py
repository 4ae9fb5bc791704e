"""The page of the first hour, built from what each part tells."""

from collections.abc import Callable

from timonerie.web.first_hour.sheet import questions
from timonerie.web.first_hour.sheet.parts import (
    costs,
    delays,
    heads,
    paperless,
    renewals,
    waiting,
    workforce,
)
from timonerie.web.first_hour.sheet.shapes import Asked, Sheet, Told

Source = Callable[[Asked], Told]
#: In the order of the page.
SOURCES: tuple[Source, ...] = (
    costs.told,
    renewals.told,
    paperless.told,
    heads.told,
    delays.told,
    workforce.told,
    waiting.told,
)


def build(asked: Asked) -> Sheet:
    """Everything that the reader may see, on that day."""
    told = [source(asked) for source in SOURCES]
    return Sheet(
        on=asked.on,
        parts=tuple(one.part for one in told if one.part is not None),
        unknown=tuple(unknown for one in told for unknown in one.unknown),
        questions=questions.chosen(question for one in told for question in one.questions),
    )
