"""A revision of prices in words: every step of its arithmetic, to be done again by hand."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import IndexClause, PriceRevision
from timonerie.domains.contracts.price_enums import Limit
from timonerie.domains.contracts.queries import indexation
from timonerie.domains.contracts.rules.money import indexing
from timonerie.foundations.wording import formats

NO_BREAK = "\u00a0"
SIGNS = {"EUR": "€"}
HUNDREDTHS = 100
EURO = 10_000
"""Hundredths of cents in one unit of the currency."""


def price(amount: int | None, currency: str) -> str:
    """Hundredths of cents as « 1 250,00 € », « 12,505 € »."""
    if amount is None:
        return ""
    value = Decimal(amount) / EURO
    decimals = 2 if amount % HUNDREDTHS == 0 else 4
    return f"{formats.number(value, decimals=decimals)}{NO_BREAK}{SIGNS.get(currency, currency)}"


def value(figure: Decimal) -> str:
    """An index, with the decimals it has: « 132,4 »."""
    plain = figure.normalize()
    exponent = plain.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return formats.number(plain, decimals=decimals)


def share(hundredths: int) -> str:
    """« 15 % », « 2,5 % »."""
    return formats.percent(Decimal(hundredths) / (HUNDREDTHS * HUNDREDTHS), decimals=2)


def formula(clause: IndexClause) -> str:
    """« P = P0 × (0,15 + 0,85 × S / S0) », then its limits."""
    rule = indexation.formula(clause)
    told = [f"P{NO_BREAK}= P0 × {_inside(rule, 'S', 'S0')}"]
    if clause.cap is not None:
        told.append(_("plafond de %(share)s par révision") % {"share": share(clause.cap)})
    if clause.floor is not None:
        told.append(_("plancher de %(share)s par révision") % {"share": share(clause.floor)})
    return ", ".join(told)


def steps(revision: PriceRevision, *, currency: str) -> Iterator[str]:
    """One sentence a price, or a band of a price: « 1 250,00 € × (0,15 + 0,85 × 132,4 / 127,1) =
    1 250,00 € × 1,035444 = 1 294,31 € »."""
    clause = revision.clause
    rule = indexation.formula(clause)
    used, reference = revision.value.value, revision.reference_value
    given = indexing.factor(rule, value=used, reference=reference)
    inside = _inside(rule, value(used), value(reference))
    for title, before, after in _amounts(revision.lines):
        words = {
            "title": title,
            "before": price(before, currency),
            "inside": inside,
            "factor": _factor(given.raw),
            "after": price(after, currency),
        }
        if revision.limit == Limit.NONE:
            yield (
                _("%(title)s : %(before)s × %(inside)s = %(before)s × %(factor)s = %(after)s")
                % words
            )
        else:
            words["kept"] = _factor(given.kept)
            words["limit"] = str(Limit(revision.limit).label)
            yield (
                _(
                    "%(title)s : %(before)s × %(inside)s = %(before)s × %(factor)s, ramené à"
                    " %(kept)s par le %(limit)s, soit %(before)s × %(kept)s = %(after)s"
                )
                % words
            )


def _amounts(lines: list[dict[str, Any]]) -> Iterator[tuple[str, int, int]]:
    for line in lines:
        if line["before"] is not None:
            yield line["title"], line["before"], line["after"]
        for band in line["bands"]:
            to = _("au-delà") if band["to"] is None else _("jusqu’à %(to)s") % {"to": band["to"]}
            yield f"{line['title']}, {to}", band["before"] or 0, band["after"]


def _inside(rule: indexing.Formula, used: str, reference: str) -> str:
    fixed, indexed = (
        formats.number(Decimal(part) / indexing.WHOLE, decimals=2 if part % HUNDREDTHS == 0 else 4)
        for part in (rule.fixed, rule.indexed)
    )
    return f"({fixed} + {indexed} × {used} / {reference})"


def _factor(exact: Fraction) -> str:
    """To six decimals; the computation itself is exact."""
    return formats.number(Decimal(exact.numerator) / Decimal(exact.denominator), decimals=6)
