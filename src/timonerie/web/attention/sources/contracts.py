"""Contracts to decide on within six weeks, and what their lists left open."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.contracts.queries.contracts import DatedContract
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import contract_words
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

NAMED = 3
"""Contracts that have a line of their own; the others share one."""
NEAR, USUAL, ASKED = 95, 70, 30
"""What weighs: a notice to send this week comes before most figures."""
WEEK = 7


@register(permission="contract.read")
def to_decide(scene: Scene) -> Iterator[Line]:
    """The nearest decision dates first: after them a contract renews, or ends, by itself."""
    soon = queries.renewing(scene.actor, on=scene.today, within_days=contract_words.SOON)
    # Decided too late, notice may still count: the date of the letter has not passed.
    for one in soon[:NAMED]:
        yield _decision(scene, one)
    if len(soon) > NAMED:
        yield _others(scene, soon[NAMED:])


@register(permission="contract.write")
def to_answer(scene: Scene) -> Iterator[Line]:
    known = queries.listed(scene.actor, on=scene.today)
    contracts = sum(one.questions > 0 for one in known)
    if not contracts:
        return
    yield Line(
        title=ngettext(
            "%(n)s contrat attend une réponse", "%(n)s contrats attendent une réponse", contracts
        )
        % {"n": formats.number(contracts)},
        why=_("Leur liste ne dit pas tout : sans réponse, leurs dates restent inconnues."),
        state=State.MISSING,
        url=reverse("contract-questions", args=[scene.slug]),
        gesture=_("Répondre"),
        weight=ASKED,
    )


def _decision(scene: Scene, one: DatedContract) -> Line:
    days = one.days_left(on=scene.today) or 0
    contract, day = one.contract, one.decide_by or scene.today
    told = [contract_words.provider(contract), contract_words.amount(contract)]
    notice = one.dated.notice_by
    if notice is not None:
        words = {"day": formats.day(notice, style="short")}
        told.append(_("dernier jour de préavis le %(day)s") % words)
    return Line(
        title=_("%(contract)s : à décider avant le %(day)s")
        % {"contract": contract.name, "day": formats.day(day)},
        since=contract_words.left(one, on=scene.today),
        why=" · ".join(part for part in told if part),
        state=State.MISSED if days < 0 else State.WATCH,
        url=reverse("contract", args=[scene.slug, contract.public_id]),
        gesture=_("Voir le contrat"),
        weight=NEAR if days <= WEEK else USUAL - days / 10,
    )


def _others(scene: Scene, found: list[DatedContract]) -> Line:
    return Line(
        title=ngettext(
            "%(n)s autre contrat à décider avant six semaines",
            "%(n)s autres contrats à décider avant six semaines",
            len(found),
        )
        % {"n": formats.number(len(found))},
        why=_("Passé ces dates, ils se reconduisent ou s’arrêtent d’eux-mêmes."),
        state=State.WATCH,
        url=reverse("contracts", args=[scene.slug]),
        gesture=_("Voir les contrats"),
        weight=USUAL - contract_words.SOON / 10,
    )
