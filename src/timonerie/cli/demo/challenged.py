"""Two matters of the group with its providers: a letter that left and its answer beside it, and a
point that nobody sent yet."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone

from timonerie.domains.challenge.enums import Carriage, FactKind, Rung
from timonerie.domains.challenge.models import Challenge
from timonerie.domains.challenge.operations import replies, sendings, steps
from timonerie.domains.challenge.operations.challenges import Said
from timonerie.domains.challenge.operations.facts import Typed
from timonerie.domains.challenge.operations.sendings import Sent
from timonerie.domains.challenge.operations.steps import Taking
from timonerie.domains.challenge.papers.letters import Promised
from timonerie.domains.challenge.queries.evidence import gathering
from timonerie.domains.challenge.rules.lines import Line
from timonerie.domains.contracts.models import Contract
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording import formats

WROTE, SENT, ANSWERED, SPOKE = (timedelta(days=days) for days in (27, 26, 15, 3))
FACTS: Final = 4
KINDS: Final = (FactKind.LEVEL, FactKind.FIGURE, FactKind.INCIDENT)
ASKED: Final = "Dites-nous, mois par mois, ce qui a retardé ces dossiers et ce qui change."
REPLY: Final = (
    "Nous reconnaissons les retards des deux derniers mois. Sur la période, une partie des demandes"
    " nous est arrivée incomplète et après l’heure convenue : nous joignons la liste par site. Un"
    " second gestionnaire est affecté à vos dossiers à partir du mois prochain."
)


def write(*, by: Actor, at: datetime) -> None:
    """With the two providers against whom most is known; their facts are frozen on the day."""
    worst = sorted(_known(by, at), key=lambda one: -len(one[1]))
    first, second = worst[0], worst[1]
    _letter(*first, by=by, at=at)
    _point(*second, by=by, at=at - SPOKE)


def _known(by: Actor, at: datetime) -> Iterable[tuple[Provider, list[Line]]]:
    """What is known against each provider with one contract, that was over when we wrote."""
    last = timezone.localdate(at - WROTE)
    for provider in Provider.objects.active().order_by("name"):
        proposed = gathering.found(by, provider, on=timezone.localdate(at))
        lines = [line for one in proposed if one.kind in KINDS for line in one.lines]
        yield provider, [one for one in lines if one.day <= last]


def _letter(provider: Provider, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
    wrote = at - WROTE
    promised = timezone.localdate(at) + timedelta(days=40)
    taking = Taking(
        rung=Rung.REQUEST,
        asked=ASKED,
        promises=[Promised("Revenir dans le délai promis sur les quatre sites", promised)],
        signer=by.name,
    )
    made = _begin(provider, lines[:FACTS], "Délais non tenus", taking, by=by, at=wrote)
    letter = made.steps.get().letters.get()
    sent = Sent(
        sent_on=_day(at - SENT),
        sent_by=by.name,
        carriage=Carriage.REGISTERED,
        tracking="1A 204 118 9042 7",
    )
    sendings.note(by=by, at=at - SENT, letter=letter, sent=sent)
    step = made.steps.get()
    came = at - ANSWERED
    replies.note(by=by, at=came, step=step, text=REPLY, received_on=_day(came))


def _point(provider: Provider, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
    taking = Taking(rung=Rung.REMARK, signer=by.name)
    _begin(provider, lines[:2], "Qualité du service", taking, by=by, at=at)


def _begin(
    provider: Provider,
    lines: Sequence[Line],
    title: str,
    taking: Taking,
    *,
    by: Actor,
    at: datetime,
) -> Challenge:
    signed = Contract.objects.active().filter(provider=provider).order_by("pk").first()
    return steps.begin(
        by=by,
        at=at,
        said=Said(provider=provider, title=title, contract=signed),
        keys=[one.key for one in lines],
        typed=[_unmeasured(at)],
        taking=taking,
        path=lambda made: reverse("challenge", args=[made.company.slug, made.public_id]),
    )


def _unmeasured(at: datetime) -> Typed:
    """What no figure says: two days before we write, whatever the months of the demo."""
    day = _day(at - timedelta(days=2))
    return Typed(
        label="Deux relances restées sans réponse",
        day=day,
        source=f"courriels à l’accueil du prestataire, le dernier le {formats.day(day)}",
    )


def _day(at: datetime) -> date:
    return timezone.localdate(at)
