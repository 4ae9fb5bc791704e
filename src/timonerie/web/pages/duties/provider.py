"""The legal documents of one provider: what it owes and why, what came, what was asked of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from timonerie.domains.contracts import duty_sentences
from timonerie.domains.contracts.duty_enums import DutyState
from timonerie.domains.contracts.models import (
    ContractClient,
    DutyDocument,
    DutyReminder,
    ProcessingRecord,
)
from timonerie.domains.contracts.queries import contracts, duty_links
from timonerie.domains.contracts.queries import duties as queries
from timonerie.domains.contracts.queries.duties import Duty, Held
from timonerie.domains.organisation.models import LegalEntity, Provider
from timonerie.web import duty_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.duties import tables
from timonerie.web.pages.duties.frame import crumbs, provider_of
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show


@policy("duty.read")
def detail(request: CompanyRequest, firm_id: UUID) -> HttpResponse:
    provider, at = provider_of(request, firm_id), timezone.now()
    today = timezone.localdate()
    pieces = queries.pieces_of(request.actor, provider=provider, on=today)
    links = duty_links.of(provider)
    reminders = list(DutyReminder.objects.filter(provider=provider).order_by("-made_on", "-pk"))
    board = queries.board(request.actor, on=today, provider=provider)
    context = {
        "provider": provider,
        "groups": [_group(request, held, pieces, today) for held in board],
        "pieces": tables.of_pieces(request, pieces) if pieces else None,
        "links": tables.of_links(links, at=at) if links else None,
        "open_links": [one for one in links if one.is_open(at=at)],
        "reminders": tables.of_reminders(reminders) if reminders else None,
        "signatories": _signatories(request, provider, today),
        "records": ProcessingRecord.objects.active().filter(provider=provider).order_by("pk"),
        "caution": duty_sentences.caution(),
        "breadcrumbs": crumbs(request, (provider.name, "")),
    }
    return show(request, "duties/provider.html", context)


def _group(
    request: CompanyRequest, held: Held, pieces: Sequence[DutyDocument], on: date
) -> dict[str, Any]:
    known = {one.pk: one for one in pieces}
    asked = [one.kind.code for one in held.duties if one.state in _TO_ASK]
    return {
        "entity": duty_words.entity(held.entity),
        "is_known": held.entity is not None,
        "lines": [_line(request, one, known, on) for one in held.duties],
        "ask": _query(held, asked),
    }


_TO_ASK = (DutyState.EXPIRED, DutyState.MISSING, DutyState.SOON)
_REST = (DutyState.NOT_DUE, DutyState.UNKNOWN)


def _line(
    request: CompanyRequest, one: Duty, known: dict[int, DutyDocument], on: date
) -> dict[str, Any]:
    piece = known.get(one.standing.piece or 0)
    waiting = known.get(one.standing.waiting or 0)
    query = urlencode(
        {"piece": one.kind.code, **({"entite": one.entity.public_id} if one.entity else {})}
    )
    new = url(request, "duty-document-new", one.provider.public_id)
    rule = url(request, "duty-rule", one.provider.public_id)
    return {
        "kind": duty_words.shown(one.kind),
        "state": duty_words.STATES[one.state],
        "word": one.state.label,
        "until": duty_words.until(one, on=on),
        "why": duty_sentences.why(one.owing),
        "is_quiet": one.state in _REST,
        "piece_url": url(request, "duty-document", piece.public_id) if piece else "",
        "check_url": url(request, "duty-document", waiting.public_id) if waiting else "",
        "new_url": f"{new}?{query}",
        "rule_url": f"{rule}?{query}",
    }


def _query(held: Held, asked: Sequence[str]) -> str:
    """What a reminder and a link begin with."""
    pairs = [("piece", code) for code in asked]
    if held.entity is not None:
        pairs.append(("entite", str(held.entity.public_id)))
    return f"?{urlencode(pairs)}" if pairs else ""


def _signatories(request: CompanyRequest, provider: Provider, on: date) -> list[dict[str, Any]]:
    """Who signs each contract, where the company has several entities."""
    several = LegalEntity.objects.filter(archived_at__isnull=True).count() > 1
    if not several:
        return []
    rows = contracts.visible_to(request.actor, on=on).active().filter(provider=provider)
    said = dict(
        ContractClient.objects.filter(contract__in=rows).values_list(
            "contract_id", "legal_entity__name"
        )
    )
    return [
        {
            "name": one.name,
            "entity": said.get(one.pk, ""),
            "url": url(request, "contract-client", one.public_id),
        }
        for one in rows.order_by("name", "pk")
    ]
