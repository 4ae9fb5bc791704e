"""The three ways out of a term, costed, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from timonerie.domains.contracts.queries import renewals as queries
from timonerie.domains.contracts.renewal_enums import RenewalChoice
from timonerie.domains.contracts.rules import renewals as rules
from timonerie.domains.contracts.rules.renewals import Option, Range
from timonerie.foundations.wording import formats
from timonerie.web import incident_words
from timonerie.web.renewal_files.shapes import Asked, Line, OptionTold
from timonerie.web.renewal_files.sources import tacit


def told(asked: Asked) -> tuple[OptionTold, ...]:
    """In the order of the enumeration: as is, renegotiated, left."""
    return tuple(_told(asked, one) for one in rules.options(asked.given))


def _told(asked: Asked, option: Option) -> OptionTold:
    total = option.total
    return OptionTold(
        choice=option.choice,
        label=str(RenewalChoice(option.choice).label),
        total=_("montant inconnu") if total is None else _range(asked, total),
        is_known=total is not None,
        lines=tuple(_lines(asked, option)),
        unknown=tuple(str(_words()[code]) for code in option.unknown),
        is_chosen=asked.file.choice == option.choice,
    )


def _lines(asked: Asked, option: Option) -> list[Line]:
    lines = []
    if option.until_end is not None:
        text = _("D’ici au %(day)s") % {"day": formats.day(asked.file.term_end, style="short")}
        source = _("dû dans tous les cas")
        lines.append(Line(text=text, figure=_cents(asked, option.until_end), source=source))
    if option.choice == "leave":
        return [*lines, *_leaving(asked, option)]
    if option.after is not None:
        text = _("Reconduction : %(length)s") % {"length": tacit.length(asked)}
        figure = _cents(asked, option.after)
        lines.append(Line(text=text, figure=figure, source=_assumption(asked, option)))
    return lines


def _assumption(asked: Asked, option: Option) -> str:
    percent = asked.file.percent
    if option.choice != "renegotiate" or percent is None:
        return ""
    words = {"percent": formats.percent(float(percent) / 100, signed=True)}
    return _("hypothèse saisie : prix %(percent)s") % words


def _leaving(asked: Asked, option: Option) -> list[Line]:
    day = {"day": formats.day(asked.file.last_day)}
    lines = [Line(text=_("Préavis à donner avant le %(day)s") % day)]
    if option.once is None:
        return lines
    said = asked.file.exit_cents is not None
    source = _("saisi dans ce dossier") if said else _sources(asked)
    text = _("Transition et sortie, une fois")
    return [*lines, Line(text=text, figure=_range(asked, option.once), source=source)]


def _sources(asked: Asked) -> str:
    """The activities whose costs say it."""
    names = dict.fromkeys(one.activity.name for one in queries.exit_lines(asked.contract))
    return _("coûts dits de : %(names)s") % {"names": ", ".join(names)}


def _cents(asked: Asked, cents: int) -> str:
    """To the nearest whole amount: shares of a month are no reason to show cents."""
    cents = round(cents / 100) * 100
    return incident_words.cost(cents, asked.contract.currency)


def _range(asked: Asked, found: Range) -> str:
    low, high = _cents(asked, found.low), _cents(asked, found.high)
    return low if low == high else _("%(low)s à %(high)s") % {"low": low, "high": high}


def _words() -> Mapping[str, str]:
    return {
        "yearly": _("Le montant annuel n’est pas connu."),
        "renewal": _("La durée de ce qui suivrait n’est pas connue."),
        "assumption": _("Dites de combien le prix changerait."),
        "exit": _("Dites ce que coûtent la transition et la sortie."),
        "replacement": _("Le prix de qui prendrait la suite n’est pas compté."),
    }
