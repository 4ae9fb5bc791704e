"""What a line says, as values of a contract; and back, for what an import can undo."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Field
from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import CHOICES
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import contract_checks as checks
from timonerie.domains.contracts.rules import agreeing
from timonerie.domains.contracts.rules.lines import Asked, Said
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.imports.shapes import Wrong

_DAYS = ("start_date", "end_date")
_EURO = {"€": "EUR", "EUROS": "EUR", "EURO": "EUR", "E": "EUR"}
_LIMITS = {"name": 200, "reference": 100, "provider": 150}


def checked(said: Said) -> Said:
    """The line with what cannot stand left out or asked. Raises Wrong when it cannot be taken."""
    for name, limit in _LIMITS.items():
        text = getattr(said, name)
        if len(text) > limit:
            remedy = _("Raccourcissez à %(limit)s caractères.") % {"limit": limit}
            raise Wrong(name, f"{text[:40]}…", remedy, code="LIS-04")
    if not said.name and not said.reference and not said.provider:
        remedy = _("Donnez l’objet, la référence ou le prestataire du contrat.")
        raise Wrong("name", "", remedy, code="LIS-03")
    typed = values_of(said)
    try:
        checks.check_days(typed.get("start_date"), typed.get("end_date"))
    except Refused as refusal:
        raise Wrong("end_date", said.cells.get("end_date", ""), refusal.message) from refusal
    return _with_one_end(said, typed)


def label(said: Said) -> str:
    """What the contract is called where the list does not name it."""
    if said.name:
        return said.name
    whose = said.provider or said.reference
    return _("Contrat %(whose)s") % {"whose": whose}


def values_of(said: Said) -> dict[str, Any]:
    """By field, of their types; what does not fit its field is left out."""
    found: dict[str, Any] = {}
    for name, text in said.values.items():
        value = _typed(name, text)
        if value not in (None, ""):
            found[name] = value
    return found


def to_json(contract: Contract, names: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a contract as an import keeps them to undo itself."""
    return {name: _plain(getattr(contract, column_of(name))) for name in names}


def column_of(name: str) -> str:
    return "provider_id" if name == "provider" else name


def from_json(name: str, value: Any) -> Any:
    field = Contract._meta.get_field(name)  # noqa: SLF001 - Django's own way to the fields
    assert isinstance(field, Field)
    return None if value is None else field.to_python(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _typed(name: str, text: str) -> Any:
    try:
        if name in _DAYS:
            return date.fromisoformat(text)
        if name == "yearly_cents":
            return int(text) if int(text) < 10**15 else None
        if name == "renewals":
            return int(text) if int(text) <= checks.MOST_RENEWALS else None
        if name in checks.LENGTHS:
            return checks.length(text, field=name)
    except (ValueError, Refused):
        return None
    if name in CHOICES:
        return text if text in CHOICES[name].values else None
    if name == "currency":
        code = _EURO.get(text.upper(), text.upper())
        return code if len(code) == 3 and code.isalpha() else None
    return text


def _with_one_end(said: Said, typed: Mapping[str, Any]) -> Said:
    """An end beside a start and a length says the same, and is left to them, or is asked about."""
    start, end, firm = typed.get("start_date"), typed.get("end_date"), typed.get("firm")
    if not (start and end and firm):
        return said
    verdict = agreeing.end_beside(
        start=start,
        firm=firm,
        renewal_length=typed.get("renewal_length", ""),
        end=end,
        most=1 + typed["renewals"] if "renewals" in typed else agreeing.MOST_TERMS,
    )
    if verdict == "alone":
        return said
    values = {name: text for name, text in said.values.items() if name != "end_date"}
    if verdict == "same":
        return replace(said, values=values)
    asked = Asked("end_disagrees", "end_date", said.cells.get("end_date", ""), {"firm": firm})
    return replace(said, values=values, asked=(*said.asked, asked))
