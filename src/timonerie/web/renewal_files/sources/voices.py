"""What the provider says beside its figures over twelve months; what each thinks of the other."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.reporting.models import Reply
from timonerie.domains.reporting.queries import ratings, replies, thumbs
from timonerie.foundations.wording import formats
from timonerie.web import period_names, voices
from timonerie.web.renewal_files.registry import register
from timonerie.web.renewal_files.shapes import Asked, Line, Part

YEAR = timedelta(days=365)
MOST = 4


@register(rank=45)
def said(asked: Asked) -> Part | None:
    """None where nothing was said: that proves nothing, and takes no line of the sheet."""
    provider = asked.contract.provider_id
    if provider is None or not asked.actor.may("contract.read"):
        return None
    rows = replies.of_provider(asked.actor, provider=provider, on=asked.on, most=MOST)
    lines = [
        _reply(asked, one) for one in rows if timezone.localdate(one.said_at) >= asked.on - YEAR
    ]
    lines += [*_thumbs(asked, provider), *_rating(asked, provider)]
    return Part(title=_("Paroles"), lines=tuple(lines)) if lines else None


def _reply(asked: Asked, one: Reply) -> Line:
    words = {"who": replies.whose(one), "text": one.text}
    return Line(
        text=_("%(who)s : « %(text)s »") % words,
        source=voices.about(one),
        url=_url(asked),
    )


def _thumbs(asked: Asked, provider: int) -> list[Line]:
    """The last quarter whose thumbs are enough to tell a share."""
    fiscal_month = asked.company.fiscal_month
    counted = thumbs.by_quarter([provider], fiscal_month=fiscal_month).get(provider, {})
    told = [(start, one) for start, one in counted.items() if one.share is not None]
    if not told:
        return []
    start, last = told[-1]
    words = {"n": formats.number(last.up), "of": formats.number(last.n)}
    return [
        Line(
            text=_("Pouces levés après ses livrables"),
            figure=_("%(n)s sur %(of)s") % words,
            source=period_names.label("quarter", start),
            url=_url(asked),
        )
    ]


def _rating(asked: Asked, provider: int) -> list[Line]:
    found = ratings.of_provider(provider) if asked.actor.may("rating.read") else []
    mean = ratings.mean(found[0].answers) if found else None
    if mean is None:
        return []
    words = {"mean": formats.number(mean, decimals=1)}
    return [
        Line(
            text=_("Ce qu’il pense de nous"),
            figure=_("%(mean)s sur 10") % words,
            source=_("ses réponses de %(year)s") % {"year": found[0].year},
            url=_url(asked),
        )
    ]


def _url(asked: Asked) -> str:
    provider = asked.contract.provider
    return asked.url("provider-voices", provider.public_id) if provider else ""
