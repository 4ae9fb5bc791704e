"""Which contracts renew within six months, and until when it can be decided."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.queries import contracts
from timonerie.domains.contracts.queries.contracts import DatedContract
from timonerie.foundations.wording import formats
from timonerie.web.first_hour.sheet.parts import frame
from timonerie.web.first_hour.sheet.shapes import Asked, Part, Question, Row, Told, Unknown

KEY = "reconductions"
_SOON, _NEAR = 30, 90


def told(asked: Asked) -> Told:
    if not asked.actor.may("contract.read"):
        return Told()
    known = contracts.listed(asked.actor, on=asked.on)
    found = contracts.renewing(asked.actor, on=asked.on)
    rows, more = frame.cut([_row(asked, one) for one in found])
    part = Part(
        key=KEY,
        title=_("À décider dans les six mois"),
        finding=_finding(found) if known else "",
        rows=rows,
        more=more,
        missing="" if known else _("Aucun contrat connu. Apportez votre liste, même incomplète."),
        url=reverse("contracts", args=[asked.slug]),
    )
    questions = tuple(_question(asked, one) for one in found)
    return Told(part=part, questions=questions, unknown=tuple(_unknown(asked, known)))


def _row(asked: Asked, one: DatedContract) -> Row:
    return Row(
        text=one.contract.name,
        note=one.contract.provider.name if one.contract.provider else "",
        figure=frame.short_day(one.decide_by) if one.decide_by else "",
        url=reverse("contract", args=[asked.slug, one.contract.public_id]),
    )


def _finding(found: list[DatedContract]) -> str:
    if not found:
        return _("Aucun contrat connu ne demande de décision d’ici six mois.")
    text = ngettext(
        "Un contrat se décide avant le %(day)s.",
        "%(n)s contrats, dont le premier se décide avant le %(day)s.",
        len(found),
    )
    first = min(one.decide_by for one in found if one.decide_by)
    return text % {"n": len(found), "day": formats.day(first)}


def _question(asked: Asked, one: DatedContract) -> Question:
    assert one.decide_by is not None
    cents = one.contract.yearly_cents
    named = {
        "what": _what(one),
        "day": formats.day(one.decide_by),
        "price": frame.money(cents, one.contract.currency) if cents else "",
    }
    text = (
        _("Voulez-vous garder %(what)s, à %(price)s par an ? À décider avant le %(day)s.")
        if cents
        else _("Voulez-vous garder %(what)s ? À décider avant le %(day)s.")
    )
    left = (one.decide_by - asked.on).days
    urgency = 60 if left <= _SOON else 30 if left <= _NEAR else 10
    return Question(
        text=text % named,
        part=KEY,
        weight=urgency + frame.heavy(cents or 0) / 2,
        url=reverse("contract", args=[asked.slug, one.contract.public_id]),
    )


def _what(one: DatedContract) -> str:
    named = {"name": one.contract.name}
    if one.contract.provider is None:
        return _("« %(name)s »") % named
    return _("« %(name)s » (%(provider)s)") % {**named, "provider": one.contract.provider.name}


def _unknown(asked: Asked, known: list[DatedContract]) -> Iterator[Unknown]:
    """Contracts that nobody can date yet."""
    blank = [one for one in known if one.decide_by is None and one.unknown]
    if not known:
        yield Unknown(
            text=_("Les dates de vos contrats : aucune liste n’est venue."),
            url=reverse("first-hour", args=[asked.slug]),
        )
    if blank:
        text = ngettext(
            "La date de décision d’un contrat : %(names)s.",
            "La date de décision de %(n)s contrats, dont %(names)s.",
            len(blank),
        )
        names = ", ".join(one.contract.name for one in blank[:3])
        yield Unknown(
            text=text % {"n": len(blank), "names": names},
            url=reverse("contracts", args=[asked.slug]),
        )
