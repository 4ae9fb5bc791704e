"""The weights of the score of the providers: a new version each time, none rewritten."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import ScoreModel
from timonerie.domains.contracts.queries import scores as queries
from timonerie.domains.contracts.rules import scores as rules
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.scope.models import Company

LONGEST = 500


def weigh(
    *, by: Actor, at: datetime, weights: Mapping[str, int], reason: str, seen: int
) -> ScoreModel | None:
    """Put other weights in force; `seen` is the number of the version that was read, 0 for those
    proposed. The same again writes nothing.

    Raises:
        Refused: a weight out of 0 to 100, all of them nought, no reason.
        Conflict: somebody put others in force since.
    """
    by.require("score.write")
    told = {code: weights[code] for code in rules.DEFAULT if code in weights}
    _check(told)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST:
        raise Refused(_("Dites pourquoi ces poids changent, en une phrase."), field="reason")
    with transaction.atomic():
        # Two who weigh at once: the second reads the version of the first.
        Company.objects.select_for_update(no_key=True).get(pk=by.company_id)
        last = queries.in_force()
        if last is not None and last.number != seen:
            raise Conflict(current=last, mine={"weights": told}, version=last.number)
        if dict(queries.weights(last)) == told:
            return last
        return _written(by, at, told, reason, number=1 + (last.number if last else 0))


def _check(weights: Mapping[str, int]) -> None:
    fault = rules.faults(weights)
    if fault == "*":
        raise Refused(_("Donnez un poids à un critère au moins."))
    if fault:
        raise Refused(_("Un poids est un nombre entier de 0 à 100."), field=fault)


def _written(
    by: Actor, at: datetime, weights: Mapping[str, int], reason: str, *, number: int
) -> ScoreModel:
    made: ScoreModel = ScoreModel.objects.create(
        number=number,
        weights=dict(weights),
        reason=reason,
        made_by=by.name,
        user_id=by.user_id,
        made_at=at,
    )
    told = ", ".join(f"{code} {weight}" for code, weight in weights.items())
    audit.record(
        by=by, at=at, act="score_model.made", kind="score_model", public_id=made.public_id,
        detail={"number": str(number), "weights": told, "reason": reason},
    )  # fmt: skip
    return made
