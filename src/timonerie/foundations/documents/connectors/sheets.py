"""What a worksheet holds beside its values: formulas, errors, merged and hidden parts, extent."""

from dataclasses import dataclass, field
from functools import lru_cache

from timonerie.foundations.documents.connectors.base import FileRefused
from timonerie.foundations.documents.connectors.expat import guarded_parser, local_name
from timonerie.foundations.documents.connectors.workbooks import TOO_BIG

MAX_CELLS = 1_000_000
# A reader holds the rectangle around the cells: two far corners must not make it explode.
MAX_AREA = 5 * MAX_CELLS


@dataclass
class Survey:
    """``doubtful`` by (line, column index from 0): formula, no_value, error or leap.

    ``leap`` marks a number that Excel shows as 29 February 1900, a day that never was.
    """

    cells: int = 0
    bottom: int = 0
    right: int = 0
    merged: list[str] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0
    doubtful: dict[tuple[int, int], str] = field(default_factory=dict)


class Surveyor:
    """Fills a :class:`Survey` from the XML of one worksheet, fed to its ``parser``."""

    def __init__(self) -> None:
        self.survey = Survey()
        self.parser = guarded_parser()
        self.parser.StartElementHandler = self._start
        self._line = 0
        self._column = -1
        self._kind = ""
        self._formula = False
        self._valued = False
        self._text = ""

    def close(self) -> None:
        """The last cell ends with the sheet."""
        self._end_cell()

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        local = local_name(name)
        # Most frequent first: a sheet is nearly all cells and values.
        if local == "c":
            self._start_cell(attrs)
        elif local in ("v", "is"):
            self._valued = True
            # Only a number may be 29 February 1900, only a formula may lack its value.
            if self._kind == "n" or self._formula:
                self.parser.CharacterDataHandler = self._characters
        elif local == "f":
            self._formula = True
        elif local == "row":
            self._end_cell()
            self._line, self._column = int(attrs.get("r", self._line + 1)), -1
            self.survey.hidden_rows += attrs.get("hidden") in ("1", "true")
        elif local == "col":
            self.survey.hidden_columns += attrs.get("hidden") in ("1", "true")
        elif local == "mergeCell":
            self.survey.merged.append(attrs.get("ref", ""))

    def _characters(self, content: str) -> None:
        if len(self._text) < 10:
            self._text += content

    def _start_cell(self, attrs: dict[str, str]) -> None:
        self._end_cell()
        at = place(attrs["r"]) if "r" in attrs else (self._line, self._column + 1)
        self._line, self._column = at
        self._kind = attrs.get("t", "n")

    def _end_cell(self) -> None:
        """Judge the cell before this one; there is none at the start of a row."""
        if self._kind == "e":
            self.survey.doubtful[self._line, self._column] = "error"
        elif self._formula:
            found = "formula" if self._text.strip() else "no_value"
            self.survey.doubtful[self._line, self._column] = found
        elif self._text and self._text.partition(".")[0] == "60":
            self.survey.doubtful[self._line, self._column] = "leap"
        if self._valued:
            self._extend()
        if self._kind == "n" or self._formula:
            self.parser.CharacterDataHandler = None
        self._kind, self._formula, self._valued, self._text = "", False, False, ""

    def _extend(self) -> None:
        survey = self.survey
        survey.cells += 1
        if self._line > survey.bottom or self._column >= survey.right:
            survey.bottom = max(survey.bottom, self._line)
            survey.right = max(survey.right, self._column + 1)
        if survey.cells > MAX_CELLS or survey.bottom * survey.right > MAX_AREA:
            raise FileRefused("XLS-02", TOO_BIG)


def place(reference: str) -> tuple[int, int]:
    """(line, column index) of a reference: (3, 1) for B3. Raises ValueError."""
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]), column_index(letters)


@lru_cache(maxsize=1024)
def column_index(letters: str) -> int:
    """0 for A, 25 for Z, 26 for AA. Raises ValueError beyond the last column of a sheet."""
    if not (letters.isascii() and letters.isupper() and len(letters) < 4):
        raise ValueError(letters)
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_name(line: int, column: int) -> str:
    """B3 for the third line of the second column (index 1)."""
    letters = ""
    rank = column + 1
    while rank:
        rank, rest = divmod(rank - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{line}"
