"""Contracts in the words of a screen."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.contracts import sentences
from timonerie.domains.contracts.enums import CHOICES, Tax
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries.contracts import DatedContract
from timonerie.domains.contracts.rules.dating import Dated
from timonerie.domains.contracts.rules.lengths import LengthError, parse_open
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import incident_words

SOON = 42
"""Days before a decision from which it presses: six weeks."""
STATES: Mapping[str, Promise] = {
    "draft": gettext_lazy("en préparation"),
    "approved": gettext_lazy("approuvé, à signer"),
    "upcoming": gettext_lazy("à venir"),
    "firm": gettext_lazy("période ferme"),
    "renewed": gettext_lazy("reconduit"),
    "notice_given": gettext_lazy("préavis donné"),
    "ended": gettext_lazy("terminé"),
    "unknown": gettext_lazy("à connaître"),
}
_LENGTHS = ("firm", "renewal_length", "notice", "preparation")


def length(text: str) -> str:
    """« 36 months » as « 36 mois »; nothing for nothing."""
    try:
        return sentences.length(parse_open(text)) if text else ""
    except LengthError:
        return text


def amount(contract: Contract) -> str:
    """By year, with what it counts; nothing when nobody knows."""
    if contract.yearly_cents is None:
        return ""
    told = incident_words.cost(contract.yearly_cents, contract.currency)
    tax = {Tax.EXCLUDED: _("%(amount)s HT"), Tax.INCLUDED: _("%(amount)s TTC")}
    return tax.get(Tax(contract.tax), "%(amount)s") % {"amount": told} if contract.tax else told


def provider(contract: Contract) -> str:
    """The one it is linked to, else the name of the list between quotes; nothing for neither."""
    if contract.provider is not None:
        return contract.provider.name
    written = contract.provider_written
    return _("« %(name)s »") % {"name": written} if written else ""


def value(field: str, text: str) -> str:
    """What a list or an answer says of a field, in words."""
    if field in CHOICES and text in CHOICES[field].values:
        return str(CHOICES[field](text).label)
    if field in _LENGTHS:
        return length(text)
    if field == "yearly_cents" and text.isdigit():
        return incident_words.cost(int(text), "EUR")
    try:
        return formats.day(date.fromisoformat(text), style="short")
    except ValueError:
        return text


def field(contract: Contract, name: str) -> str:
    """A field of a contract in words; nothing when nobody filled it."""
    if name == "yearly_cents":
        return amount(contract)
    if name == "provider":
        return provider(contract)
    found = getattr(contract, name)
    if isinstance(found, date):
        return formats.day(found)
    if isinstance(found, int):
        return formats.number(found)
    return value(name, found) if found else ""


def state(one: DatedContract) -> str:
    return str(STATES[one.standing])


def left(one: DatedContract, *, on: date) -> str:
    """The days before its decision date, in words; nothing without one."""
    days = one.days_left(on=on)
    if days is None:
        return ""
    if days < 0:
        return ngettext("passé de %(n)s jour", "passé de %(n)s jours", -days) % {"n": -days}
    if days == 0:
        return _("aujourd’hui")
    return ngettext("dans %(n)s jour", "dans %(n)s jours", days) % {"n": formats.number(days)}


def urgency(one: DatedContract, *, on: date) -> State | None:
    days = one.days_left(on=on)
    if days is None or days > SOON:
        return None
    return State.MISSED if days < 0 else State.WATCH


def span(dated: Dated) -> str:
    """The current term, or the next one: « du 1er mars 2024 au 28 février 2027 »."""
    found = dated.timeline
    if found is None or not found.terms:
        return ""
    rank = found.current if found.current is not None else 0
    if found.current is None and found.status != "upcoming":
        return ""
    term = found.terms[rank]
    words = {"start": formats.day(term.start, style="short")}
    if term.end is None:
        return _("depuis le %(start)s, sans terme") % words
    words["end"] = formats.day(term.end, style="short")
    is_drawn = not dated.start_is_known and rank == 0
    return _("jusqu’au %(end)s") % words if is_drawn else _("du %(start)s au %(end)s") % words
