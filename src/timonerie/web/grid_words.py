"""What is kept, entrusted and promised, in the words and the shapes of a screen."""

from collections.abc import Mapping
from math import floor

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.sourcing import grid_sentences
from timonerie.domains.sourcing.enums import Benefit, Choice, Hold, Verdict
from timonerie.domains.sourcing.models import PromisedBenefit, SourcingDecision
from timonerie.foundations.wording import formats
from timonerie.web import incident_words
from timonerie.web.charts.scatters import Shape

SHAPES: Mapping[Verdict, Shape] = {
    Verdict.CORE: "square",
    Verdict.HYBRID: "diamond",
    Verdict.DELEGABLE: "circle",
    Verdict.RESERVE: "triangle",
}
HOURS, HUNDRED = 3600, 100
UNITS: Mapping[Benefit, Promise] = {
    Benefit.COST: gettext_lazy("€ par an"),
    Benefit.DELAY: gettext_lazy("heures"),
    Benefit.ERRORS: gettext_lazy("part des dossiers (en %)"),
    Benefit.HOURS: gettext_lazy("heures par an"),
}


def verdict(found: Verdict | str | None) -> str:
    """In a word or two; what nobody noted is to be known."""
    return grid_sentences.verdict(Verdict(found)) if found else _("à connaître")


def hold(found: Hold | str | None) -> str:
    return str(Hold(found).label) if found else _("à connaître")


def choice(decision: SourcingDecision | None) -> str:
    return str(Choice(decision.choice).label) if decision else _("à décider")


def score(value: float | None) -> str:
    """Cut after its first decimal: none seems to reach a threshold that it does not reach."""
    return _("à connaître") if value is None else formats.number(cut(value))


def cut(value: float) -> float:
    return floor(value * 10) / 10


def share(value: float | None) -> str:
    return "—" if value is None else formats.percent(value, decimals=0)


def followed(decision: SourcingDecision | None) -> str:
    """Whether a decision follows the verdict of its day; a dash where there was none to follow."""
    if decision is None or not decision.verdict or decision.choice == Choice.WAIT:
        return "—"
    return _("oui") if decision.is_followed else _("non")


def amount(kind: Benefit | str, value: float | None) -> str:
    """What is promised or measured, in its unit."""
    if value is None:
        return _("à connaître")
    match Benefit(kind):
        case Benefit.COST:
            return incident_words.cost(round(value), "EUR")
        case Benefit.DELAY:
            return formats.duration(value * HOURS)
        case Benefit.ERRORS:
            return formats.percent(value)
        case Benefit.HOURS:
            return f"{formats.number(value)}{formats.NO_BREAK}h"


def is_kept(benefit: PromisedBenefit, measured: float | None) -> bool | None:
    """Costs, delays and errors are kept from below, hours freed from above; None unmeasured."""
    if measured is None:
        return None
    if benefit.kind == Benefit.HOURS:
        return measured >= benefit.promised
    return measured <= benefit.promised
