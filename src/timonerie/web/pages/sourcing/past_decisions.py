"""The decisions of an activity, the last first: what was decided, by whom and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from timonerie.domains.sourcing.models import Activity, PromisedBenefit, SourcingDecision
from timonerie.domains.sourcing.queries import decisions as queries
from timonerie.foundations.wording import formats
from timonerie.web import grid_words


@dataclass(frozen=True)
class Past:
    """`lines` say its verdict, its reason, what it promised."""

    when: str
    title: str
    lines: tuple[str, ...]
    is_superseded: bool


def standing(one: SourcingDecision) -> Past:
    """The decision in force, without what it promised; asks nothing of the database."""
    return _past(one, ())


def of(activity: Activity) -> list[Past]:
    return [_past(one, one.benefits.all()) for one in queries.history(activity)]


def verdict_line(one: SourcingDecision) -> str:
    """What the grid said that day, and with which version."""
    words = {
        "verdict": grid_words.verdict(one.verdict),
        "number": one.grid.number,
        "share": grid_words.share(one.robustness),
    }
    if one.robustness is None:
        return _("La grille (version %(number)s) ne disait rien : notes à connaître.") % words
    return (
        _(
            "La grille (version %(number)s) disait « %(verdict)s », tenu par %(share)s des"
            " pondérations."
        )
        % words
    )


def _past(one: SourcingDecision, benefits: Iterable[PromisedBenefit]) -> Past:
    words = {"choice": one.get_choice_display(), "name": one.decided_by}
    told = [verdict_line(one)]
    if not one.is_followed:
        told.append(_("La décision s’en écarte."))
    if one.reason:
        told.append(_("Motif : %(text)s") % {"text": one.reason})
    if one.dissent:
        told.append(_("Avis contraire : %(text)s") % {"text": one.dissent})
    told += [_promise(benefit) for benefit in benefits]
    told.append(_("À revoir le %(day)s.") % {"day": formats.day(one.review_date)})
    return Past(
        when=formats.day(one.decided_on),
        title=_("%(choice)s, par %(name)s") % words,
        lines=tuple(told),
        is_superseded=one.superseded_at is not None,
    )


def _promise(one: PromisedBenefit) -> str:
    words = {
        "kind": one.get_kind_display(),
        "amount": grid_words.amount(one.kind, one.promised),
        "day": formats.day(one.due_date),
    }
    return _("Promis : %(kind)s, %(amount)s, pour le %(day)s.") % words
