"""Amounts of money in the words of a fact."""

from django.utils.translation import gettext as _

from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.performance import figure_words
from timonerie.foundations.wording import formats


def text(cents: int | None, currency: str) -> str:
    """« montant inconnu » where nobody said the price: never nothing."""
    if cents is None:
        return _("montant inconnu")
    unit = figure_words.CURRENCIES.get(currency, currency)
    return formats.figure(money.major(cents, currency), unit)
