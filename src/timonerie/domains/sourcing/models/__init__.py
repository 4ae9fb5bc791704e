"""Activities and what is known of them, the grid and the decisions, statements of work, offers."""

from timonerie.domains.sourcing.models.activities import (
    Activity,
    ActivityQuerySet,
    Assignment,
    AssignmentQuerySet,
)
from timonerie.domains.sourcing.models.costs import CostLine
from timonerie.domains.sourcing.models.decisions import PromisedBenefit, SourcingDecision
from timonerie.domains.sourcing.models.grids import Assessment, EvaluationGrid
from timonerie.domains.sourcing.models.offers import (
    InterestDeclaration,
    Offer,
    OfferAnswer,
    OfferLink,
    OfferMark,
    OfferPaper,
)
from timonerie.domains.sourcing.models.statements import (
    CompanyTemplate,
    StatementActivity,
    StatementLine,
    StatementOfWork,
    StatementVersion,
)
from timonerie.domains.sourcing.models.values import ActivityValue, SetAsideProposal

__all__ = [
    "Activity",
    "ActivityQuerySet",
    "ActivityValue",
    "Assessment",
    "Assignment",
    "AssignmentQuerySet",
    "CompanyTemplate",
    "CostLine",
    "EvaluationGrid",
    "InterestDeclaration",
    "Offer",
    "OfferAnswer",
    "OfferLink",
    "OfferMark",
    "OfferPaper",
    "PromisedBenefit",
    "SetAsideProposal",
    "SourcingDecision",
    "StatementActivity",
    "StatementLine",
    "StatementOfWork",
    "StatementVersion",
]
