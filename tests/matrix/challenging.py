"""A matter opened with each provider: a fact, a rung, its letter that left, the reply beside it."""

from collections.abc import Callable
from typing import Any

from tests.factories import duties
from tests.factories.figures import NOW
from timonerie.domains.challenge.operations import challenges, replies, sendings, steps
from timonerie.domains.challenge.operations.challenges import Said
from timonerie.domains.challenge.operations.facts import Typed
from timonerie.domains.challenge.operations.sendings import Sent
from timonerie.domains.challenge.operations.steps import Taking
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor

Named = Callable[[str], str]


def of(by: Actor, provider: Provider, *, named: Named) -> dict[str, Any]:
    """By parameter of an address; `named` gives a name that tells of which provider it is."""
    today = NOW.date()
    typed = Typed(label=named("fait"), day=today, source=named("source"))
    said = Said(provider=provider, title=named("recadrage"))
    made = challenges.open_(by=by, at=NOW, said=said, typed=[typed])
    taking = Taking(rung="request", asked=named("demande"))
    step = steps.take(by=by, at=NOW, challenge=made, version=None, taking=taking)
    letter = step.letters.get()
    sent = Sent(sent_on=today, sent_by=named("facteur"), carriage="email", tracking="1A")
    reply = replies.note(
        by=by,
        at=NOW,
        step=step,
        text=named("réponse"),
        received_on=today,
        received=duties.file(content=duties.PDF + named("réponse").encode()),
    )
    return {
        "challenge": made,
        "fact": made.facts.get(),
        "step": step,
        "letter": letter,
        "sending": sendings.note(by=by, at=NOW, letter=letter, sent=sent),
        "letter_reply": reply,
    }
