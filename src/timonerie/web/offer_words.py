"""The words of the offers, on screen and on paper alike."""

import textwrap
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.sourcing.enums import OfferState
from timonerie.domains.sourcing.models import Offer, OfferAnswer, OfferLink
from timonerie.domains.sourcing.queries.offer_comparison import Beside, Compared
from timonerie.domains.sourcing.queries.sealed_offers import Progress
from timonerie.domains.sourcing.rules.offers import band_text
from timonerie.domains.sourcing.rules.offers.comparisons import PRICE, Standing
from timonerie.domains.sourcing.rules.offers.totals import Total
from timonerie.domains.sourcing.rules.offers.volumes import Scenario
from timonerie.domains.sourcing.rules.statements.shapes import Line
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State

NO_BREAK = "\u00a0"
CENTS = 100
SHORT = 26
"""Letters of a name that a column has room for."""
RECURRENCES = {
    "unit": gettext_lazy("par unité"),
    "month": gettext_lazy("par mois"),
    "quarter": gettext_lazy("par trimestre"),
    "half": gettext_lazy("par semestre"),
    "year": gettext_lazy("par an"),
    "once": gettext_lazy("une fois"),
}
SIGNS = {"EUR": "€"}
STATES = {
    OfferState.INVITED: State.MISSING,
    OfferState.DRAFT: State.WATCH,
    OfferState.SENT: State.MEASURED,
    OfferState.WITHDRAWN: State.NO_OBJECT,
    OfferState.CHOSEN: State.MET,
    OfferState.DECLINED: State.NO_ACTIVITY,
}


def short(name: str) -> str:
    """A bidder at the head of a column."""
    return textwrap.shorten(name, SHORT, placeholder="…") if len(name) > SHORT else name


def rounded(cents: int, currency: str = "EUR") -> str:
    """A total, in whole euros."""
    return formats.figure(round(Fraction(cents, CENTS)), SIGNS.get(currency, currency), decimals=0)


def cost(found: Total, scenario: Scenario = "expected") -> str:
    """A total under some volumes; what prices nothing costs nothing known."""
    if found.is_blank:
        return _("à chiffrer")
    return rounded(found.under(scenario), found.currency)


def partial(found: Total, scenario: Scenario = "expected") -> str:
    """As `cost`, for where no note stands beside: an incomplete total says so itself."""
    told = cost(found, scenario)
    if found.is_complete or found.is_blank:
        return told
    return _("%(cost)s, total incomplet") % {"cost": told}


def price(hundredths: int, currency: str = "EUR") -> str:
    """A unit price, with the decimals that it was typed with."""
    whole, _comma, decimals = band_text.euros(hundredths).partition(",")
    decimals = decimals[:2] + decimals[2:].rstrip("0")
    number = formats.number(int(whole))
    sign = SIGNS.get(currency, currency)
    return f"{number},{decimals}{NO_BREAK}{sign}" if decimals else f"{number}{NO_BREAK}{sign}"


def per(recurrence: str, unit: str = "") -> str:
    """« par bulletin », « par mois »."""
    if recurrence == "unit" and unit:
        return _("par %(unit)s") % {"unit": unit}
    return str(RECURRENCES.get(recurrence, ""))


def answered_price(answer: OfferAnswer, recurrence: str, currency: str) -> str:
    """What an answer says of its price, in one line; empty for none."""
    parts = []
    if answer.price is not None:
        parts.append(f"{price(answer.price, currency)} {per(recurrence, answer.unit)}".strip())
    if answer.bands:
        parts.append(bands(answer.bands, currency))
    return ", ".join(parts)


def figures(volume: Line) -> str:
    """« 120 à 190 par mois, 150 attendus »; empty where nobody gave a figure."""
    values = volume.values
    low, expected, high = (_figure(values.get(name)) for name in ("low", "expected", "high"))
    period = {"month": _("par mois"), "year": _("par an")}.get(str(values.get("per") or ""), "")
    if low and high and expected:
        words = {"low": low, "high": high, "expected": expected, "per": period}
        return _("%(low)s à %(high)s %(per)s, %(expected)s attendus") % words
    if low and high and low != high:
        return _("%(low)s à %(high)s %(per)s") % {"low": low, "high": high, "per": period}
    known = expected or high or low
    return f"{known} {period}".strip() if known else ""


def _figure(value: object) -> str:
    return formats.number(value) if isinstance(value, int | float) else ""


def bands(kept: Sequence[Mapping[str, int | None]], currency: str) -> str:
    def told(one: Mapping[str, int | None]) -> str:
        words = {"price": price(one["price"] or 0, currency)}
        if one["to"] is None:
            return _("%(price)s au-delà") % words
        return _("%(price)s jusqu’à %(to)s") % {**words, "to": formats.number(one["to"])}

    return ", ".join(map(told, kept))


def missing(found: Total) -> str:
    """« total incomplet : 2 lignes sans prix »; empty when it is complete."""
    if found.is_complete:
        return ""
    codes = ("price", "recurrence", "volume")
    by = {code: sum(one.code == code for one in found.missing) for code in codes}
    parts = []
    if by["price"]:
        said = ngettext("%(n)s ligne sans prix", "%(n)s lignes sans prix", by["price"])
        parts.append(said % {"n": by["price"]})
    if by["recurrence"]:
        said = ngettext(
            "%(n)s prix sans unité ni période", "%(n)s prix sans unité ni période", by["recurrence"]
        )
        parts.append(said % {"n": by["recurrence"]})
    if by["volume"]:
        said = ngettext("%(n)s volume à donner", "%(n)s volumes à donner", by["volume"])
        parts.append(said % {"n": by["volume"]})
    if any(one.code == "beyond" for one in found.missing):
        parts.append(_("un volume au-delà des tranches"))
    if any(one.code == "transition" for one in found.missing):
        parts.append(_("transition non chiffrée"))
    if any(one.code == "exit" for one in found.missing):
        parts.append(_("sortie non chiffrée"))
    return _("total incomplet : %(parts)s") % {"parts": ", ".join(parts)}


def index(ratio: Decimal) -> str:
    """The revision of a year, as a ratio."""
    if not ratio:
        return _("prix fermes")
    return _("%(index)s par an") % {"index": formats.percent(ratio)}


def standing_state(standing: Standing) -> State:
    return {
        "scored": State.MEASURED,
        "to_mark": State.MISSING,
        "to_price": State.MISSING,
        "excluded": State.MISSED,
    }[standing.state]


def mark(value: float | None) -> str:
    if value is None:
        return _("à noter")
    return _("%(mark)s sur 4") % {"mark": formats.number(round(value, 1))}


def finding(found: Compared) -> str:
    """The title of a comparison: what it says, in one sentence."""
    if found.comparison is None:
        return _("Ces offres ne se comparent pas encore")
    first = found.comparison.first()
    if not first:
        return _unranked(found)
    names = ", ".join(f"«{NO_BREAK}{found.names[key]}{NO_BREAK}»" for key in first)
    if len(first) > 1:
        return _("%(names)s arrivent à égalité en tête") % {"names": names}
    share = found.comparison.shares.get(first[0], 0.0)
    words = {"name": names, "share": formats.percent(share, decimals=0)}
    if found.comparison.is_provisional:
        return _("%(name)s est en tête, à titre provisoire") % words
    if len(found.comparison.shares) == 1:
        if _is_complete_apart(found, first[0]):
            return _("%(name)s est la seule offre conforme et complète") % words
        return _("%(name)s est la seule offre complète") % words
    return _("%(name)s est en tête sous %(share)s des pondérations plausibles") % words


def _is_complete_apart(found: Compared, key: str) -> bool:
    """Whether an offer beside this one has a complete total, and is excluded."""
    assert found.comparison is not None
    excluded = {one.key for one in found.comparison.standings if one.state == "excluded"}
    return any(one.key in excluded - {key} and one.total.is_complete for one in found.offers)


def _unranked(found: Compared) -> str:
    assert found.comparison is not None
    if all(one.state == "excluded" for one in found.comparison.standings):
        return _("Aucune offre n’est conforme à ce qui est éliminatoire")
    complete = sorted((one for one in found.offers if one.total.is_complete), key=_expected)
    if len(complete) < 2:
        return _("Aucun classement encore : des offres sont à noter ou à chiffrer")
    names = {"low": complete[0].offer.bidder, "high": complete[-1].offer.bidder}
    gap = rounded(complete[-1].total.expected - complete[0].total.expected)
    return _("« %(low)s » coûte %(gap)s de moins que « %(high)s », et rien n’est encore classé") % {
        **names,
        "gap": gap,
    }


def _expected(one: Beside) -> int:
    return one.total.expected


def names(found: Compared) -> dict[str, str]:
    return {**found.names, PRICE: _("Prix")}


def situation(link: OfferLink, at: datetime) -> str:
    if link.revoked_at is not None:
        return _("révoqué")
    return _("ouvert") if link.is_open(at=at) else _("terminé")


def received(offer: Offer) -> str:
    return formats.day(timezone.localdate(offer.sent_at), style="short") if offer.sent_at else "—"


def progress(found: Progress) -> str:
    """« 3 lignes répondues sur 12, enregistré à 14 h 32 »."""
    words = {"answered": formats.number(found.answered), "asked": formats.number(found.asked)}
    said = ngettext(
        "%(answered)s ligne répondue sur %(asked)s",
        "%(answered)s lignes répondues sur %(asked)s",
        found.answered,
    )
    if not found.answered:
        said = _("aucune ligne répondue sur %(asked)s")
    parts = (said % words, saved(found.saved_at))
    return ", ".join(part for part in parts if part)


def titled(answers: Sequence[OfferAnswer]) -> str:
    """« Bulletin », « Forfait mensuel » »: answers by their titles; empty for none."""
    return ", ".join(f"«{NO_BREAK}{one.title}{NO_BREAK}»" for one in answers)


def saved(at: datetime | None) -> str:
    """« enregistré à 14 h 32 », with the day where it is another one."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    clock = f"{local.hour}{NO_BREAK}h{NO_BREAK}{local.minute:02d}"
    if local.date() == timezone.localdate():
        return _("enregistré à %(clock)s") % {"clock": clock}
    words = {"clock": clock, "day": formats.day(local.date())}
    return _("enregistré le %(day)s à %(clock)s") % words
