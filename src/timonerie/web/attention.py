"""What needs a decision, one line each. A kind of line is a function; a page above registers its
own by adding it to `SOURCES`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.models import BatchState
from timonerie.domains.facts.queries import batches
from timonerie.domains.performance.queries.board import Judgement, Reading
from timonerie.domains.performance.rules import Group
from timonerie.foundations.accounts.actors import Actor
from timonerie.web import formats, months, readings, streaks
from timonerie.web.boards import HEADLINES, Desk
from timonerie.web.states import State
from timonerie.web.streaks import Streak

SHOWN = 5
#: How many sites a line names before it counts the others.
NAMED = 3


@dataclass(frozen=True)
class Line:
    """What happened, since when, why it matters, and the next gesture; heavier lines first."""

    title: str
    why: str
    state: State
    url: str
    gesture: str
    since: str = ""
    weight: float = 0.0


@dataclass(frozen=True)
class Scene:
    """What a source of lines looks at: the desk, the readings of the month by provider at a site,
    and the sites shown, in the order of their names."""

    desk: Desk
    readings: Sequence[Reading]
    sites: Sequence[int]

    def watched(self, judgement: Judgement) -> list[Reading]:
        """Headlines judged so, at one site for one provider."""
        return [
            one
            for one in self.readings
            if one.judgement == judgement
            and one.definition.metric.code in HEADLINES
            and one.group.provider is not None
            and one.group.unit in self.sites
        ]


Source = Callable[[Scene, Actor], Iterator[Line]]


def lines(scene: Scene, actor: Actor) -> list[Line]:
    """The lines of this reader, the heaviest first."""
    found = [line for source in SOURCES for line in source(scene, actor)]
    return sorted(found, key=lambda line: -line.weight)[:SHOWN]


def missed_targets(scene: Scene, actor: Actor) -> Iterator[Line]:
    """Figures out of their target at a site for a provider, those that weigh on most cases first:
    one line for a provider on a site, what is worst there opens the conversation."""
    if not actor.may("indicator.read"):
        return
    worst: dict[Group, Reading] = {}
    for reading in scene.watched(Judgement.MISSED):
        known = worst.get(reading.group)
        if known is None or _weight(reading) > _weight(known):
            worst[reading.group] = reading
    picked = sorted(worst.values(), key=_weight, reverse=True)[:SHOWN]
    since = streaks.of_readings(scene.desk, picked)
    for reading in picked:
        yield _missed(scene.desk, reading, since[streaks.key_of(reading)])


def missing_files(scene: Scene, actor: Actor) -> Iterator[Line]:
    """Sites from which something is missing this month, in one line."""
    if not actor.may("import.read"):
        return
    desk = scene.desk
    sites = [unit for unit in scene.sites if _is_missing(desk, unit)]
    if not sites:
        return
    names = ", ".join(desk.names.units[unit][1] for unit in sites[:NAMED])
    others = len(sites) - NAMED
    if others > 0:
        names += ngettext(" et %(n)s autre", " et %(n)s autres", others) % {"n": others}
    yield Line(
        title=_("%(sites)s : tout n’est pas arrivé pour %(month)s")
        % {"sites": names, "month": desk.month.label},
        since=_missing_since(desk, sites),
        why=_("Les totaux de ce mois ne comptent pas ce qui manque."),
        state=State.MISSING,
        url=reverse("import-new", args=[desk.slug]),
        gesture=_("Importer"),
        weight=50,
    )


def refused_files(scene: Scene, actor: Actor) -> Iterator[Line]:
    """Files that were refused, or that wait for somebody to accept them."""
    if not actor.may("import.read"):
        return
    waiting = batches.visible_to(actor).filter(state__in=[BatchState.REFUSED, BatchState.READ])
    for batch in waiting.order_by("-created_at")[:3]:
        refused = batch.state == BatchState.REFUSED
        words = {"file": batch.file_name, "source": batch.source.name}
        title = _("Fichier refusé : %(file)s") if refused else _("Fichier à accepter : %(file)s")
        why = _("Rien n’a changé ; la remarque dit quoi corriger. Source : %(source)s.")
        if not refused:
            why = _("Il ne compte pas encore dans vos chiffres. Source : %(source)s.")
        yield Line(
            title=title % words,
            since=_("depuis le %(day)s") % {"day": formats.day(batch.created_at.date())},
            why=why % words,
            state=State.MISSED if refused else State.WATCH,
            url=reverse("import", args=[scene.desk.slug, batch.public_id]),
            gesture=_("Ouvrir"),
            weight=100,
        )


def good_news(scene: Scene) -> list[Line]:
    """What goes well: at most three targets held, the longest first."""
    picked = sorted(scene.watched(Judgement.MET), key=lambda one: -one.n)[:30]
    since = streaks.of_readings(scene.desk, picked)
    held = sorted(picked, key=lambda one: -since[streaks.key_of(one)].months)
    return [_held(scene.desk, one, since[streaks.key_of(one)]) for one in held[:3]]


def _held(desk: Desk, reading: Reading, streak: Streak) -> Line:
    return Line(
        title=_title(desk, reading),
        since=ngettext("conforme depuis %(n)s mois", "conforme depuis %(n)s mois", streak.months)
        % {"n": streak.months},
        why=readings.target_text(reading.definition.metric, reading.target),
        state=State.MET,
        url=desk.facts_url(reading.definition, reading.group),
        gesture=_("Voir les faits"),
    )


def _missed(desk: Desk, reading: Reading, streak: Streak) -> Line:
    target = readings.target_text(reading.definition.metric, reading.target)
    return Line(
        title=_title(desk, reading),
        since=_missed_since(reading, streak),
        why=f"{_stakes(reading)} · {target}",
        state=State.MISSED,
        url=desk.facts_url(reading.definition, reading.group),
        gesture=_("Voir les faits"),
        weight=_weight(reading),
    )


def _title(desk: Desk, reading: Reading) -> str:
    metric, group = reading.definition.metric, reading.group
    return _("%(provider)s, %(site)s : %(label)s à %(value)s") % {
        "label": metric.label,
        "provider": desk.names.providers[group.provider][1] if group.provider else "",
        "site": desk.names.units[group.unit][1] if group.unit else "",
        "value": readings.text_of(reading),
    }


def _missed_since(reading: Reading, streak: Streak) -> str:
    if streak.months == 1:
        before = streak.before
        if before is None or before.value is None:
            return _("hors cible ce mois-ci, sans chiffre le mois d’avant")
        words = {"value": readings.text_of(before)}
        return _("hors cible ce mois-ci seulement (le mois d’avant : %(value)s)") % words
    words = {"n": str(streak.months), "month": months.month_label(streak.since)}
    if streak.fills_history:
        return _("hors cible depuis au moins %(n)s mois") % words
    return _("hors cible depuis %(month)s (%(n)s mois)") % words


def _stakes(reading: Reading) -> str:
    """Why it matters: the cases behind the figure, in words that need no statistics."""
    metric, n = reading.definition.metric, reading.n
    words = {"n": formats.number(n)}
    if metric.aggregate == "ratio" and reading.numerator is not None:
        hit = reading.numerator if metric.direction == "lower" else n - reading.numerator
        words["hit"] = formats.number(hit)
        return ngettext("%(hit)s dossier sur %(n)s", "%(hit)s dossiers sur %(n)s", n) % words
    if metric.aggregate == "median":
        return _("un dossier sur deux attend plus longtemps, sur %(n)s") % words
    if metric.aggregate == "p90":
        return _("un dossier sur dix attend plus longtemps, sur %(n)s") % words
    return ngettext("%(n)s dossier", "%(n)s dossiers", n) % words


def _is_missing(desk: Desk, unit: int, back: int = 0) -> bool:
    start = desk.month.history[-1 - back]
    return desk.board.silence(Group(unit=unit), kind="month", start=start) == "missing"


def _missing_since(desk: Desk, sites: list[int]) -> str:
    """The month from which something has been missing at one of the sites."""
    back = 0
    while back + 1 < len(desk.month.history) and any(
        _is_missing(desk, unit, back + 1) for unit in sites
    ):
        back += 1
    words = {"month": months.month_label(desk.month.history[-1 - back]), "n": back + 1}
    if back == 0:
        return _("ce mois-ci seulement")
    return _("depuis %(month)s (%(n)s mois)") % words


def _weight(reading: Reading) -> float:
    return min(40.0, _gap(reading) * 20) + min(reading.n, 200) / 20


def _gap(reading: Reading) -> float:
    """How far out of its target, relative to it; 0 when met."""
    target, value = reading.target, reading.value
    if target is None or value is None:
        return 0.0
    if target.low is not None and value < target.low:
        return (target.low - value) / (abs(target.low) or 1)
    if target.high is not None and value > target.high:
        return (value - target.high) / (abs(target.high) or 1)
    return 0.0


SOURCES: list[Source] = [refused_files, missing_files, missed_targets]
