"""The penalties and credits of the company, and the page of one."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.challenge.queries.evidence import claims as evidence
from timonerie.domains.performance.enums import ClaimState
from timonerie.domains.performance.queries import claims
from timonerie.domains.reporting.queries import replies
from timonerie.web import challenge_words, claim_words, voices
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.claims import tables
from timonerie.web.pages.claims.frame import claim_of, crumbs, heading
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import url
from timonerie.web.remembering import remembered
from timonerie.web.responses import show


@policy("contract.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    found = list(claims.visible_to(request.actor, on=timezone.localdate()))
    sums = (
        (_("montant à régler"), claims.asked(found)),
        (_("montant accordé"), claims.granted(found)),
    )
    context = {
        "table": voices.with_column(
            tables.of_claims(request, found, name="avoirs-et-penalites"),
            [replies.claim(one.pk) for one in found],
        ),
        "figures": tables.totals(sums),
        "unknown": sum(one.amount_cents is None and not one.is_settled for one in found),
        "differing": sum(one.differs for one in found),
        "breadcrumbs": [],
    }
    return show(request, "claims/index.html", context)


@policy("contract.read")
def detail(request: CompanyRequest, claim_id: UUID) -> HttpResponse:
    claim = claim_of(request, claim_id)
    contract = claim.level.contract
    context = {
        "claim": claim,
        "contract": contract,
        "title": heading(claim),
        "state": claim_words.STATES[claim.state],
        "amount": claim_words.amount(claim.amount_cents, claim.currency),
        "unknown": claim_words.unknown(claim.reasoning),
        "granted": claim_words.amount(claim.granted_cents, claim.currency),
        "treatment": claim_words.treatment(claim.kind),
        "steps": list(claim_words.reasoning(claim, claim.reasoning)),
        "voices": voices.beside(
            replies.claim(claim.pk),
            replies.level(level=claim.level_id, period=claim.period_kind, start=claim.period_start),
        ),
        "ask_url": url(request, "reply-ask-claim", claim.public_id)
        if contract.provider_id and request.actor.may("reply.link")
        else "",
        "difference": claim_words.difference(claim),
        "may_settle": request.actor.may("claim.write"),
        "challenge_url": challenge_words.begin_url(request, evidence.key(claim))
        if contract.provider_id and claim.state != ClaimState.WAIVED
        else "",
        "measured_url": url(request, "contract-measured", contract.public_id),
        "history": history.of(request, kind="claim", public_id=claim.public_id),
        "breadcrumbs": crumbs(request, (heading(claim), "")),
    }
    return show(request, "claims/detail.html", context)
