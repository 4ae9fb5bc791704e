"""The contracts of a provider, for its page."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.contracts.queries import reaching
from timonerie.domains.contracts.queries.contracts import DatedContract
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.wording import formats
from timonerie.web import contract_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url

SHOWN = 6


def of_provider(request: CompanyRequest, provider: Provider) -> dict[str, Any] | None:
    """None for who reads no contract of theirs."""
    today = timezone.localdate()
    reads = request.actor.may("contract.read")
    if not reads or not reaching.holds(request.actor, on=today, provider=provider.pk):
        return None
    found = queries.of_provider(request.actor, provider, on=today)
    listed = urlencode({"filtre.prestataire": provider.name})
    added = urlencode({"prestataire": provider.public_id})
    is_writer = request.actor.may("contract.write")
    return {
        "lines": [_line(request, one, today) for one in found[:SHOWN]],
        "more_url": f"{url(request, 'contracts')}?{listed}" if len(found) > SHOWN else "",
        "new_url": f"{url(request, 'contract-new')}?{added}" if is_writer else "",
    }


def _line(request: CompanyRequest, one: DatedContract, today: date) -> dict[str, Any]:
    told = [contract_words.span(one.dated), contract_words.amount(one.contract)]
    decide_by = one.decide_by
    if decide_by is not None:
        words = {"day": formats.day(decide_by, style="short")}
        told.append(_("à décider avant le %(day)s") % words)
    elif one.unknown:
        told.append(_("dates à connaître"))
    return {
        "title": one.contract.name,
        "url": url(request, "contract", one.contract.public_id),
        "text": " · ".join(part for part in told if part),
        "urgency": contract_words.urgency(one, on=today),
        "left": contract_words.left(one, on=today),
    }
