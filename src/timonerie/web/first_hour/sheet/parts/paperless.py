"""Which providers are paid without a paper here."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.facts.queries import accounting, purchases
from timonerie.domains.facts.queries.purchases import Payee
from timonerie.web.first_hour.sheet.parts import costs, frame
from timonerie.web.first_hour.sheet.shapes import Asked, Part, Question, Row, Told

KEY = "sans-papier"
LEAST = 100_000
"""Cents a year below which nobody expects a contract: a thousand euros."""


def told(asked: Asked) -> Told:
    may = asked.actor.may("contract.read")
    if not may or not accounting.sees_all(asked.actor, on=asked.on):
        return Told()
    title = _("Sans papier")
    if purchases.window() is None:
        missing = _("Il faut un FEC, pour savoir qui est payé, et les contrats que vous avez.")
        return Told(part=Part(key=KEY, title=title, missing=missing))
    found = _without(asked)
    rows, more = frame.cut([_row(asked, one) for one in found])
    part = Part(key=KEY, title=title, finding=_finding(found), rows=rows, more=more)
    return Told(part=part, questions=tuple(_question(asked, one) for one in found[:3]))


def _without(asked: Asked) -> list[Payee]:
    """Paid regularly or much, and neither a signed contract nor a document names them."""
    listed = contracts.listed(asked.actor, on=asked.on)
    held = {one.contract.provider_id for one in listed if one.contract.stage == Stage.SIGNED}
    return [
        one
        for one in costs.of_services()
        if one.services >= LEAST and (one.provider is None or one.provider.pk not in held)
    ]


def _row(asked: Asked, one: Payee) -> Row:
    url = frame.lines_url(asked, one.keys)
    return Row(text=one.name, figure=frame.money(one.services), url=url)


def _finding(found: list[Payee]) -> str:
    if not found:
        return _("Chaque prestataire payé plus de 1 000 € en douze mois a un contrat ici.")
    text = ngettext(
        "Un prestataire payé plus de 1 000 € en douze mois n’a aucun contrat ici.",
        "%(n)s prestataires payés plus de 1 000 € en douze mois n’ont aucun contrat ici.",
        len(found),
    )
    return text % {"n": len(found)}


def _question(asked: Asked, one: Payee) -> Question:
    text = _("Où est le contrat de %(name)s, payé %(spend)s en douze mois ?")
    return Question(
        text=text % {"name": one.name, "spend": frame.money(one.services)},
        part=KEY,
        weight=frame.heavy(one.services),
        url=_row(asked, one).url,
    )
