"""How critical what a contract entrusts is: as said of it, else of its activities."""

from django.utils.translation import gettext as _

from timonerie.domains.contracts.queries import criticality as queries
from timonerie.web.contract_columns.registry import Given, Told, register
from timonerie.web.tables import Cell, Column


@register(rank=10, permission="contract.read")
def criticality(given: Given) -> Told:
    known = queries.of(one.contract for one in given.found)
    return Told(
        Column(label=_("Criticité"), is_filter=True, is_number=True),
        {pk: Cell(text=str(level), value=level) for pk, level in known.items()},
    )
