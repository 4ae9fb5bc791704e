"""What stands on the cover of a statement of work, in words, and what changed of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from timonerie.foundations.wording import formats


@dataclass(frozen=True)
class ShownValue:
    label: str
    before: str
    after: str


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[ShownValue, ...]:
    """What differs between two covers, as versions keep them; their numbers left out."""
    old, new = _told(before), _told(after)
    return tuple(
        ShownValue(label, old[label], new[label]) for label in new if old[label] != new[label]
    )


def _told(about: Mapping[str, Any]) -> dict[str, str]:
    return {
        _("Titre"): about["title"],
        _("Société"): about["company"],
        _("Durée cherchée"): _("%(n)s mois") % {"n": formats.number(about["months"])},
        _("Prestataire en place"): about["provider"],
        _("Activités confiées"): _names(about["activities"]),
    }


def _names(activities: Iterable[Mapping[str, str]]) -> str:
    return " ; ".join(f"{one['name']} ({one['code']})" for one in activities)
