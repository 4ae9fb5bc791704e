"""What the lists left open, one question for all the contracts that it holds; and its answer."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.models import ContractQuestion
from timonerie.domains.contracts.operations import questions as operations
from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.facts.rules.incidents import money
from timonerie.foundations.wording import formats
from timonerie.web import contract_questions
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.contracts.frame import contract_of, crumbs, nameable
from timonerie.web.pages.settings.frame import act, url
from timonerie.web.responses import show

#: Answers of one form: as many contracts as a list may hold.
MOST = 20_000


@policy("contract.read")
def index(request: CompanyRequest) -> HttpResponse:
    rows = queries.open_questions(request.actor, on=timezone.localdate())
    context = {
        "groups": contract_questions.grouped(rows, providers=nameable(request)),
        "is_writer": request.actor.may("contract.write"),
        "breadcrumbs": crumbs(request, (_("Questions"), "")),
    }
    return show(request, "contracts/questions.html", context)


@require_POST
@policy("contract.write")
def answer(request: CompanyRequest) -> HttpResponse:
    """Answer one question, or leave it blank, then come back to where it was asked."""
    rows = _asked(request)
    back = _back(request)
    if not rows:
        messages.error(request, _("Cette question n’attend plus de réponse."))
        return redirect(back)
    at, by = timezone.now(), request.actor
    if "leave" in request.POST:
        leaving = partial(operations.leave, by=by, at=at, questions=rows)
        return act(
            request, leaving, to=back, message=_("Laissé en blanc : ce ne sera plus demandé.")
        )
    try:
        told = contract_questions.read(request.POST.get("kind", ""), request.POST.dict())
    except money.NoSuchAmount:
        messages.error(request, _("Écrivez un montant : 1250 ou 1250,50."))
        return redirect(back)
    answering = partial(operations.answer, by=by, at=at, questions=rows, answer=told)
    message = ngettext(
        "Répondu pour %(n)s contrat : ses dates sont recalculées.",
        "Répondu pour %(n)s contrats : leurs dates sont recalculées.",
        len(rows),
    ) % {"n": formats.number(len(rows))}
    return act(request, answering, to=back, message=message)


def _asked(request: CompanyRequest) -> Sequence[ContractQuestion]:
    """The questions that the form names, among those that the reader sees."""
    named = request.POST.get("questions", "").split(",")[:MOST]
    rows = ContractQuestion.objects.filter(
        public_id__in=_identifiers(named),
        contract__in=queries.visible_to(request.actor, on=timezone.localdate()),
    )
    return list(rows.select_related("contract__provider").order_by("pk"))


def _identifiers(texts: Sequence[str]) -> list[UUID]:
    """Raises Http404 for what is no identifier."""
    try:
        return [UUID(text) for text in texts if text]
    except ValueError as error:
        raise Http404 from error


def _back(request: CompanyRequest) -> str:
    """The page of a contract of the reader, or that of the questions."""
    named = request.POST.get("contract", "")
    if not named:
        return url(request, "contract-questions")
    contract = contract_of(request, _identifiers([named])[0])
    return url(request, "contract", contract.public_id)
