"""What is known of an activity, in the words of a screen."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.sourcing.enums import (
    Certainty,
    Confidentiality,
    DataKind,
    Origin,
    ValueField,
    Veto,
)
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.queries.inventory import Sum
from timonerie.domains.sourcing.rules.values import Total, Value
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import incident_words

#: How sure a value is, as a shape beside its word.
SURE = {
    Certainty.MEASURED: State.MET,
    Certainty.DECLARED: State.MEASURED,
    Certainty.ESTIMATED: State.WATCH,
    Certainty.PROPOSED: State.MISSING,
}


def value(field: ValueField, told: Any, *, activity: Activity) -> str:
    """A value as its field says it; « à connaître » is the caller's."""
    match field:
        case ValueField.YEARLY_VOLUME:
            return volume(told, activity)
        case ValueField.YEARLY_COST:
            return cost(told["cents"], told["currency"])
        case ValueField.HEADS:
            return heads(told)
        case ValueField.SEASONALITY:
            return season(told)
        case ValueField.DATA:
            return ", ".join(str(DataKind(one).label) for one in told)
        case ValueField.CONFIDENTIALITY:
            return str(Confidentiality(told).label)
    return str(told)


def volume(amount: Any, activity: Activity) -> str:
    """« 1 200 bulletins par an »: what is counted, without the rhythm that its unit may carry."""
    counted = activity.volume_unit.partition("/")[0].strip()
    words = {"n": formats.number(amount), "unit": counted}
    return _("%(n)s %(unit)s par an") % words if counted else _("%(n)s par an") % words


def cost(cents: Any, currency: str) -> str:
    words = {"cost": incident_words.cost(int(cents), currency)}
    return _("%(cost)s par an") % words


def heads(amount: Any) -> str:
    told = Decimal(str(amount))
    count = formats.plural(told)
    return ngettext("%(n)s personne", "%(n)s personnes", count) % {"n": formats.number(told)}


def season(weights: Sequence[float]) -> str:
    """The heaviest month against an average one."""
    mean = sum(weights) / len(weights)
    peak = max(range(len(weights)), key=lambda rank: weights[rank])
    if not mean or weights[peak] == min(weights):
        return _("régulière toute l’année")
    return _("plus forte en %(month)s : %(times)s fois un mois moyen") % {
        "month": month(peak),
        "times": formats.number(round(weights[peak] / mean, 1)),
    }


def month(rank: int) -> str:
    """The name of a month, from 0."""
    found: str = formats.locale().months["stand-alone"]["wide"][rank + 1]
    return found


def summed(one: Sum, field: ValueField, *, activity: Activity) -> str:
    """A total in words, without what it covers; empty where nothing is known."""
    if one.is_mixed:
        return _("plusieurs devises : non additionné")
    amount = one.total.amount
    if amount is None:
        return ""
    told = (
        {"cents": amount, "currency": one.currency} if field == ValueField.YEARLY_COST else amount
    )
    return value(field, told, activity=activity)


def coverage(total: Total) -> str:
    """« 7 sites sur 9 », where a total stands on some of the sites; empty where it says all."""
    if total.is_whole or not total.known or total.is_complete:
        return ""
    words = {"n": formats.number(total.known), "of": formats.number(total.sites)}
    return ngettext("%(n)s site sur %(of)s", "%(n)s sites sur %(of)s", total.known) % words


def origin(one: Value) -> str:
    """Where a value comes from, with its evidence where there is one."""
    told = str(Origin(one.origin).label)
    return f"{told}, {one.evidence}" if one.evidence else told


def certainty(one: Value) -> str:
    return str(Certainty(one.certainty).label)


def vetoes(found: Sequence[Veto] | frozenset[Veto]) -> str:
    return ", ".join(str(one.label) for one in Veto if one in found)


def initial(field: ValueField, told: Any) -> Any:
    """A value as its control of a form shows it."""
    if field == ValueField.YEARLY_COST and isinstance(told, Mapping):
        return money.major(told["cents"], told["currency"])
    return told
