"""A figure as the cockpit shows it: never a bare number."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext

from timonerie.foundations.wording import formats
from timonerie.foundations.wording.formats import Number
from timonerie.foundations.wording.states import SILENT, State
from timonerie.web import drawings

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How much of what was expected is in: "7 sites sur 9"."""

    covered: int
    expected: int
    noun: Text = "sites"

    @property
    def is_whole(self) -> bool:
        return self.covered >= self.expected

    @property
    def text(self) -> str:
        return gettext("%(covered)s %(noun)s sur %(expected)s") % {
            "covered": self.covered,
            "noun": self.noun,
            "expected": self.expected,
        }


@dataclass(frozen=True, kw_only=True)
class Figure:
    """`value` is a ratio for "percent", seconds for durations; `history` goes oldest first and
    carries None where nothing was measured; `aim` is the target on the same scale as `value`.
    """

    label: Text
    value: Number | None
    unit: Text = ""
    decimals: int | None = None
    state: State = State.MEASURED
    target: Text = ""
    aim: float | None = None
    change: Text = ""
    history: tuple[float | None, ...] = ()
    history_label: Text = ""
    coverage: Coverage | None = None
    url: str = ""
    facts_url: str = ""
    explanation_url: str = ""

    @property
    def is_silent(self) -> bool:
        return self.value is None or self.state in SILENT

    @property
    def text(self) -> str:
        return formats.figure(self.value, self.unit, state=self.state, decimals=self.decimals)

    @property
    def unit_text(self) -> str:
        """The words after the number, set smaller; a per cent sign stays with its number."""
        if self.is_silent or self.unit in ("", "percent", "duration"):
            return ""
        return self.text.rpartition(formats.NO_BREAK)[2]

    @property
    def main_text(self) -> str:
        return self.text.removesuffix(self.unit_text).rstrip(formats.NO_BREAK)

    @property
    def sparkline(self) -> drawings.Line | None:
        if all(value is None for value in self.history):
            return None
        return drawings.line(self.history, aim=self.aim)
