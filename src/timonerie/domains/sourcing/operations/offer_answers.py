"""What an offer answers, line by line: written by its bidder, or typed here from their paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import Conformity
from timonerie.domains.sourcing.models import Offer, OfferAnswer
from timonerie.domains.sourcing.operations import offer_checks
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.rules.offers import asked, pricing
from timonerie.domains.sourcing.rules.offers.asked import Question
from timonerie.domains.sourcing.rules.offers.band_text import Kept
from timonerie.foundations.accounts.actors import Actor

LONGEST_TEXT, MOST_INDEX, MOST_PRICE = 2000, 5000, 10**13
MOST_UNITS = 10**12
"""The last unit of a band: no volume comes near it."""
_SAID = ("conformity", "text", "price", "recurrence", "bands")


@dataclass(frozen=True, kw_only=True)
class Said:
    """The answer to one line; nothing at all takes it back. `price` in hundredths of cents."""

    line_key: UUID
    conformity: str = ""
    text: str = ""
    price: int | None = None
    recurrence: str = ""
    bands: tuple[Kept, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not (self.conformity or self.text or self.bands) and self.price is None


@dataclass(frozen=True, kw_only=True)
class Given:
    """A whole answer: what it leaves out stays as it is. `yearly_index` in hundredths of a per
    cent."""

    answers: tuple[Said, ...] = ()
    yearly_index: int = 0
    valid_until: date | None = None
    note: str = ""


def answer(*, by: Actor, at: datetime, offer: Offer, version: int, given: Given) -> None:
    """Write what a paper says.

    Raises:
        TheirOwn: the bidder answers by a link. Settled: the choice is made.
        Refused: an answer to a line that the version does not ask, or out of bounds.
        Conflict: somebody wrote since.
    """
    by.require("offer.write")
    offer_checks.require_open(by, at=at, offer=offer)
    offer_checks.require_unsettled(offer)
    offer_checks.require_typed_here(offer)
    with transaction.atomic():
        made = write(offer, version=version, given=given)
        if made:
            offer_checks.audited(by, at, "offer.answered", offer, made)


def write(offer: Offer, *, version: int, given: Given, **also: Any) -> dict[str, Any]:
    """Inside a transaction: the answers and the offer, which changes with them. `also` are other
    fields of the offer. Returns what changed, in words; nothing where nothing did."""
    _check(given)
    # Of two who answer at once, the second reads what the first wrote.
    Offer.objects.select_for_update(no_key=True).get(pk=offer.pk)
    rows = {row.line_key: row for row in OfferAnswer.objects.filter(offer=offer)}
    known = _askable(offer)
    changed = [one for one in given.answers if _put(offer, rows, known, one)]
    values: dict[str, Any] = {"yearly_index": given.yearly_index}
    values |= {"valid_until": given.valid_until}
    values |= {"note": given.note.strip(), **also}
    made: dict[str, Any] = changes.between(offer, values)
    if changed or made:
        changes.touch(offer, version=version, mine=values)
        changes.replace(offer, version=None, values=values)
    return {**_words(made), "answers": len(changed)} if changed or made else {}


def _words(made: changes.Changes) -> dict[str, Any]:
    """As the trail tells them: the index in per cent."""
    told: dict[str, Any] = {name: said for name, said in made.items() if name != "note"}
    if "note" in made:
        told["remark"] = made["note"]
    if "yearly_index" in made:
        told["yearly_index"] = [f"{int(said) / 100:g} %" for said in made["yearly_index"]]
    return told


def _check(given: Given) -> None:
    if not 0 <= given.yearly_index <= MOST_INDEX:
        raise Refused(_("La révision va de 0 à 50 % par an."), field="yearly_index")
    if len(given.note) > 1000:
        raise Refused(_("La remarque tient en 1 000 caractères."), field="note")


def _askable(offer: Offer) -> Mapping[UUID, Question | None]:
    """The lines that are answered, and what is priced as a whole."""
    found: dict[UUID, Question | None] = {
        UUID(one.line.key): one for one in queries.asked_by(offer.answered) if one.way != "read"
    }
    return {**found, **dict.fromkeys(asked.WHOLE)}


def _put(
    offer: Offer,
    rows: Mapping[UUID | None, OfferAnswer],
    known: Mapping[UUID, Question | None],
    said: Said,
) -> bool:
    """Whether something changed."""
    if said.line_key not in known:
        raise Refused(_("Cette version ne pose pas cette question : rechargez la page."))
    _check_said(said, known[said.line_key])
    row = rows.get(said.line_key)
    if row is None:
        if said.is_blank:
            return False
        _create(offer, said, known[said.line_key])
        return True
    if said.is_blank:
        row.delete()
        return True
    values = {name: getattr(said, name) for name in _SAID} | {"bands": list(said.bands)}
    return bool(changes.replace(row, version=None, values=values))


def _check_said(said: Said, question: Question | None) -> None:
    way = "price" if question is None else question.way
    is_priced = said.price is not None or said.bands
    if way != "price" and is_priced:
        raise Refused(_("Cette ligne ne demande pas de prix."))
    if way != "conformity" and said.conformity:
        raise Refused(_("Cette ligne ne demande pas si l’offre est conforme."))
    if said.conformity not in Conformity.values:
        raise Refused(_("Choisissez conforme, en partie ou non conforme."))
    if len(said.text) > LONGEST_TEXT:
        raise Refused(_("Une réponse tient en 2 000 caractères."))
    require_price(said.price)
    for band in said.bands:
        _check_band(band)
    if said.recurrence and said.recurrence not in pricing.RECURRENCES:
        raise Refused(_("Dites si le prix est par unité, par mois, par an ou une fois."))


def _check_band(band: Kept) -> None:
    require_price(band["price"])
    to = band["to"]
    if to is not None and not 0 < to <= MOST_UNITS:
        raise Refused(_("Une tranche s’arrête au plus à mille milliards d’unités."))


def require_price(price: int | None) -> None:
    """`price` in hundredths of cents. Raises Refused."""
    if price is not None and not 0 <= price <= MOST_PRICE:
        raise Refused(_("Un prix va de zéro à un milliard d’euros."))


def _create(offer: Offer, said: Said, question: Question | None) -> None:
    title = question.line.title if question else whole_title(said.line_key)
    unit = str(question.line.values.get("unit") or "") if question else ""
    OfferAnswer.objects.create(
        offer=offer,
        line_key=said.line_key,
        rank=question.line.rank if question else 0,
        title=title,
        unit=unit[:60],
        **{name: getattr(said, name) for name in _SAID if name != "bands"},
        bands=list(said.bands),
    )


def whole_title(key: UUID) -> str:
    return _("Transition") if key == asked.TRANSITION else _("Sortie")


def titles(offers: Sequence[Offer]) -> dict[str, str]:
    """The words of the keys of some offers: their lines, what is priced as a whole."""
    found = {str(key): whole_title(key) for key in asked.WHOLE}
    for offer in offers:
        found |= {one.line.key: one.line.title for one in queries.asked_by(offer.answered)}
    return found
