"""Texts that a spreadsheet will not run.

A cell that starts with one of these is read as a formula (OWASP, CSV injection; ASVS 1.2.10): an
apostrophe before it makes it a text. Some spreadsheets take the full-width forms too.
"""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """The text, with an apostrophe before what would be read as a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def without_apostrophe(text: str) -> str:
    """Takes off the apostrophe that `inert` put."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_STARTS_A_FORMULA) else text
