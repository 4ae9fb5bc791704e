"""The clauses of a contract as a table, what matters most first."""

from django.utils.translation import gettext as _

from timonerie.domains.contracts import clause_sentences
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries.contract_clauses import Checklist, Standing
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.contracts.clauses import frame, words
from timonerie.web.tables import Cell, Column, Row, Table


def of_clauses(request: CompanyRequest, contract: Contract, checklist: Checklist) -> Table:
    return Table(
        name="clauses",
        caption=_("Clauses"),
        hides_caption=True,
        columns=(
            Column(label=_("Clause"), is_long=True),
            Column(label=_("N°"), name="numero", is_number=True),
            Column(label=_("Importance"), is_filter=True),
            Column(label=_("Thème"), is_filter=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Où")),
        ),
        rows=tuple(_row(request, contract, one) for one in checklist.lines),
    )


def _row(request: CompanyRequest, contract: Contract, one: Standing) -> Row:
    address = frame.address(request, contract, one.clause)
    place = words.where(one)
    return Row(
        cells=(
            Cell(text=one.clause.title, url=address, note=words.judged(one.row)),
            Cell(text=str(one.clause.number), value=one.clause.number),
            Cell(text=clause_sentences.WEIGHTS[one.weight], rank=one.weight.value),
            Cell(text=clause_sentences.GROUPS[one.clause.group]),
            Cell(text=words.state(one), state=words.badge(one)),
            Cell(text=place or "—", is_soft=not place),
        )
    )
