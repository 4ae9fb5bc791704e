"""Cells of a file of tickets as people and tools write them."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Choices
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.organisation import rules
from timonerie.domains.organisation.operations.imports.shapes import Line, Wrong

PATTERNS = (
    *("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y"),
    *("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d"),
)
EURO = "EUR"
_BETWEEN = re.compile(r"\s*[,;|]\s*")


def instant(line: Line, column: str) -> datetime | None:
    """An instant on the clock of the company, None when the cell is empty. Raises Wrong."""
    text = line.text(column)
    if not text:
        return None
    for pattern in PATTERNS:
        try:
            read = datetime.strptime(text, pattern)  # noqa: DTZ007 (the company's clock, below)
        except ValueError:
            continue
        return timezone.make_aware(read)
    raise Wrong(column, text, _("Écrivez l’instant 15/05/2026 14:30."))


def choice(line: Line, column: str, choices: type[Choices]) -> str | None:
    """The value whose word or code stands in a cell, None when it is empty. Raises Wrong."""
    text = line.text(column)
    if not text:
        return None
    known = {rules.key(str(word)): value for value, word in choices.choices}
    known |= {rules.key(str(value)): value for value in choices.values}
    if rules.key(text) not in known:
        words = ", ".join(str(label) for label in choices.labels)
        raise Wrong(column, text, _("Écrivez l’un de ces mots : %(words)s.") % {"words": words})
    return str(known[rules.key(text)])


def cost(line: Line) -> tuple[int | None, str]:
    """What it cost in the smallest unit of its currency, the euro where none is said."""
    text, currency = line.text("coût"), (line.text("devise") or EURO).upper()
    if not text:
        return None, ""
    if not money.is_known(currency):
        raise Wrong("devise", currency, _("Donnez la devise en trois lettres : EUR."))
    try:
        return money.read(text, currency), currency
    except money.NoSuchAmount as error:
        raise Wrong("coût", text, _("Écrivez un montant : 1250 ou 1250,50.")) from error


def several(line: Line, column: str, known: Mapping[str, Any], *, remedy: str) -> list[Any]:
    """What a cell names, parted by commas, semicolons or bars. Raises Wrong."""
    text = line.text(column)
    if text and rules.key(text) in known:
        return [known[rules.key(text)]]
    found: dict[int, Any] = {}
    for name in _names(text):
        if rules.key(name) not in known:
            raise Wrong(column, name, remedy)
        found[known[rules.key(name)].pk] = known[rules.key(name)]
    return list(found.values())


def _names(text: str) -> Iterable[str]:
    return (name for name in _BETWEEN.split(text) if name)
