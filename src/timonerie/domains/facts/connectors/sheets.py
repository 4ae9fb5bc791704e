"""What a worksheet holds beside its values: formulas, errors, merged and hidden parts, extent."""

import re
from dataclasses import dataclass, field
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from timonerie.domains.facts.connectors.archives import TOO_BIG
from timonerie.domains.facts.connectors.base import FileRefused

MAX_CELLS = 1_000_000
# A reader holds the rectangle around the cells: two far corners must not make it explode.
MAX_AREA = 5 * MAX_CELLS
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")


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


class Surveyor(ContentHandler):
    """SAX handler that fills a :class:`Survey` from one worksheet's XML."""

    def __init__(self) -> None:
        super().__init__()
        self.survey = Survey()
        self._at = (0, -1)
        self._kind = "n"
        self._formula = False
        self._value: list[str] | None = None

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._start_cell(attrs)
        elif local in ("v", "is"):
            self._value = []
        elif local == "f":
            self._formula = True
        elif local == "row":
            self._at = (int(attrs.get("r") or self._at[0] + 1), -1)
            self.survey.hidden_rows += attrs.get("hidden") in ("1", "true")
        elif local == "col":
            self.survey.hidden_columns += attrs.get("hidden") in ("1", "true")
        elif local == "mergeCell":
            self.survey.merged.append(attrs.get("ref", ""))

    def characters(self, content: str) -> None:
        if self._value is not None and len(self._value) < 3:
            self._value.append(content)

    def endElement(self, name: str) -> None:
        if name.rpartition(":")[2] == "c":
            self._end_cell()

    def _start_cell(self, attrs: AttributesImpl) -> None:
        reference = _REFERENCE.match(attrs.get("r") or "")
        if reference:
            self._at = (int(reference[2]), column_index(reference[1]))
        else:
            self._at = (self._at[0], self._at[1] + 1)
        self._kind = attrs.get("t") or "n"
        self._formula = False
        self._value = None

    def _end_cell(self) -> None:
        text = "".join(self._value or ())
        if self._kind == "e":
            self.survey.doubtful[self._at] = "error"
        elif self._formula:
            self.survey.doubtful[self._at] = "formula" if text else "no_value"
        elif self._kind == "n" and text.split(".")[0] == "60":
            self.survey.doubtful[self._at] = "leap"
        if self._value is not None:
            self._extend()
        self._value = None

    def _extend(self) -> None:
        survey = self.survey
        survey.cells += 1
        survey.bottom = max(survey.bottom, self._at[0])
        survey.right = max(survey.right, self._at[1] + 1)
        if survey.cells > MAX_CELLS or survey.bottom * survey.right > MAX_AREA:
            raise FileRefused("XLS-02", TOO_BIG)


def column_index(letters: str) -> int:
    """0 for A, 25 for Z, 26 for AA."""
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
