"""A provider says by its link what it thinks of working with us over a year."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.catalogue import rating
from timonerie.domains.reporting.models import ProviderRating, VoiceLink
from timonerie.domains.reporting.operations import voice_links
from timonerie.foundations.audit import operations as audit

LONGEST = 600


def say(
    *, link: VoiceLink, at: datetime, answers: Mapping[str, int], remark: str = ""
) -> ProviderRating:
    """Answer the questions, in the company of the link, which must be the current one; said again,
    the last answers stand. A question may be left out.

    Raises:
        Refused: no answer, one out of 0 to 10, or a remark that is too long.
        NoSuchLink: it was revoked or reached its day meanwhile.
    """
    known = {one.code for one in rating.questions()}
    for code, value in answers.items():
        if code not in known or not rating.LEAST <= value <= rating.MOST:
            raise Refused(_("Répondez de 0 à 10."), field=code)
    if not answers:
        raise Refused(_("Répondez à une question au moins."))
    remark = remark.strip()
    if len(remark) > LONGEST:
        words = {"most": LONGEST}
        raise Refused(_("%(most)s caractères au plus.") % words, field="remark")
    with transaction.atomic():
        row = voice_links.locked(link, at=at)
        assert link.provider is not None
        assert link.year is not None
        before = ProviderRating.objects.filter(provider=link.provider, year=link.year)
        last = before.order_by("-number").first()
        if last is not None and (last.answers, last.remark) == (dict(answers), remark):
            # The same one sent twice is one.
            return last
        made: ProviderRating = ProviderRating.objects.create(
            provider=link.provider,
            year=link.year,
            number=1 if last is None else last.number + 1,
            questions=rating.version(),
            answers=dict(answers),
            remark=remark,
            link=row,
            answered_at=at,
        )
        row.used_at = at
        row.save(update_fields=["used_at"])
        audit.record(
            by=voice_links.actor_of(link),
            at=at,
            act="rating.said",
            kind="rating",
            public_id=made.public_id,
            detail={"provider": link.provider.name, "year": str(link.year)},
        )
    return made
