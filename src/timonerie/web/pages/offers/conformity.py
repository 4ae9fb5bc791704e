"""What each offer answers line by line: where they differ first."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.models import OfferAnswer
from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.queries import offer_comparison
from timonerie.domains.sourcing.queries.offer_comparison import Beside, Compared
from timonerie.domains.sourcing.rules.offers.asked import Question
from timonerie.web import offer_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.offers import frame, sheets, terms
from timonerie.web.pages.statements.frame import statement_of
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table


@policy("offer.read")
def index(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    statement = statement_of(request, statement_id)
    _form, said = terms.of(request.GET)
    found = offer_comparison.compare(statement, said.wanted())
    context = {
        "statement": statement,
        "table": of_lines(found) if found else None,
        "tabs": frame.tabs(request, statement, "offer-conformity"),
        "breadcrumbs": frame.steps(request, statement, (_("Ligne par ligne"), "")),
    }
    return show(request, "offers/conformity.html", context)


def of_lines(found: Compared) -> Table:
    """Every line that is answered; the filter « Réponses » keeps those that differ."""
    asked = [one for one in found.asked if one.way != "read"]
    return Table(
        name="lignes",
        caption=_("Réponses ligne par ligne"),
        columns=(
            Column(label=_("Ligne"), is_long=True),
            Column(label=_("Article"), is_filter=True),
            Column(label=_("Réponses"), name="reponses", is_filter=True),
            *(
                Column(label=offer_words.short(one.offer.bidder), name=one.key)
                for one in found.offers
            ),
        ),
        rows=tuple(_row(one, found) for one in asked),
    )


def _row(question: Question, found: Compared) -> Row:
    cells = [_answer(question, one) for one in found.offers]
    said = {(str(cell.text), str(cell.note)) for cell in cells}
    number = question.line.section
    article = f"{number}. {statement_words.section_title(number)}"
    note = _("éliminatoire") if question.is_eliminatory else ""
    return Row(
        cells=(
            Cell(text=question.line.title, note=note),
            Cell(text=article, rank=number),
            Cell(text=_("identiques") if len(said) == 1 else _("diffèrent"), rank=len(said) == 1),
            *cells,
        )
    )


def _answer(question: Question, one: Beside) -> Cell:
    answer: OfferAnswer | None = one.answers.get(question.line.key)
    told = sheets.told(question, answer, one.offer.currency)
    return Cell(text=told.word, note=told.note, state=told.state)
