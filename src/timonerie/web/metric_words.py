"""A definition in plain words: what is counted, over what, by which clock; and what changed."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.sentences import said
from timonerie.domains.performance.operations.indicators import bounds
from timonerie.engine.indicators.measures import Measure
from timonerie.engine.indicators.metric import Metric
from timonerie.web import condition_words, readings
from timonerie.web.condition_words import COLUMNS, Names

AGGREGATES: dict[str, Promise] = {
    "count": _("le nombre de demandes"),
    "ratio": _("la part des demandes où %(numerator)s, parmi celles dont on le sait"),
    "sum": _("la somme : %(measure)s"),
    "mean": _("la moyenne : %(measure)s"),
    "median": _("la médiane : %(measure)s"),
    "p90": _("neuf demandes sur dix font moins : %(measure)s"),
    "p95": _("dix-neuf demandes sur vingt font moins : %(measure)s"),
    "quotient": _("le rapport des totaux : %(measure)s, sur %(per)s"),
}
ANCHORS: dict[str, Promise] = {
    "received": _("le jour de la réception"),
    "started": _("le jour de la prise en charge"),
    "delivered": _("le jour de la livraison"),
    "resolved": _("le jour de la résolution"),
    "due": _("le jour de l’échéance"),
}
UNITS: dict[str, Promise] = {
    "ratio": _("pour cent"),
    "count": _("nombre"),
    "hours": _("heures écoulées"),
    "working_hours": _("heures ouvrées du site"),
    "days": _("jours"),
    "currency": _("montant, devise par devise"),
    "quantity": _("unités d’œuvre"),
}
DIRECTIONS: dict[str, Promise] = {
    "higher": _("plus c’est haut, mieux c’est"),
    "lower": _("plus c’est bas, mieux c’est"),
    "range": _("ni trop haut ni trop bas"),
}
Pair = dict[str, str]


def lines(metric: Metric, names: Names | None = None) -> list[Pair]:
    """The definition, a line an idea."""
    return [{"term": term, "detail": detail} for term, detail in _told(metric, names)]


def changes(before: Metric, after: Metric, names: Names | None = None) -> list[Pair]:
    """What a version changed, each line as it was and as it is."""
    old, new = dict(_told(before, names)), dict(_told(after, names))
    nothing = gettext("rien")
    return [
        {"term": term, "before": old.get(term, nothing), "after": new.get(term, nothing)}
        for term in {**old, **new}
        if old.get(term) != new.get(term)
    ]


def measure(one: Measure) -> str:
    start = str(COLUMNS.get(one.start, one.start))
    if one.kind == "elapsed" and one.end is not None:
        words = {"start": start, "end": str(COLUMNS.get(one.end, one.end))}
        return gettext("le temps écoulé entre %(start)s et %(end)s") % words
    if one.kind == "age":
        return gettext("le temps écoulé depuis %(start)s") % {"start": start}
    return start


def clock(metric: Metric) -> str:
    if metric.is_stock:
        return gettext("les demandes ouvertes à la fin de la période")
    return str(ANCHORS[metric.anchor])


def _told(metric: Metric, names: Names | None) -> Iterator[tuple[str, str]]:
    yield gettext("Nom"), said(metric.label)
    yield gettext("Ce qui est calculé"), _calculated(metric, names)
    population = [*metric.filter, *((metric.denominator,) if metric.denominator else ())]
    yield (
        gettext("Sur quelles demandes"),
        " ; ".join(condition_words.condition(one, names) for one in population)
        or gettext("toutes les demandes du périmètre"),
    )
    yield gettext("Ce qui place une demande dans la période"), clock(metric)
    yield gettext("Unité"), str(UNITS[metric.unit])
    yield gettext("Sens"), str(DIRECTIONS[metric.direction])
    low, high = bounds(metric)
    suggested = readings.bounds_text(metric, low, high)
    if suggested:
        yield gettext("Cible proposée"), suggested
    if metric.formula:
        yield gettext("Formule"), said(metric.formula)
    if metric.source:
        yield gettext("Origine de la définition"), said(metric.source)


def _calculated(metric: Metric, names: Names | None) -> str:
    numerator = condition_words.condition(metric.numerator, names) if metric.numerator else ""
    return str(AGGREGATES[metric.aggregate]) % {
        "numerator": numerator,
        "measure": measure(metric.measure) if metric.measure else "",
        "per": measure(metric.per) if metric.per else "",
    }
