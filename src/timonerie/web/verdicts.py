"""Why a figure is in its state, in sentences that need no statistics."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.performance import figure_words
from timonerie.domains.performance.models import Target
from timonerie.domains.performance.queries.board import Judgement, Reading
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.wording import formats
from timonerie.web import readings

FEW = 10
"""Below this many cases, one more or one less changes the figure."""


def of_reading(reading: Reading) -> str:
    """What a measured figure is worth beside its target."""
    target, value = reading.target, reading.value
    if target is None or value is None:
        return _("Aucune cible n’est fixée : le chiffre est suivi, pas jugé.")
    metric = reading.definition.metric
    words = {
        "bounds": readings.bounds_text(metric, target.low, target.high),
        "gap": _amount(metric, gap_of(target, value)),
        "watch": _amount(metric, target.watch),
    }
    if reading.judgement == Judgement.MET:
        return _("La cible est tenue : %(bounds)s.") % words
    if reading.judgement == Judgement.WATCH:
        return (
            _(
                "La cible (%(bounds)s) est manquée de %(gap)s : c’est dans la marge de vigilance, "
                "qui est de %(watch)s."
            )
            % words
        )
    if target.watch:
        return (
            _(
                "La cible (%(bounds)s) est manquée de %(gap)s : c’est plus que la marge de "
                "vigilance, qui est de %(watch)s."
            )
            % words
        )
    return _("La cible (%(bounds)s) est manquée de %(gap)s.") % words


def of_silence(silence: str | None) -> str:
    """Why there is no figure."""
    if silence == "missing":
        return _(
            "Un envoi attendu n’est pas arrivé pour ce mois. Le chiffre n’est ni zéro ni cent : "
            "il n’est pas connu."
        )
    if silence == "no_activity":
        return _(
            "Tout ce qui était attendu est arrivé, et aucun dossier ne compte ici pour ce mois."
        )
    return _("Cet indicateur n’a jamais été mesuré ici : aucune source n’en parle.")


def of_closed_before() -> str:
    """Why a closed period has no figure of an indicator made since."""
    return _(
        "Ce mois a été clôturé avant que cet indicateur existe : il garde ce qui était connu"
        " alors. Rouvrez-le pour que l’indicateur y soit calculé."
    )


def gap_of(target: Target, value: float) -> float:
    """How far a value is out of its target; 0 inside."""
    short = 0.0 if target.low is None else target.low - value
    over = 0.0 if target.high is None else value - target.high
    return max(short, over, 0.0)


def calculation(reading: Reading) -> str:
    """The arithmetic of a figure, with its numbers."""
    metric, n = reading.definition.metric, reading.n
    words = {
        "value": readings.text_of(reading),
        "n": formats.number(n),
        "hit": _number(metric, reading.numerator),
        "all": _number(metric, reading.denominator),
    }
    if metric.aggregate == "ratio" and reading.numerator is not None:
        return (
            ngettext(
                "%(hit)s dossier sur %(n)s = %(value)s",
                "%(hit)s dossiers sur %(n)s = %(value)s",
                formats.plural(reading.numerator),
            )
            % words
        )
    if metric.aggregate in ("mean", "quotient") and reading.denominator:
        return _("%(hit)s divisé par %(all)s = %(value)s") % words
    sentences = {
        "median": _("La moitié des %(n)s dossiers est à %(value)s ou moins, l’autre à plus."),
        "p90": _("Neuf dossiers sur dix sont à %(value)s ou moins ; %(n)s dossiers comptés."),
        "p95": _("Dix-neuf dossiers sur vingt sont à %(value)s ou moins ; %(n)s dossiers comptés."),
        "sum": _("Total de %(n)s dossiers : %(value)s."),
    }
    plain = ngettext("%(n)s dossier compté.", "%(n)s dossiers comptés.", n)
    return sentences.get(metric.aggregate, plain) % words


def caution(reading: Reading) -> str:
    """What to keep in mind when few cases make a figure; nothing otherwise."""
    metric, n = reading.definition.metric, reading.n
    if not 0 < n < FEW or metric.aggregate in ("count", "sum"):
        return ""
    if metric.aggregate == "ratio":
        return _(
            "Moins de 10 dossiers : un seul de plus ou de moins déplace le chiffre de %(step)s."
        ) % {"step": formats.points(1 / n, decimals=0).lstrip("+")}
    return _("Moins de 10 dossiers : un seul peut déplacer le chiffre.")


def _amount(metric: Metric, amount: float) -> str:
    """A difference between two values of an indicator."""
    if metric.unit == "ratio":
        is_whole = round(amount * 100, 1) % 1 == 0
        return formats.points(amount, decimals=0 if is_whole else 1).lstrip("+")
    return figure_words.value_text(metric, amount)


def _number(metric: Metric, value: float | None) -> str:
    return "" if value is None else formats.number(value)
