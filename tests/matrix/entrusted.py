"""What each company keeps and entrusts: a decision with its promise, a statement of work with its
version, an offer with its answer, its file and its link."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories import offers as factories
from tests.factories.figures import NOW
from tests.factories.offers import Asking
from tests.foundations.documents.papers import hostile
from timonerie.domains.sourcing.enums import Benefit, Choice
from timonerie.domains.sourcing.models import Activity, OfferAnswer, StatementActivity
from timonerie.domains.sourcing.operations import decisions, offer_papers, templates
from timonerie.domains.sourcing.operations.decisions import Promise
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.printing.documents import company_template

REVIEW = date(2027, 1, 1)
Named = Callable[[str], str]


def of(by: Actor, activity: Activity, *, named: Named) -> dict[str, Any]:
    """By parameter of an address; `named` gives a name that tells of which function it is."""
    decision = decisions.decide(
        by=by,
        at=NOW,
        activity=activity,
        choice=Choice.KEEP,
        review_date=REVIEW,
        reason=named("motif"),
        benefits=[Promise(kind=Benefit.HOURS, promised=40, due_date=REVIEW)],
    )
    return {
        "judged": activity,
        "benefit": decision.benefits.get(),
        **_asked(by, activity, named=named),
    }


def _asked(by: Actor, activity: Activity, *, named: Named) -> dict[str, Any]:
    asking = factories.asking(by, title=named("cahier"))
    StatementActivity.objects.create(statement=asking.statement, activity=activity)
    return {
        "statement": asking.statement,
        "statement_line": asking.statement.lines.order_by("pk")[0],
        **_offered(by, asking, named=named),
    }


def _offered(by: Actor, asking: Asking, *, named: Named) -> dict[str, Any]:
    offer = factories.typed(by, asking, named("candidat"))
    invited = factories.invited(by, asking, named("invité"))
    name = f"{named('pièce')}.pdf"
    data = hostile.plain(trailer=f"/Nom ({named('pièce')}) ")
    paper = Received(name=name, size=len(data), chunks=[data])
    return {
        "offer": offer,
        "offer_paper": offer_papers.add(by=by, at=NOW, offer=offer, received=paper),
        "offer_answer": OfferAnswer.objects.filter(offer=offer).order_by("pk")[0],
        "offer_link": invited.link,
        "invited": invited.link.offer,
    }


def template(by: Actor) -> None:
    """The company's own document, in which its statements are set."""
    templates.add(
        by=by,
        at=NOW,
        chunks=[company_template.default()],
        file_name="modele.docx",
        look=lambda _path: [],
    )
