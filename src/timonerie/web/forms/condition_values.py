"""What a person types in a condition, read as the value of a column of their own facts."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.engine.indicators.conditions import Scalar
from timonerie.engine.indicators.reading import family
from timonerie.web.condition_words import Names

DIMENSIONS = ("unit", "provider", "team", "activity")
CAUSES = {"nous": "client", "le prestataire": "provider", "prestataire": "provider"}
FLAGS = {"oui": True, "non": False}


class Unreadable(ValueError):
    """The text names no value of the column; the message says which it has."""


@dataclass(frozen=True)
class Values:
    """The values that the company's facts have, by column."""

    names: Names

    def read(self, column: str, text: str) -> Scalar:
        """Raises Unreadable."""
        if column in DIMENSIONS:
            known = {rules.key(name): pk for pk, name in self.names.get(column, {}).items()}
            return self._one_of(text, known, self.names.get(column, {}).values())
        if column == "cause":
            return self._one_of(text, CAUSES, ("nous", "le prestataire"))
        if family(column) == "flag":
            return self._one_of(text, FLAGS, FLAGS)
        try:
            return float(text.replace(",", ".").replace("\u00a0", ""))
        except ValueError:
            raise Unreadable(_("Écrivez un nombre.")) from None

    def said(self, column: str, value: Scalar) -> str:
        """A value as a person types it."""
        if column in DIMENSIONS and isinstance(value, int):
            return self.names.get(column, {}).get(value, "")
        if isinstance(value, bool):
            return "oui" if value else "non"
        causes = {"client": "nous", "provider": "le prestataire"}
        return causes.get(str(value), f"{value:g}" if isinstance(value, float) else str(value))

    def listed(self) -> list[str]:
        """All of them, to propose while somebody types."""
        found = {name for column in DIMENSIONS for name in self.names.get(column, {}).values()}
        return ["oui", "non", "nous", "le prestataire", *sorted(found, key=str.casefold)]

    def _one_of(self, text: str, known: Mapping[str, Scalar], told: object) -> Scalar:
        if rules.key(text) in known:
            return known[rules.key(text)]
        names = sorted(str(one) for one in told)[:8]  # type: ignore[attr-defined]
        raise Unreadable(_("Valeurs possibles : %(names)s.") % {"names": ", ".join(names)})
