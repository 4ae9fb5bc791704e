"""What is missing of the papers of a contract: the paper itself, or clauses nobody found in it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.queries import missing_clauses
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.contract_columns.registry import Given, Told, register
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column


@register(rank=20, permission="contract.read")
def papers(given: Given) -> Told:
    known = missing_clauses.counted(given.ids)
    return Told(
        Column(label=_("Clauses à voir"), is_filter=True),
        {one.contract.pk: _cell(given, known.get(one.contract.pk)) for one in given.found},
    )


def _cell(given: Given, count: int | None) -> Cell:
    if count is None:
        return Cell(text=_("sans document"), state=State.MISSING, url=url(given.request, "papers"))
    if not count:
        return Cell(text=_("toutes trouvées"))
    text = ngettext("%(n)s à voir", "%(n)s à voir", count) % {"n": formats.number(count)}
    return Cell(text=text, value=count, state=State.WATCH)
