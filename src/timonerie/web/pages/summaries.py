"""What another instance reads of a company that publishes a summary to it."""

import re
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from timonerie.domains.portfolio.operations import serving
from timonerie.domains.portfolio.rules import documents
from timonerie.web.access import public

BEARER = re.compile(r"Bearer ([A-Za-z0-9_-]{43})")
JSON = "application/json"


@public
@require_safe
def summary(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The signed summary to who holds its secret, 410 with a signed notice once it is no more; to
    anybody else, what an address that does not exist answers."""
    given = BEARER.fullmatch(request.headers.get("Authorization", ""))
    if given is None:
        raise Http404
    try:
        answer = serving.read(public_id=public_id, token=given[1], at=timezone.now())
    except serving.NoSuchSummary:
        raise Http404 from None
    content = documents.canonical(answer.envelope.model_dump(mode="json"))
    return HttpResponse(content, content_type=JSON, status=200 if answer.is_open else 410)
