"""What providers and sites say beside the figures: asked once a page, whatever it shows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from timonerie.domains.contracts.queries import reaching
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.reporting.models import Reply, ReplyAbout
from timonerie.domains.reporting.voice_enums import AboutKind, ReplySide
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role


@dataclass(frozen=True)
class Key:
    """What a reply stands beside, by row ids. A figure is known by its metric, its provider, its
    site or none, and its period; a level by its row and its period; a claim by its row."""

    kind: str
    metric: str = ""
    provider: int | None = None
    unit: int | None = None
    level: int | None = None
    claim: int | None = None
    period: str = ""
    start: date | None = None


def figure(*, metric: str, provider: int, unit: int | None, period: str, start: date) -> Key:
    return Key(
        AboutKind.FIGURE, metric=metric, provider=provider, unit=unit, period=period, start=start
    )


def level(*, level: int, period: str, start: date) -> Key:
    return Key(AboutKind.LEVEL, level=level, period=period, start=start)


def claim(claim: int) -> Key:
    return Key(AboutKind.CLAIM, claim=claim)


@dataclass(frozen=True)
class Beside:
    """A reply as it stands: whose, when, what; a withdrawn one says so and keeps its day."""

    whose: str
    side: str
    text: str
    said_at: datetime
    is_changed: bool
    is_withdrawn: bool
    is_reported: bool


def beside(keys: Iterable[Key]) -> Mapping[Key, Sequence[Beside]]:
    """The replies of some figures, the provider's first; one query whatever the keys, none
    without."""
    asked = frozenset(keys)
    found: dict[Key, list[Beside]] = defaultdict(list)
    if not asked:
        return found
    rows = Reply.objects.filter(_narrowed(asked)).select_related("about", "about__provider", "unit")
    for row in rows.order_by("side", "said_at", "pk"):
        key = key_of(row.about)
        if key in asked:
            found[key].append(told(row))
    return found


def _narrowed(asked: frozenset[Key]) -> Q:
    """Rows near the keys: the ids of each kind, without their every combination."""
    figures = [one for one in asked if one.kind == AboutKind.FIGURE]
    levels = [one.level for one in asked if one.kind == AboutKind.LEVEL]
    claims = [one.claim for one in asked if one.kind == AboutKind.CLAIM]
    near = Q(about__level__in=set(levels)) | Q(about__claim__in=set(claims))
    if figures:
        near |= Q(
            about__kind=AboutKind.FIGURE,
            about__metric__in={one.metric for one in figures},
            about__period_start__in={one.start for one in figures},
        )
    return near


def key_of(about: ReplyAbout) -> Key:
    if about.kind == AboutKind.CLAIM:
        assert about.claim_id is not None
        return claim(about.claim_id)
    if about.kind == AboutKind.LEVEL:
        assert about.level_id is not None
        return level(level=about.level_id, period=about.period_kind, start=about.period_start)
    return figure(
        metric=about.metric,
        provider=about.provider_id,
        unit=about.unit_id,
        period=about.period_kind,
        start=about.period_start,
    )


def told(row: Reply) -> Beside:
    """A reply in the words of every page."""
    is_withdrawn = row.withdrawn_at is not None
    return Beside(
        whose=whose(row),
        side=row.side,
        text="" if is_withdrawn else row.text,
        said_at=row.withdrawn_at or row.said_at,
        is_changed=row.version > 1,
        is_withdrawn=is_withdrawn,
        is_reported=row.is_reported,
    )


def whose(row: Reply) -> str:
    """The name of the firm or of the site: never of a person."""
    return row.unit.name if row.unit is not None else row.about.provider.name


def visible_to(actor: Actor, *, on: date) -> "QuerySet[Reply]":
    """The replies that a reader sees, withdrawn ones too, the latest first: those about the figures
    that they reach. What is said of levels and claims is read as the contracts are; who is narrowed
    to functions, whose figures are counted apart, sees none."""
    rows: QuerySet[Reply] = Reply.objects.select_related(*NEAR).order_by("-said_at", "-pk")
    seen = reach(actor, on=on)
    if seen.function_ids is not None:
        return rows.none()
    if seen.provider_ids is not None:
        rows = rows.filter(about__provider__in=seen.provider_ids)
    if seen.unit_ids is not None:
        rows = rows.filter(about__unit__in=seen.unit_ids)
    if not actor.may("contract.read") and actor.role != Role.PROVIDER:
        rows = rows.filter(about__kind=AboutKind.FIGURE)
    return rows


def of_metric(actor: Actor, *, metric: str, period: str, start: date, on: date) -> list[Reply]:
    """What stands about one indicator over one period, at every place that a reader reaches."""
    rows = visible_to(actor, on=on).filter(
        about__kind=AboutKind.FIGURE,
        about__metric=metric,
        about__period_kind=period,
        about__period_start=start,
        withdrawn_at__isnull=True,
    )
    return list(rows.order_by("about__provider__name", "about__unit__name", "side", "pk"))


def of_provider(actor: Actor, *, provider: int, on: date, most: int) -> list[Reply]:
    """What stands about the figures of a provider, the latest first."""
    rows = visible_to(actor, on=on).filter(about__provider=provider, withdrawn_at__isnull=True)
    return list(rows[:most])


def of_site(actor: Actor, *, site: int, on: date, most: int) -> list[Reply]:
    """What stands about the figures of a site, the latest first."""
    rows = visible_to(actor, on=on).filter(about__unit=site, withdrawn_at__isnull=True)
    return list(rows[:most])


NEAR = (
    "unit",
    "about__provider",
    "about__unit",
    "about__level__contract",
    "about__claim__level__contract",
)


def writable_by(actor: Actor, *, on: date) -> "QuerySet[Reply]":
    """The replies that a reader may change or withdraw: a provider its own, reported ones too; a
    site its own; who follows the contracts of a provider, those that they reported."""
    rows: QuerySet[Reply] = Reply.objects.select_related(*NEAR)
    seen = reach(actor, on=on)
    if actor.role == Role.PROVIDER:
        return rows.filter(side=ReplySide.PROVIDER, about__provider__in=seen.provider_ids or ())
    if actor.role == Role.SITE_MANAGER:
        sites = own_sites(actor, on=on)
        return rows.filter(side=ReplySide.SITE, unit__in=[one.pk for one in sites])
    if not actor.may("reply.write"):
        return rows.none()
    rows, firms = rows.filter(is_reported=True), reaching.provider_ids(actor, on=on)
    return rows if firms is None else rows.filter(about__provider__in=firms)


def own_sites(actor: Actor, *, on: date) -> list[directory.Place]:
    """The sites for which a manager speaks beside a figure: those of their mandate."""
    ids = reach(actor, on=on).unit_ids or ()
    places = directory.places()
    return [places[pk] for pk in ids if pk in places and places[pk].kind == UnitKind.SITE]
