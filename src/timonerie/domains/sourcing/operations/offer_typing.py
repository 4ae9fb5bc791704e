"""Ten lines pasted from a provider's document: what is understood goes where somebody says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Offer, OfferAnswer
from timonerie.domains.sourcing.operations import offer_answers, offer_checks
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.rules.offers import asked, reading
from timonerie.domains.sourcing.rules.offers.reading import PriceLine
from timonerie.foundations.accounts.actors import Actor

LONGEST, MOST_ADDED = 20_000, 100
HUNDREDTHS = 100
"""Hundredths of cents in a cent, as answers keep them."""
ADDED = "added"
"""The place of a price that answers no line of the version."""


@dataclass(frozen=True, kw_only=True)
class Pasted:
    """A text, and where each of its lines goes by number: the key of a line of the version, that of
    the transition or of the exit, or ADDED; a line without a place is left out. `counted_on` gives
    the volume of a price by the unit that is added."""

    text: str
    placed: Mapping[int, str]
    counted_on: Mapping[int, str]
    is_untaxed: bool = False


def type_lines(*, by: Actor, at: datetime, offer: Offer, version: int, pasted: Pasted) -> int:
    """Write the prices that were understood and placed; returns how many.

    Raises:
        Refused: nothing was placed, a place is not one, two lines go to one place, nobody says
            that the prices are without tax, a price is out of bounds, or too many are added.
        TheirOwn, Settled, Conflict: as `offer_answers.answer`.
    """
    by.require("offer.write")
    offer_checks.require_open(by, at=at, offer=offer)
    offer_checks.require_unsettled(offer)
    offer_checks.require_typed_here(offer)
    lines = _placed(pasted)
    places = _places(offer)
    with transaction.atomic():
        changes.touch(offer, version=version, mine={})
        _require_room(offer, sum(pasted.placed[one.number] == ADDED for one in lines))
        for line in lines:
            _write(offer, line, pasted, places)
        told = {"lines": len(lines)}
        offer_checks.audited(by, at, "offer.typed", offer, told)
    return len(lines)


def _placed(pasted: Pasted) -> list[PriceLine]:
    if len(pasted.text) > LONGEST:
        raise Refused(_("Ce texte est trop long : collez les lignes de prix seules."), field="text")
    found = [one for one in reading.read(pasted.text).lines if pasted.placed.get(one.number)]
    if not found:
        raise Refused(_("Aucune ligne n’a de place : dites à quoi chacune répond."), field="text")
    if not pasted.is_untaxed and any(not one.tax for one in found):
        raise Refused(
            _("Rien ne dit que ces prix sont hors taxes : cochez-le, ou donnez-les hors taxes."),
            field="is_untaxed",
        )
    for one in found:
        offer_answers.require_price(round(one.cents * HUNDREDTHS))
    own = [pasted.placed[one.number] for one in found if pasted.placed[one.number] != ADDED]
    if len(own) != len(set(own)):
        raise Refused(_("Deux lignes répondent à la même : placez l’une ailleurs."), field="text")
    return found


def _require_room(offer: Offer, count: int) -> None:
    known = OfferAnswer.objects.filter(offer=offer, line_key__isnull=True).count()
    if count and known + count > MOST_ADDED:
        raise Refused(
            _("Cent prix au plus s’ajoutent à une offre : gardez ceux qui comptent."), field="text"
        )


def _places(offer: Offer) -> dict[str, str]:
    """Where a price may go, with the title it then bears."""
    found = {one.line.key: one.line.title for one in priced_lines(offer)}
    return found | {str(key): offer_answers.whole_title(key) for key in asked.WHOLE}


def priced_lines(offer: Offer) -> list[asked.Question]:
    return [one for one in queries.asked_by(offer.answered) if one.way == "price"]


def _write(offer: Offer, line: PriceLine, pasted: Pasted, places: Mapping[str, str]) -> None:
    place = pasted.placed[line.number]
    if place != ADDED and place not in places:
        raise Refused(_("Cette version ne pose pas cette question : rechargez la page."))
    if asked.is_whole(place) and line.every != "once":
        raise Refused(
            _(
                "« %(label)s » n’est pas payé une seule fois : ce n’est ni la transition,"
                " ni la sortie."
            )
            % {"label": line.label},
            field="text",
        )
    values: dict[str, Any] = {
        "price": round(line.cents * HUNDREDTHS),
        "recurrence": line.every,
        "unit": line.unit[:60],
        "bands": [],
    }
    if place == ADDED:
        volume = _volume(offer, pasted.counted_on.get(line.number, ""))
        OfferAnswer.objects.create(
            offer=offer, title=line.label[:200], rank=line.number, volume_key=volume, **values
        )
        return
    OfferAnswer.objects.update_or_create(
        offer=offer, line_key=UUID(place), defaults=values, create_defaults={
            **values, "title": places[place][:200],
        }
    )  # fmt: skip


def _volume(offer: Offer, key: str) -> UUID | None:
    if not key:
        return None
    known = {one.line.key for one in queries.asked_by(offer.answered) if one.line.kind == "volume"}
    if key not in known:
        raise Refused(_("Ce volume n’est pas dans la version : rechargez la page."))
    return UUID(key)


def remove_added(*, by: Actor, at: datetime, offer: Offer, answer: OfferAnswer) -> None:
    """Take away a price that was added beside the lines. Raises TheirOwn, Settled."""
    by.require("offer.write")
    offer_checks.require_open(by, at=at, offer=offer)
    offer_checks.require_unsettled(offer)
    offer_checks.require_typed_here(offer)
    if answer.line_key is not None:
        raise Refused(_("Cette ligne est demandée : effacez sa réponse dans le formulaire."))
    with transaction.atomic():
        changes.touch(offer, version=None, mine={})
        answer.delete()
        offer_checks.audited(by, at, "offer.price_removed", offer, {"line": answer.title})
