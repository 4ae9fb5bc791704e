"""The papers as a table."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.enums import ClauseCode, DocumentState
from timonerie.domains.contracts.models import ContractDocument
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

STATES = {
    DocumentState.RECEIVED: State.WATCH,
    DocumentState.READING: State.WATCH,
    DocumentState.READ: State.MET,
    DocumentState.REFUSED: State.MISSED,
}
CLAUSES = len(ClauseCode.values)


def of_papers(request: CompanyRequest, found: Sequence[ContractDocument]) -> Table:
    return Table(
        name="documents",
        caption=_("Documents"),
        hides_caption=True,
        columns=(
            Column(label=_("Document"), is_long=True),
            Column(label=_("Contrat"), is_filter=True),
            Column(label=_("Prestataire"), is_filter=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Pages"), is_number=True),
            Column(label=_("Clauses trouvées"), is_number=True),
            Column(label=_("Clauses relues"), is_number=True),
            Column(label=_("Déposé")),
        ),
        rows=tuple(_row(request, one) for one in found),
    )


def _row(request: CompanyRequest, one: ContractDocument) -> Row:
    state = DocumentState(one.state)
    contract = one.contract
    firm = contract.provider if contract else None
    was_read = state == DocumentState.READ
    return Row(
        cells=(
            Cell(text=one.file_name, url=url(request, "paper", one.public_id), note=doubt(one)),
            Cell(text=contract.name if contract else _("à classer"), is_soft=contract is None),
            Cell(text=firm.name if firm else "—"),
            Cell(text=state.label, state=STATES[state]),
            _count(one.pages, was_read, note=_unread(one)),
            # Counted by the query.
            _count(one.found, is_looked_at(one)),  # type: ignore[attr-defined]
            _count(one.judged, is_looked_at(one)),  # type: ignore[attr-defined]
            Cell(
                text=formats.day(timezone.localdate(one.created_at), style="short"),
                value=one.created_at,
            ),
        )
    )


def is_looked_at(one: ContractDocument) -> bool:
    """Whether clauses were looked for: in what reads like a contract, in French."""
    return one.state == DocumentState.READ and bool(one.is_contract) and one.language == "fr"


def _unread(one: ContractDocument) -> str:
    unread: int = one.unread  # type: ignore[attr-defined]  # counted by the query
    if not unread:
        return ""
    words = {"n": formats.number(unread)}
    return ngettext("dont %(n)s illisible", "dont %(n)s illisibles", unread) % words


def doubt(one: ContractDocument) -> str:
    """Why nothing was looked for in a paper that was read."""
    if one.state != DocumentState.READ or is_looked_at(one):
        return ""
    if one.language == "en":
        return _("en anglais")
    unread: int = one.unread  # type: ignore[attr-defined]  # counted by the query
    if unread == one.pages:
        return ngettext("page illisible", "pages illisibles", unread)
    return _("ne ressemble pas à un contrat")


def _count(number: int, is_known: bool, *, note: str = "") -> Cell:
    """What was not read has no count: neither zero nor none."""
    if not is_known:
        return Cell(text="—", is_soft=True)
    return Cell(text=formats.number(number), value=number, note=note)
