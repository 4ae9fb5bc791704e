"""Indices to look at in how work is given: never a verdict, never a score."""

from collections.abc import Mapping
from dataclasses import dataclass

from timonerie.domains.contracts.catalogue import ways
from timonerie.domains.contracts.catalogue.ways import Index, Theme
from timonerie.domains.contracts.duty_enums import Answer


@dataclass(frozen=True)
class Read:
    """By theme: the indices `to_look` at, those `unsure`, those nobody answered."""

    theme: Theme
    to_look: tuple[Index, ...]
    unsure: tuple[Index, ...]
    open: tuple[Index, ...]
    clear: tuple[Index, ...]


def read(answers: Mapping[str, str]) -> list[Read]:
    """`answers` gives the one that stands to each question, by its code."""
    return [_theme(theme, answers) for theme in ways.SOURCES]


def _theme(theme: Theme, answers: Mapping[str, str]) -> Read:
    mine = [one for one in ways.indices() if one.theme == theme]
    told = {one.code: answers.get(one.code, "") for one in mine}
    return Read(
        theme,
        to_look=tuple(one for one in mine if _is_bad(one, told[one.code])),
        unsure=tuple(one for one in mine if told[one.code] == Answer.UNSURE),
        open=tuple(one for one in mine if not told[one.code]),
        clear=tuple(one for one in mine if told[one.code] == one.good),
    )


def _is_bad(index: Index, answer: str) -> bool:
    return answer in (Answer.YES, Answer.NO) and answer != index.good
