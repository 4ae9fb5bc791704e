"""What of a price cannot stand."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.contracts.operations import money_checks
from timonerie.domains.contracts.price_enums import PriceRecurrence, VolumePeriod
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.rules.offers import band_text
from timonerie.domains.sourcing.rules.offers.band_text import Kept

MOST_AMOUNT = 10**14
"""Ten billion euros, in hundredths of cents."""


def check(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values to write. Raises Refused, naming the field."""
    found = dict(values)
    found["title"] = money_checks.line(
        values["title"], field="title", most=200, missing=_("Dites ce qui se paie.")
    )
    found["unit"] = " ".join(values["unit"].split())
    if len(found["unit"]) > 60:
        raise Refused(_("Ce texte est trop long : 60 signes au plus."), field="unit")
    money_checks.check_day(values["start_date"], field="start_date")
    if values["recurrence"] not in PriceRecurrence.values:
        raise Refused(_("Choisissez le rythme du prix."), field="recurrence")
    _check_amounts(found)
    _check_volumes(found)
    return found


def _check_amounts(found: Mapping[str, Any]) -> None:
    amount, bands = found["amount"], found["bands"]
    if amount is None and not bands:
        raise Refused(_("Donnez un prix, ou des bandes de prix."), field="amount")
    if amount is not None and not 0 <= amount < MOST_AMOUNT:
        raise Refused(_("Le prix est un nombre positif."), field="amount")
    if bands and found["recurrence"] != PriceRecurrence.UNIT:
        raise Refused(
            _("Les bandes valent pour un prix par unité : choisissez ce rythme, ou videz-les."),
            field="bands",
        )
    if amount is not None and bands:
        raise Refused(_("Un prix unique ou des bandes : gardez l’un des deux."), field="amount")
    _check_bands(bands)


def _check_bands(bands: list[Kept]) -> None:
    """As the offers keep them: they rise, and only the last one has no end."""
    ends = [one.get("to") for one in bands]
    prices = [one.get("price") for one in bands]
    rises = all(
        before is not None and (after is None or after > before)
        for before, after in pairwise((0, *ends))
    )
    are_prices = all(price is not None and 0 <= price < MOST_AMOUNT for price in prices)
    if not rises or not are_prices or len(bands) > band_text.MOST:
        raise Refused(
            _("Les bandes montent, une par ligne : « 100 : 14,50 », puis « au-delà : 12 »."),
            field="bands",
        )


def _check_volumes(found: Mapping[str, Any]) -> None:
    known = [found[name] for name in ("low", "expected", "high") if found[name] is not None]
    if any(one < 0 for one in known) or known != sorted(known):
        raise Refused(
            _("Les volumes vont du plus bas au plus haut, l’attendu entre les deux."), field="low"
        )
    if known and found["per"] not in VolumePeriod.values:
        raise Refused(_("Dites si ces volumes sont ceux d’un mois ou d’un an."), field="per")
    if known and found["recurrence"] != PriceRecurrence.UNIT:
        raise Refused(
            _("Des volumes vont avec un prix par unité : choisissez ce rythme, ou videz-les."),
            field="low",
        )
