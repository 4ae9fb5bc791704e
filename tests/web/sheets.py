"""Workbooks as a test reads them."""

from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook


def sheet(content: bytes) -> list[list[Any]]:
    """The cells of the first sheet, typed."""
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
