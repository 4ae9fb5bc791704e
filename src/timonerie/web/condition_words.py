"""Conditions of a definition as a person would say them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timonerie.engine.indicators.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    Known,
    Met,
    Not,
    Scalar,
)
from timonerie.foundations.wording import formats

COLUMNS: dict[str, Promise] = {
    "unit": _("le site"),
    "provider": _("le prestataire"),
    "team": _("l’équipe"),
    "activity": _("l’activité"),
    "received_at": _("la réception"),
    "started_at": _("la prise en charge"),
    "delivered_at": _("la livraison"),
    "resolved_at": _("la résolution"),
    "due_at": _("l’échéance"),
    "received_on": _("le jour de la réception"),
    "started_on": _("le jour de la prise en charge"),
    "delivered_on": _("le jour de la livraison"),
    "resolved_on": _("le jour de la résolution"),
    "due_on": _("le jour de l’échéance"),
    "quantity": _("la quantité"),
    "amount": _("le montant"),
    "currency": _("la devise"),
    "error": _("l’erreur"),
    "cause": _("la cause"),
    "rework": _("le nombre de reprises"),
    "reopened": _("la réouverture"),
    "on_time": _("« à l’heure »"),
    "worked_to_start": _("le temps ouvré jusqu’à la prise en charge"),
    "worked_to_deliver": _("le temps ouvré jusqu’à la livraison"),
    "worked_to_resolve": _("le temps ouvré jusqu’à la résolution"),
    "worked_suspended": _("le temps ouvré de suspension"),
}
OPERATORS: dict[str, Promise] = {
    "eq": _("est"),
    "ne": _("n’est pas"),
    "lt": _("est inférieur à"),
    "le": _("est au plus"),
    "gt": _("est supérieur à"),
    "ge": _("est au moins"),
    "in": _("est l’un de"),
    "is_null": _("n’est pas écrit"),
    "not_null": _("est écrit"),
}
TIMES: dict[str, Promise] = {"lt": _("est passée"), "le": _("est passée"), "gt": _("est à venir")}
WAYS: dict[str, Promise] = {
    "flag": _("le fichier dit qu’elle est à l’heure"),
    "due": _("elle est finie au plus tard à l’échéance"),
    "worked": _("elle est finie dans le temps ouvré promis"),
}
Names = Mapping[str, Mapping[int, str]]
"""Names of the members of a dimension, by column and row id."""


def condition(one: Condition, names: Names | None = None) -> str:
    match one:
        case Compare():
            return compare(one, names)
        case All(of=parts):
            return gettext(" et ").join(condition(part, names) for part in parts)
        case AnyOf(of=parts):
            return gettext(" ou ").join(condition(part, names) for part in parts)
        case Not(of=part):
            return gettext("il n’est pas vrai que %(what)s") % {"what": condition(part, names)}
        case Known(of=part):
            return gettext("%(what)s (rien d’écrit compte comme non)") % {
                "what": condition(part, names)
            }
        case Met(ways=ways, within_seconds=limit):
            said = (_worked(limit) if way == "worked" and limit else str(WAYS[way]) for way in ways)
            return gettext(", à défaut ").join(said)


def _worked(seconds: int) -> str:
    limit = formats.duration(seconds, working=True)
    return gettext("elle est résolue en %(limit)s au plus") % {"limit": limit}


def compare(one: Compare, names: Names | None = None) -> str:
    """ "la cause est « client »"."""
    column = str(COLUMNS.get(one.column, one.column))
    if one.at:
        verb = str(TIMES.get(one.op, OPERATORS[one.op]))
        return gettext("%(column)s %(verb)s") % {"column": column, "verb": verb}
    words = {"column": column, "verb": str(OPERATORS[one.op]), "value": ""}
    if one.other is not None:
        words["value"] = str(COLUMNS.get(one.other, one.other))
    elif isinstance(one.value, bool):
        words["verb"] = str(_("dit oui") if one.value is (one.op == "eq") else _("dit non"))
    elif isinstance(one.value, tuple):
        words["value"] = ", ".join(_value(item, one.column, names) for item in one.value)
    elif one.value is not None:
        words["value"] = _value(one.value, one.column, names)
    return (gettext("%(column)s %(verb)s %(value)s") % words).strip()


def _value(value: Scalar, column: str, names: Names | None) -> str:
    if isinstance(value, int | float) and names is not None and int(value) in names.get(column, {}):
        return gettext("« %(name)s »") % {"name": names[column][int(value)]}
    if isinstance(value, str):
        causes = {"client": gettext("nous"), "provider": gettext("le prestataire")}
        return causes.get(value) or gettext("« %(name)s »") % {"name": value}
    return formats.number(value)
