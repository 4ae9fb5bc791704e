"""Who costs what, from the books."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.queries import accounting, purchases
from timonerie.domains.facts.queries.purchases import Payee, Regular, Window
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.months import month_label
from timonerie.web.first_hour.sheet.parts import frame
from timonerie.web.first_hour.sheet.shapes import Asked, Part, Question, Row, Told, Unknown

KEY = "couts"
RECENT_DAYS = 400
"""A rise older than that is no news."""
FEW = 5
_RISE = 0.05
_BIG_SHARE = 0.25


def told(asked: Asked) -> Told:
    if not accounting.sees_all(asked.actor, on=asked.on):
        return Told()
    span = purchases.window()
    if span is None:
        return _nothing(asked)
    found = of_services()
    total = sum(one.services for one in found)
    rows, more = frame.cut([_row(asked, one, total) for one in found])
    part = Part(
        key=KEY,
        title=_("Qui coûte quoi"),
        finding=_finding(found, total),
        rows=rows,
        more=more,
        source=_source(span),
        url=reverse("purchases", args=[asked.slug]),
    )
    questions = (*_dependence(asked, found, total), *_rises(asked, span), *_gaps(asked, span))
    return Told(part=part, questions=questions, unknown=tuple(_unknown(asked, span)))


def _nothing(asked: Asked) -> Told:
    missing = _("Aucun FEC lu. Demandez celui du dernier exercice à votre comptable.")
    part = Part(key=KEY, title=_("Qui coûte quoi"), missing=missing)
    unknown = Unknown(
        text=_("Ce que coûte chaque prestataire : aucun FEC n’est lu."),
        url=reverse("first-hour", args=[asked.slug]),
    )
    return Told(part=part, unknown=(unknown,))


def of_services() -> list[Payee]:
    """Those who are paid for services, the most first: who only sells goods steers nothing."""
    return sorted(
        (one for one in purchases.providers() if one.services > 0),
        key=lambda one: (-one.services, one.name),
    )


def _row(asked: Asked, one: Payee, total: int) -> Row:
    return Row(
        text=one.name,
        note=formats.percent(one.services / total, decimals=0),
        figure=frame.money(one.services),
        url=frame.lines_url(asked, one.keys),
    )


def _finding(found: list[Payee], total: int) -> str:
    if not found:
        return _("Aucune prestation n’est donnée à un tiers.")
    told = {"total": frame.money(total)}
    if len(found) <= FEW:
        return (
            _("%(total)s de prestations hors taxes sur douze mois, sans les achats de biens.")
            % told
        )
    share = sum(one.services for one in found[:FEW]) / total
    return _(
        "%(total)s de prestations hors taxes sur douze mois, sans les achats de biens ; les cinq"
        " premiers en font %(share)s."
    ) % {**told, "share": formats.percent(share, decimals=0)}


def _source(span: Window) -> str:
    names = ", ".join(dict.fromkeys(one.file_name for one in span.files))
    text = _("Écritures de %(first)s à %(last)s : %(files)s")
    first, last = month_label(span.first), month_label(span.last)
    return text % {"first": first, "last": last, "files": names}


def _dependence(asked: Asked, found: list[Payee], total: int) -> Iterator[Question]:
    for one in found[:1]:
        share = one.services / total
        if share >= _BIG_SHARE:
            text = _("Que faites-vous si %(name)s s’arrête demain ? %(share)s de vos prestations.")
            yield Question(
                text=text % {"name": one.name, "share": formats.percent(share, decimals=0)},
                part=KEY,
                weight=100 * share,
                url=frame.lines_url(asked, one.keys),
            )


def _rises(asked: Asked, span: Window) -> Iterator[Question]:
    """The last rise of each regular amount, when it is recent and says something."""
    for one in purchases.recurring():
        day, before, after, share = one.changes[-1] if one.changes else (date.min, 0, 0, 0.0)
        if share < _RISE or (span.last - day).days > RECENT_DAYS:
            continue
        yield Question(
            text=_(
                "Pourquoi %(name)s est-il passé de %(before)s à %(after)s en %(month)s"
                " (%(share)s) ?"
            )
            % {
                "name": one.name,
                "before": frame.money(before),
                "after": frame.money(after),
                "month": month_label(day),
                "share": formats.percent(share, decimals=0, signed=True),
            },
            part=KEY,
            weight=20 + frame.heavy(4 * round((after - before) * _times(one))),
            url=reverse("purchases-regular", args=[asked.slug]),
        )


def _gaps(asked: Asked, span: Window) -> Iterator[Question]:
    """An invoice that was expected and is not in the books."""
    for one in purchases.recurring():
        if one.ended:
            continue
        missing = [day for day in one.missing if (span.last - day).days <= RECENT_DAYS]
        if missing:
            text = _("Où est la facture de %(name)s attendue vers le %(day)s (%(usual)s) ?")
            named = {"name": one.name, "day": formats.day(missing[-1])}
            yield Question(
                text=text % {**named, "usual": frame.money(one.usual)},
                part=KEY,
                weight=10 + frame.heavy(one.usual),
                url=reverse("purchases-regular", args=[asked.slug]),
            )


def _times(one: Regular) -> float:
    """How often a year."""
    return one.yearly / one.usual if one.usual else 0.0


def _unknown(asked: Asked, span: Window) -> Iterator[Unknown]:
    if span.missing:
        text = ngettext(
            "Les achats d’un mois, qu’aucun FEC ne couvre : %(months)s.",
            "Les achats de %(n)s mois, qu’aucun FEC ne couvre : %(months)s.",
            len(span.missing),
        )
        months = ", ".join(month_label(month) for month in span.missing)
        yield Unknown(
            text=text % {"n": len(span.missing), "months": months},
            url=reverse("purchases-files", args=[asked.slug]),
        )
