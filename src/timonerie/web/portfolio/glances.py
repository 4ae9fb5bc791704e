"""A company in one line, as its own first page says it to the same reader: same lines, same words.

Everything is read inside that company, by the actor of the reader's membership there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from timonerie.domains.facts.models import BatchState
from timonerie.domains.organisation.queries import members
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.queries.board import Board, Judgement
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.scope import current, memory
from timonerie.foundations.scope.models import Company
from timonerie.foundations.wording.states import State
from timonerie.web import months
from timonerie.web.arrangements import RANKS
from timonerie.web.attention import registry
from timonerie.web.attention.scene import Line, Scene
from timonerie.web.boards import Desk
from timonerie.web.figures import Coverage
from timonerie.web.pages import overviews
from timonerie.web.pages.desks import Own, own_of
from timonerie.web.pages.today import reaches_nothing

DRIFTS = 3
NEAR = timedelta(days=60)
HEAVIEST = 99_999


@dataclass(frozen=True)
class Who:
    """What the reader is in the company, and until when."""

    role: str | Promise
    ends_on: date | None
    ends_soon: bool


@dataclass(frozen=True, kw_only=True)
class Glance:
    """`state` is None where there is no figure to judge; `note` then says why. `waiting` counts
    the lines of « À décider » by their state, the most serious first."""

    who: Who
    state: State | None = None
    note: str = ""
    month: str = ""
    drifts: Sequence[Line] = ()
    more_drifts: int = 0
    waiting: Sequence[tuple[State, int]] = ()
    coverage: Coverage | None = None
    last_file: date | None = None

    @property
    def decisions(self) -> int:
        return sum(count for _state, count in self.waiting)

    @property
    def rank(self) -> int:
        """The more serious, the higher: the state first, then the heaviest drift."""
        return rank_of(self.state, max((line.weight for line in self.drifts), default=0.0))


def rank_of(state: State | None, weight: float) -> int:
    if state is None:
        return 0
    place = len(RANKS) - RANKS[state]
    return place * (HEAVIEST + 1) + min(int(weight), HEAVIEST)


@contextmanager
def inside(company: Company) -> Iterator[None]:
    """The company entered as its own pages are: its scope, its clock, its memory."""
    clock = timezone.override(company.zone)
    with current.company(company.pk), clock, memory.of_one_page():
        yield


def of_membership(membership: Membership, *, user: User) -> Glance:
    """The line of the current company, which must be that of the membership."""
    actor, today = actors.of_membership(membership, user=user), timezone.localdate()
    ends_on = members.ends_on(membership, on=today)
    seen = reach(actor, on=today)
    scene = Scene(actor, membership.company, today, seen, own_of(seen))
    ends_soon = ends_on is not None and ends_on - today <= NEAR
    who = Who(actor.role.label, ends_on, ends_soon)
    if not actor.may("indicator.read"):
        return _without_figures(actor, scene, who)
    if reaches_nothing(seen):
        return Glance(who=who, note=_("Rien ne vous est encore ouvert ici"))
    return _with_figures(scene, who)


def _without_figures(actor: Actor, scene: Scene, who: Who) -> Glance:
    if not actor.may("organisation.read"):
        return Glance(who=who, note=_("Rien ne vous est encore ouvert ici"))
    scene.own = Own()
    note = _("Votre rôle ici règle la société ; il n’en montre pas les chiffres.")
    return Glance(who=who, note=note, waiting=_waiting(registry.lines(scene)))


def _with_figures(scene: Scene, who: Who) -> Glance:
    month = months.last(today=scene.today)
    if month is None:
        note = _("Rien n’est encore mesuré")
        return Glance(who=who, note=note, waiting=_waiting(registry.lines(scene)))
    desk = Desk(board=Board(scene.seen), slug=scene.slug, month=month)
    sites = [one.pk for one in overviews.sites_of(scene.seen)]
    is_provider = scene.own.provider is not None
    ever = desk.ever(overviews.shapes(desk, scene.own, sites)) if is_provider else ()
    overviews.settle(scene, desk, sites, ever)
    lines = registry.lines(scene)
    drifts = [line for line in lines if line.is_drift]
    return Glance(
        who=who,
        state=_state(scene, lines),
        month=month.label,
        drifts=drifts[:DRIFTS],
        more_drifts=max(0, len(drifts) - DRIFTS),
        waiting=_waiting(lines),
        coverage=desk.coverage(scene.own.group),
        last_file=_last_file(scene),
    )


def _state(scene: Scene, lines: Sequence[Line]) -> State:
    """The word of a company: that of its most serious line about figures, else whether its targets
    are held."""
    if any(line.is_drift for line in lines):
        return State.MISSED
    said = {line.state for line in lines}
    if any(one.judgement == Judgement.WATCH for one in scene.judged):
        said.add(State.WATCH)
    for state in (State.WATCH, State.MISSING):
        if state in said:
            return state
    return State.MET if scene.judged else State.MEASURED


def _last_file(scene: Scene) -> date | None:
    """The day of the last file accepted, among those that the reader sees."""
    if not scene.actor.may("import.read"):
        return None
    days = (one.created_at for one in scene.files if one.state == BatchState.ACCEPTED)
    last = next(days, None)
    return None if last is None else timezone.localdate(last)


def _waiting(lines: Sequence[Line]) -> list[tuple[State, int]]:
    found = Counter(line.state for line in lines)
    return sorted(found.items(), key=lambda one: RANKS[one[0]])
