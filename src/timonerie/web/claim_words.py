"""Penalties and credits in the words of a screen: the amount, its reasoning, what differs."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.performance.enums import ClaimKind, ClaimState
from timonerie.domains.performance.models import LevelClaim
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import incident_words, period_names

STATES: Mapping[str, State] = {
    ClaimState.PROPOSED: State.WATCH,
    ClaimState.DISCUSSED: State.WATCH,
    ClaimState.GRANTED: State.MET,
    ClaimState.WAIVED: State.NO_OBJECT,
}


def amount(cents: int | None, currency: str) -> str:
    """« montant inconnu » where nobody said the price: never nothing."""
    return _("montant inconnu") if cents is None else incident_words.cost(cents, currency)


def period(kind: str, start: date) -> str:
    return period_names.label(kind, start)


def treatment(kind: str) -> str:
    """How accounting and a judge look at it; for counsel to validate."""
    if kind == ClaimKind.PENALTY:
        return _(
            "Pénalité : hors champ de la TVA ; un juge peut la modérer ou l’augmenter (code civil,"
            " art. 1231-5). À faire valider par un conseil."
        )
    return _(
        "Avoir : réduction du prix, avec la TVA du service ; le prestataire émet une facture"
        " rectificative (CGI, art. 272 et 289). À faire valider par un conseil."
    )


def reasoning(claim: LevelClaim, said: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """How an amount is made, step by step: terms and details."""
    currency = claim.currency
    yield {"term": _("Mesuré"), "detail": _figure(said)}
    yield {"term": _("Prix de la période"), "detail": _fee(said, currency)}
    if said.get("rate") is not None:
        told = {"bound": _plain(said["bound"]), "rate": _plain(said["rate"])}
        band = (
            _("au-delà de %(bound)s, %(rate)s %% du prix")
            if not claim.level.at_least
            else _("sous %(bound)s, %(rate)s %% du prix")
        )
        yield {"term": _("Palier"), "detail": band % told}
    if said.get("cap") is not None:
        cap = _("%(cap)s %% du prix de la période") % {"cap": _plain(said["cap"])}
        yield {"term": _("Plafond de la période"), "detail": cap}
    if said.get("left_cents") is not None:
        left = incident_words.cost(said["left_cents"], currency)
        yield {"term": _("Restait du plafond de l’année"), "detail": left}
    if said.get("is_capped"):
        yield {"term": _("Plafonné"), "detail": _("oui, le montant a été ramené au plafond")}


def unknown(said: Mapping[str, Any]) -> str:
    """What lacks to compute an amount, and the remedy; nothing where it is computed."""
    return {
        "fee": _("Le montant annuel du contrat n’est pas connu : dites-le dans ses termes."),
        "bands": _("Les paliers du niveau ne sont pas dits, ou ne se lisent pas : complétez-les."),
    }.get(str(said.get("unknown", "")), "")


def difference(claim: LevelClaim) -> str:
    """What a later computation found; nothing where it agrees."""
    if not claim.differs:
        return ""
    words = {
        "now": amount(claim.found_cents, claim.currency),
        "then": amount(claim.amount_cents, claim.currency),
        "figure": _figure(claim.found),
    }
    return _("Le dernier calcul trouve %(now)s (%(figure)s), au lieu de %(then)s.") % words


def _figure(said: Mapping[str, Any]) -> str:
    if said.get("met") is not None:
        words = {"met": formats.number(said["met"]), "n": formats.number(said["n"])}
        share = formats.percent(Decimal(said["met"]) / Decimal(said["n"] or 1))
        return _("%(met)s dossiers sur %(n)s, %(share)s") % {**words, "share": share}
    words = {"value": formats.number(said.get("value") or 0), "n": formats.number(said.get("n", 0))}
    return _("%(value)s, sur %(n)s dossiers") % words


def _fee(said: Mapping[str, Any], currency: str) -> str:
    if said.get("fee_cents") is None:
        return _("inconnu")
    text = incident_words.cost(said["fee_cents"], currency)
    yearly = incident_words.cost(said["yearly_cents"], currency)
    told = _("%(fee)s : %(yearly)s par an, divisé par %(parts)s")
    text = told % {"fee": text, "yearly": yearly, "parts": said["parts"]}
    held, whole = said["days"]
    if held == whole:
        return text
    days = _("%(held)s jours en vigueur sur %(whole)s") % {"held": held, "whole": whole}
    return f"{text}, {days}"


def _plain(text: str) -> str:
    return formats.number(Decimal(text).normalize())
