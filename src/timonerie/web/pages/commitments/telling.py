"""A promise told on its page: who, to whom, born of what, and each day it was promised for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from timonerie.domains.commitments.enums import Outcome
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.commitments.queries import names
from timonerie.domains.commitments.queries import telling as tells
from timonerie.domains.commitments.queries.commitments import Stood
from timonerie.foundations.wording import formats
from timonerie.web import commitment_words as words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url


@dataclass(frozen=True)
class Step:
    """A day on which something was promised or happened; `note` says why, or what shows it."""

    day: str
    text: str
    note: str


def pairs(request: CompanyRequest, one: Stood, *, on: date) -> list[dict[str, str]]:
    row = one.row
    named = names.told(request.actor, on=on)
    told = (
        (_("Promis par"), _holder(row, named.get(row.seat_id or 0, "")), _page(request, row)),
        (_("Promis à"), words.awaiting(row), ""),
        (_("Site concerné"), row.unit.name if row.unit else "", ""),
        (_("Promis le"), formats.day(row.made_on), ""),
        (_("Promis pour le"), formats.day(row.promised_for), ""),
        (_("Dernière date promise"), formats.day(row.due_date), ""),
        (_("Écart avec la première date"), words.gap(one.slippage), ""),
        *_born(request, row),
    )
    return [{"term": term, "detail": text, "url": link} for term, text, link in told]


def _born(request: CompanyRequest, row: Commitment) -> Iterator[tuple[str, str, str]]:
    """Nothing where the reader may not be told: an empty line would say that there is something."""
    if tells.tells_origin(request.actor, row):
        yield _("Né de"), row.origin_label, _origin(row)


def steps(request: CompanyRequest, one: Stood) -> list[Step]:
    """In the order of the days, the last at the end; their notes for who may be told."""
    found = list(_steps(one))
    if tells.tells_texts(request.actor):
        return found
    return [replace(step, note="") for step in found]


def _steps(one: Stood) -> Iterator[Step]:
    row = one.row
    first = {"day": formats.day(row.promised_for)}
    yield Step(formats.day(row.made_on), _("Promis pour le %(day)s") % first, "")
    for again in sorted(row.promises.all(), key=lambda each: each.day):
        told = {
            "day": formats.day(again.day),
            "gap": words.gap((again.day - row.promised_for).days),
        }
        text = _("Promis à nouveau, pour le %(day)s : %(gap)s la première date") % told
        yield Step(formats.day(again.said_on), text, again.reason)
    if row.ended_on is not None:
        yield Step(formats.day(row.ended_on), _end(one), row.proof or row.reason)


def _end(one: Stood) -> str:
    told = {
        Outcome.KEPT: _("Tenu"),
        Outcome.MISSED: _("Non tenu"),
        Outcome.DROPPED: _("Abandonné"),
    }[Outcome(one.row.outcome)]
    if one.slippage is None:
        return told
    return f"{told}, {words.gap(one.slippage)}"


def _holder(row: Commitment, name: str) -> str:
    return f"{words.holder(row)} ({name})" if name else words.holder(row)


def _page(request: CompanyRequest, row: Commitment) -> str:
    if row.provider is None:
        return ""
    return url(request, "provider-commitments", row.provider.public_id)


def _origin(row: Commitment) -> str:
    """Only a page of ours: nothing leads out of the site."""
    is_ours = row.origin_path.startswith("/") and url_has_allowed_host_and_scheme(
        row.origin_path, allowed_hosts=None
    )
    return row.origin_path if is_ours else ""
