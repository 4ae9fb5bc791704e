"""The penalties and credits that are still to settle between both sides."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.performance.enums import ClaimKind
from timonerie.domains.performance.models import LevelClaim
from timonerie.domains.performance.queries import claims as queries
from timonerie.domains.reporting.queries import replies
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.wording import formats
from timonerie.web import claim_words
from timonerie.web.meetings.registry import register
from timonerie.web.meetings.shapes import Asked, Line, Section

MOST = 5


@register(rank=30)
def claims(asked: Asked) -> Section | None:
    """None for who reads no contract, and where nothing is to settle."""
    if not asked.actor.may("contract.read"):
        return None
    rows = queries.visible_to(asked.actor, on=asked.on).filter(
        state__in=queries.OPEN, level__contract__provider=asked.provider
    )
    found = list(rows)
    if not found:
        return None
    count = ngettext("%(n)s demande à régler", "%(n)s demandes à régler", len(found))
    return Section(
        side=Side.THEIRS,
        title=_("Avoirs et pénalités à régler"),
        finding=count % {"n": formats.number(len(found))},
        lines=tuple(_line(asked, one) for one in found[:MOST]),
        more=max(0, len(found) - MOST),
        url=asked.url("claims"),
    )


def _line(asked: Asked, one: LevelClaim) -> Line:
    told = (
        str(ClaimKind(one.kind).label),
        claim_words.period(one.period_kind, one.period_start),
        str(one.get_state_display()),
    )
    return Line(
        text=one.level.title,
        figure=claim_words.amount(one.amount_cents, one.currency),
        source=" · ".join(told),
        url=asked.url("claim", one.public_id),
        state=claim_words.STATES[one.state],
        key=replies.claim(one.pk),
        ask_url=asked.url("reply-ask-claim", one.public_id)
        if asked.actor.may("reply.link")
        else "",
    )
