"""The challenges, the page of one, those of a provider."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.challenge import sentences
from timonerie.domains.challenge.enums import ChallengeState, Stage
from timonerie.domains.challenge.models import Challenge, ChallengeStep
from timonerie.domains.challenge.operations import promises
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.domains.challenge.queries import climbing
from timonerie.domains.challenge.queries.climbing import Climb
from timonerie.domains.commitments.queries import commitments
from timonerie.foundations.wording import formats
from timonerie.web import challenge_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.challenges import frame, tables
from timonerie.web.pages.provider_files import frame as provider_frame
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import url
from timonerie.web.remembering import remembered
from timonerie.web.responses import show


@policy("challenge.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    on = timezone.localdate()
    found = queries.listed(request.actor, on=on)
    context = {
        "table": tables.of_challenges(request, found, on=on),
        "begin_url": challenge_words.begin_url(request),
        "breadcrumbs": [],
    }
    return show(request, "challenges/index.html", context)


@policy("challenge.read")
def of_provider(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider, on = provider_frame.signed_of(request, provider_id), timezone.localdate()
    found = list(reversed(queries.of_provider(provider)))
    context = {
        **provider_frame.context(request, provider, "provider-challenges", _("Recadrages")),
        "table": tables.of_challenges(request, found, on=on, with_provider=False),
        "begin_url": challenge_words.begin_url(request, provider=provider.public_id),
    }
    return show(request, "providers/challenges.html", context)


@policy("challenge.read")
def detail(request: CompanyRequest, challenge_id: UUID) -> HttpResponse:
    challenge, at = frame.challenge_of(request, challenge_id), timezone.now()
    on = timezone.localdate(at)
    writes = request.actor.may("challenge.write") and challenge.state == ChallengeState.OPEN
    facts = list(challenge.facts.all())
    promised = _promised(request, challenge)
    context: dict[str, Any] = {
        "challenge": challenge,
        "state": challenge_words.STATES[challenge.state],
        "pairs": _pairs(request, challenge),
        "writes": writes,
        "stages": _stages(request, challenge, climbing.climbs(challenge, at=at, on=on), writes),
        "facts": tables.of_facts(request, facts, opens=writes),
        "steps": [_step(request, one) for one in reversed(challenge.steps.all())],
        "commitments": promised if promised and promised.rows else None,
        "caution": challenge_words.caution(),
        "history": history.of(request, kind="challenge", public_id=challenge.public_id),
        "breadcrumbs": frame.crumbs(request, (challenge.title, "")),
    }
    return show(request, "challenges/detail.html", context)


def _promised(request: CompanyRequest, challenge: Challenge) -> Any:
    if not request.actor.may("commitment.read"):
        return None
    rows = commitments.of_origin(promises.KIND, challenge.public_id)
    stood = commitments.stood(rows, reader=request.actor, on=timezone.localdate())
    return tables.of_commitments(request, stood)


def _pairs(request: CompanyRequest, challenge: Challenge) -> list[dict[str, Any]]:
    contract = challenge.contract
    told = [
        {
            "term": _("Prestataire"),
            "detail": challenge.provider.name,
            "url": url(request, "provider-challenges", challenge.provider.public_id),
        },
        {
            "term": _("Contrat"),
            "detail": contract.name if contract else _("à connaître"),
            "url": url(request, "contract", contract.public_id) if contract else "",
        },
        {
            "term": _("Site"),
            "detail": str(challenge.unit or _("toute la société")),
        },
        {"term": _("Suivi par"), "detail": str(challenge.owner or _("personne encore"))},
        {
            "term": _("Ouvert"),
            "detail": _("le %(day)s, par %(name)s")
            % {"day": formats.day(challenge.opened_on), "name": challenge.opened_by},
        },
    ]
    if challenge.closed_on is not None:
        words = {"day": formats.day(challenge.closed_on), "name": challenge.closed_by}
        words["outcome"] = challenge.outcome
        detail = _("le %(day)s, par %(name)s : %(outcome)s") % words
        told.append({"term": _("Clos"), "detail": detail})
    return told


def _stages(
    request: CompanyRequest, challenge: Challenge, climbs: Sequence[Climb], writes: bool
) -> list[dict[str, Any]]:
    """The three steps shown, each with its own rung and the others folded under it."""
    found = []
    for stage in Stage:
        own = [_climb(request, challenge, one, writes) for one in climbs if one.step.stage == stage]
        shown = next(one for one in own if one["is_shown"])
        others = [one for one in own if one is not shown]
        found.append({"label": stage.label, "rung": shown, "others": others})
    return found


def _climb(
    request: CompanyRequest, challenge: Challenge, one: Climb, writes: bool
) -> dict[str, Any]:
    address = url(request, "challenge-step", challenge.public_id, one.step.code.value)
    days = {"n": formats.number(one.step.days)}
    return {
        **challenge_words.shown(one.step),
        "is_shown": one.step.is_shown,
        "taken": one.taken,
        "is_open": one.is_open,
        "lacks": [sentences.lack(each) for each in one.lacks if each.code != "promises"],
        "url": address if writes and one.is_open else "",
        "delay": _("réponse usuelle sous %(n)s jours ouvrés") % days,
        "who": _("signée par qui en a le pouvoir") if one.step.power else "",
    }


def _step(request: CompanyRequest, step: ChallengeStep) -> dict[str, Any]:
    sent = queries.sending(step)
    letters = [
        {
            "row": letter,
            "is_sent": bool(letter.sendings.all()),
            "docx_url": url(request, "challenge-letter-docx", letter.public_id),
            "pdf_url": url(request, "challenge-letter-pdf", letter.public_id),
            "url": url(request, "challenge-letter", letter.public_id),
            "sent_url": url(request, "challenge-sent", letter.public_id),
        }
        for letter in reversed(step.letters.all())
    ]
    on = timezone.localdate()
    is_late = sent is not None and not queries.is_answered(step) and step.due_on < on
    return {
        "row": step,
        "rung": climbing.step_of(step.rung),
        "letters": letters,
        "sent": sent,
        "carriage": sent.get_carriage_display() if sent else "",
        "replies": list(step.replies.all()),
        "is_late": is_late,
        "again_url": url(request, "challenge-letter-again", step.public_id),
        "reply_url": url(request, "challenge-reply", step.public_id),
    }
