"""The clauses that each contract needs and lacks: absent or weak, once somebody looked."""

from django.utils.translation import gettext as _

from timonerie.domains.contracts.queries import clause_gaps
from timonerie.domains.contracts.queries.clause_gaps import Missing
from timonerie.domains.contracts.queries.contracts import DatedContract
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.contract_columns.registry import Given, Told, register
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column


@register(rank=20, permission="contract.read")
def clauses(given: Given) -> Told:
    known = clause_gaps.missing([one.contract for one in given.found], on=given.on)
    return Told(
        Column(label=_("Clauses manquantes"), is_number=True),
        {one.contract.pk: _cell(given, one, known[one.contract.pk]) for one in given.found},
    )


def _cell(given: Given, one: DatedContract, found: Missing) -> Cell:
    """What nobody looked at has no count: neither zero nor none."""
    here = url(given.request, "contract-clauses", one.contract.public_id)
    if not found.is_looked_at:
        return Cell(text=_("à regarder"), is_soft=True, url=here)
    left = _("%(n)s à regarder") % {"n": formats.number(found.unseen)} if found.unseen else ""
    state = State.WATCH if found.lacking else None
    return Cell(
        text=formats.number(found.lacking), value=found.lacking, note=left, state=state, url=here
    )
