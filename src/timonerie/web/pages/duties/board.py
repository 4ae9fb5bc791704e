"""What every provider owes, and where it stands: one page for the company."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts import duty_sentences
from timonerie.domains.contracts.catalogue import duties as catalogue
from timonerie.domains.contracts.duty_enums import DutyState
from timonerie.domains.contracts.queries import duties as queries
from timonerie.foundations.wording import formats
from timonerie.web import duty_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.duties import tables
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

#: The states that the head of the page counts, in its order.
COUNTED = (
    *(DutyState.EXPIRED, DutyState.MISSING, DutyState.SOON),
    *(DutyState.TO_CHECK, DutyState.UNKNOWN),
)


@policy("duty.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    today = timezone.localdate()
    found = queries.board(request.actor, on=today)
    context = {
        "table": tables.of_board(request, found, on=today),
        "figures": _figures(queries.by_state(found)) if found else [],
        "kinds": [duty_words.shown(one) for one in catalogue.kinds()],
        "caution": duty_sentences.caution(),
        "breadcrumbs": [],
    }
    return show(request, "duties/index.html", context)


def _figures(counts: Any) -> list[dict[str, Any]]:
    notes = {
        DutyState.EXPIRED: _("à relancer"),
        DutyState.MISSING: _("demandées, jamais venues"),
        DutyState.SOON: _("dans les trente jours"),
        DutyState.TO_CHECK: _("reçues, pas encore regardées"),
        DutyState.UNKNOWN: _("jamais demandées, ou à préciser"),
    }
    return [
        {
            "label": str(state.label).capitalize(),
            "value": formats.number(counts.get(state, 0)),
            "note": notes[state],
        }
        for state in COUNTED
    ]
