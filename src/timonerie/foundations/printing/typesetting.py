"""Pages as PDF: a template typeset with its data."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import pypdfium2
import typst

NARROW, NO_BREAK = "\u202f", "\u00a0"
"""The narrow space of French numbers is missing from the typeface: digits would touch."""
Standard = Literal["a-2a", "ua-1"]
ACCESSIBLE: tuple[Standard, ...] = ("ua-1",)
"""PDF/UA-1: every part is tagged, so that a screen reader follows the page."""
ARCHIVED: tuple[Standard, ...] = ("a-2a", "ua-1")
"""PDF/A-2a too (ISO 19005-2): the file holds all that showing it asks for, for years to come."""


def pdf(
    template: Path, *, standards: Sequence[Standard] = ACCESSIBLE, **data: Mapping[str, Any]
) -> bytes:
    """`data` reaches the template as JSON texts, under the same names.

    Raises:
        typst.TypstError: the template cannot be set; it is ours, so this is a fault of ours.
    """
    told = {name: json.dumps(value, ensure_ascii=False) for name, value in data.items()}
    inputs = {name: text.replace(NARROW, NO_BREAK) for name, text in told.items()}
    return typst.compile(
        template,
        format="pdf",
        root=template.parent,
        sys_inputs=inputs,
        ignore_system_fonts=True,
        pdf_standards=[*standards],
    )


def pages(made: bytes) -> int:
    """How many pages a PDF of ours has."""
    return len(pypdfium2.PdfDocument(made))
