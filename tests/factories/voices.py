"""Replies beside figures, thumbs, and what a provider thinks of us."""

from datetime import date, datetime
from typing import Any

from tests.factories.organisation import NOW
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.reporting.catalogue import rating
from timonerie.domains.reporting.models import ProviderRating, Reply
from timonerie.domains.reporting.operations import ratings, replies, voice_links
from timonerie.domains.reporting.operations.replies import About
from timonerie.domains.reporting.operations.voice_links import Made
from timonerie.foundations.accounts.actors import Actor

MONTH = date(2026, 2, 1)


def figure(provider: Provider, unit: Unit | None = None, **parts: Any) -> About:
    told: dict[str, Any] = {"metric": "sla_met", "period_kind": "month", "period_start": MONTH}
    return replies.figure_of(provider=provider, unit=unit, **{**told, **parts})


def reply_link(by: Actor, about: About, *, at: datetime = NOW) -> Made:
    kept = replies.kept(about)
    return voice_links.for_reply(by=by, at=at, about=kept, recipient="Mme Roux", days=30)


def replied(by: Actor, about: About, text: str = "Vos pièces sont arrivées le 12") -> Reply:
    """By a link, as a provider without an account does."""
    return replies.say_by_link(link=reply_link(by, about).link, at=NOW, text=text)


def rating_link(by: Actor, provider: Provider, *, year: int = 2026) -> Made:
    return voice_links.for_rating(
        by=by, at=NOW, provider=provider, year=year, recipient="M. Blanc", days=30
    )


def answers(**other: int) -> dict[str, int]:
    return {one.code: other.get(one.code, 7) for one in rating.questions()}


def rated(by: Actor, provider: Provider, *, year: int = 2026, **other: int) -> ProviderRating:
    made = rating_link(by, provider, year=year)
    return ratings.say(link=made.link, at=NOW, answers=answers(**other), remark="Décidez plus tôt")
