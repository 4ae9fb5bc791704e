"""What needs a decision, one line each. A kind of line is a function; a page above registers its
own by adding it to `SOURCES`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.models import BatchState, ImportBatch
from timonerie.domains.performance.queries import board as boards
from timonerie.domains.performance.queries.board import Judgement, Reading
from timonerie.domains.performance.rules import Group
from timonerie.foundations.accounts.actors import Actor
from timonerie.web import readings
from timonerie.web.boards import HEADLINES, Desk
from timonerie.web.states import State

SHOWN = 5


@dataclass(frozen=True)
class Line:
    """What happened, why it matters, and the next gesture. Heavier lines come first."""

    title: str
    why: str
    state: State
    url: str
    gesture: str
    weight: float = 0.0


Source = Callable[[Desk, Actor], Iterator[Line]]


def lines(desk: Desk, actor: Actor) -> list[Line]:
    """The lines of this reader, the heaviest first."""
    found = [line for source in SOURCES for line in source(desk, actor)]
    return sorted(found, key=lambda line: -line.weight)[:SHOWN]


def missed_targets(desk: Desk, actor: Actor) -> Iterator[Line]:
    """Figures out of their target at a site for a provider, those that weigh on most cases first."""
    if not actor.may("indicator.read"):
        return
    series = boards.shaped(any_of=("unit", "provider"))
    found = desk.board.readings(series, kind="month", starts=desk.month.history[-2:])
    before = {_key(one): one for one in found if one.start != desk.month.start}
    worst: dict[Group, Line] = {}
    for reading in found:
        if reading.start != desk.month.start or reading.judgement != Judgement.MISSED:
            continue
        if reading.definition.metric.code not in HEADLINES:
            continue
        line = _missed(desk, reading, before.get(_key(reading)))
        if reading.group not in worst or line.weight > worst[reading.group].weight:
            worst[reading.group] = line
    # One line for a provider on a site: what is worst there opens the conversation.
    yield from worst.values()


def missing_files(desk: Desk, actor: Actor) -> Iterator[Line]:
    """Sites from which nothing came this month."""
    if not actor.may("import.read"):
        return
    for unit in desk.names.units:
        if desk.board.reach.unit_ids is not None and unit not in desk.board.reach.unit_ids:
            continue
        silence = desk.board.silence(Group(unit=unit), kind="month", start=desk.month.start)
        if silence == "missing":
            yield Line(
                title=_("%(site)s n’a pas tout transmis pour %(month)s")
                % {"site": desk.names.units[unit][1], "month": desk.month.label},
                why=_("Les totaux de ce mois ne comptent pas ce qui manque."),
                state=State.MISSING,
                url=reverse("import-new", args=[desk.slug]),
                gesture=_("Importer"),
                weight=50,
            )


def refused_files(desk: Desk, actor: Actor) -> Iterator[Line]:
    """Files that were refused, or that wait for somebody to accept them."""
    if not actor.may("import.read"):
        return
    waiting = ImportBatch.objects.filter(state__in=[BatchState.REFUSED, BatchState.READ])
    for batch in waiting.select_related("source").order_by("-created_at")[:3]:
        refused = batch.state == BatchState.REFUSED
        words = {"file": batch.file_name, "source": batch.source.name}
        title = _("Fichier refusé : %(file)s") if refused else _("Fichier à accepter : %(file)s")
        yield Line(
            title=title % words,
            why=_("Source : %(source)s") % words,
            state=State.MISSED if refused else State.WATCH,
            url=reverse("import", args=[desk.slug, batch.public_id]),
            gesture=_("Ouvrir"),
            weight=100,
        )


def _key(reading: Reading) -> tuple[str, Group]:
    return reading.definition.metric.code, reading.group


def _missed(desk: Desk, reading: Reading, before: Reading | None) -> Line:
    metric, group = reading.definition.metric, reading.group
    words = {
        "label": metric.label,
        "provider": desk.names.providers[group.provider][1] if group.provider else "",
        "site": desk.names.units[group.unit][1] if group.unit else "",
        "value": readings.text_of(reading),
        "target": readings.target_text(metric, reading.target),
    }
    since = ""
    if before is not None and before.value is not None:
        since = _(" · le mois d’avant : %(value)s") % {"value": readings.text_of(before)}
    count = ngettext("%(count)s dossier", "%(count)s dossiers", reading.n) % {"count": reading.n}
    return Line(
        title=_("%(provider)s, %(site)s : %(label)s à %(value)s") % words,
        why=f"{words['target']} · {count}{since}",
        state=State.MISSED,
        url=desk.facts_url(reading.definition, group),
        gesture=_("Voir les faits"),
        weight=min(40.0, _gap(reading) * 20) + min(reading.n, 200) / 20,
    )


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
