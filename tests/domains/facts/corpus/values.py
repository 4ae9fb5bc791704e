"""Rows 22 to 37: amounts, dates and texts in a CSV that is sound."""

from tests.domains.facts.corpus.entries import AMOUNT, DATE, NAME, Entry, cell
from timonerie.domains.facts.rules.mapping import Mapping


def _rejected(
    row: int, what: str, text: str, code: str, says: str, *, mapping: Mapping = AMOUNT
) -> Entry:
    return Entry(row, what, cell(text), code, 2, "valeur", says, mapping)


def _dated(row: int, what: str, text: str, code: str, says: str) -> Entry:
    return _rejected(row, what, text, code, says, mapping=DATE)


VALUES = (
    _rejected(22, "exponent of a million", "1e1000000", "NUM-01", "1234,56"),
    _rejected(22, "small exponent", "1e5", "NUM-01", "1234,56"),
    _rejected(23, "NaN", "NaN", "NUM-01", "1234,56"),
    _rejected(23, "sNaN", "sNaN", "NUM-01", "1234,56"),
    _rejected(23, "infinity", "Infinity", "NUM-01", "1234,56"),
    _rejected(24, "full-width digits", "１２３", "NUM-01", "1234,56"),
    _rejected(24, "underscore", "1_000", "NUM-01", "1234,56"),
    Entry(25, "no-break space", cell("1\u00a0234,56")),
    Entry(25, "narrow no-break space", cell("1\u202f234,56")),
    Entry(26, "French points", cell("1.234,56")),
    _rejected(26, "English thousands", "1,234.56", "NUM-02", "sans séparateur"),
    _rejected(27, "superscript digit", "²", "NUM-01", "1234,56"),
    _rejected(28, "parentheses", "(1 234)", "NUM-03", "-1234"),
    _rejected(28, "sign after", "1 234-", "NUM-03", "-1234"),
    _rejected(28, "typographic minus", "−5", "NUM-03", "-1234"),
    _rejected(29, "integer of 5,000 digits", "9" * 5_000, "NUM-04", "15 chiffres"),
    _rejected(29, "sixteen digits", "1234567890123456", "NUM-04", "15 chiffres"),
    _dated(30, "29 February of a common year", "29/02/2025", "DAT-01", "Vérifiez le jour"),
    _dated(30, "31 April", "31/04/2025", "DAT-01", "Vérifiez le jour"),
    _dated(30, "zeros", "00/00/0000", "DAT-01", "1900"),
    _dated(30, "hour 25", "01/04/2025 25:00", "DAT-01", "Vérifiez le jour"),
    _dated(31, "Arabic-Indic digits", "٢٠٢٥-٠١-٠١", "DAT-02", "chiffres ordinaires"),
    _dated(32, "year of two digits", "03/04/05", "DAT-03", "en entier"),
    _dated(33, "hour that does not exist", "2026-03-29T02:30", "DAT-04", "Corrigez l’heure"),
    _dated(34, "hour that exists twice", "2026-10-25T02:30", "DAT-05", "la première"),
    Entry(35, "command in a formula", cell("=cmd|'/c calc'!A1"), mapping=NAME),
    Entry(35, "plus", cell("+1"), mapping=NAME),
    Entry(35, "sum", cell("@SUM(A1)"), mapping=NAME),
    Entry(35, "tab before an equals sign", cell("\t=1+1"), mapping=NAME),
    Entry(36, "script", cell("<script>alert(1)</script>"), mapping=NAME),
    Entry(36, "template", cell("{{7*7}}"), mapping=NAME),
    Entry(36, "javascript address", cell("javascript:alert(1)"), mapping=NAME),
    _rejected(37, "zero width and bidi", "Ly\u200bon\u202e", "TXT-01", "retirés", mapping=NAME),
    Entry(37, "heaped accents", cell("Z\u0335\u0321a\u0334lgo"), mapping=NAME),
)
