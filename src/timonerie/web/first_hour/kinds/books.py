"""The accounting entries file (FEC)."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.facts.models import ThirdPartyState
from timonerie.domains.facts.operations import accounting
from timonerie.domains.facts.queries import accounting as queries
from timonerie.domains.facts.queries import purchases
from timonerie.engine.fec.recognition import looks_like
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.months import month_label
from timonerie.web.first_hour.shapes import Arrival, Dropped, Kind, Known, Outcome, counted
from timonerie.web.first_hour.sheet.shapes import Asked

ASKING = (ThirdPartyState.TO_ASK, ThirdPartyState.DOUBTFUL)


def take(asked: Asked, file: Dropped) -> Arrival:
    """Kept, then read by a job: a million lines take the time of a coffee."""
    by, at = asked.actor, timezone.now()
    kept = accounting.receive(by=by, at=at, chunks=file.chunks(), file_name=file.name)
    accounting.put_off_reading(by=by, at=at, file=kept)
    return Arrival(
        name=file.name,
        outcome=Outcome.READING,
        kind=str(KIND.label),
        sentence=_("La lecture est en cours ; vous pouvez continuer."),
        url=reverse("purchases-file", args=[asked.slug, kept.public_id]),
        gesture=_("Ouvrir"),
    )


def known(asked: Asked) -> Known:
    span = purchases.window() if queries.sees_all(asked.actor, on=asked.on) else None
    if span is None:
        return Known()
    payees = purchases.providers()
    asking = sum(one.state in ASKING for one in purchases.third_parties().values())
    text = _("%(payees)s tiers payés, de %(first)s à %(last)s")
    return Known(
        sentence=text
        % {
            "payees": formats.number(len(payees)),
            "first": month_label(span.first),
            "last": month_label(span.last),
        },
        url=reverse("purchases", args=[asked.slug]),
        waiting=counted(
            ngettext("%(n)s tiers à reconnaître", "%(n)s tiers à reconnaître", asking), asking
        ),
        waiting_url=reverse("purchases-third-parties", args=[asked.slug]),
    )


KIND = Kind(
    code="fec",
    label=gettext_lazy("Écritures comptables (FEC)"),
    asks=gettext_lazy(
        "Celui du dernier exercice, et de celui en cours : votre comptable l’exporte."
    ),
    permission="ledger.write",
    take=take,
    known=known,
    head=looks_like,
)
KINDS = (KIND,)
