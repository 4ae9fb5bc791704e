"""The weights of the score: those in force, and those before."""

from collections.abc import Mapping

from timonerie.domains.contracts.models import ScoreModel
from timonerie.domains.contracts.rules import scores
from timonerie.foundations.scope.memory import once


@once
def in_force() -> ScoreModel | None:
    """The last version; None while the proposed weights hold."""
    found: ScoreModel | None = ScoreModel.objects.order_by("-number").first()
    return found


def weights(model: ScoreModel | None) -> Mapping[str, int]:
    return scores.DEFAULT if model is None else model.weights


def versions() -> list[ScoreModel]:
    """The last first."""
    return list(ScoreModel.objects.order_by("-number"))
