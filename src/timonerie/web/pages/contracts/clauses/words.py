"""A clause of a contract in the words of its pages."""

from django.utils.translation import gettext as _

from timonerie.domains.contracts import clause_sentences
from timonerie.domains.contracts.clause_enums import ClauseState
from timonerie.domains.contracts.models import ClauseFinding, ContractClause
from timonerie.domains.contracts.queries.contract_clauses import Standing
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State

STATES = {
    ClauseState.PRESENT: State.MET,
    ClauseState.WEAK: State.WATCH,
    ClauseState.ABSENT: State.MISSED,
    ClauseState.NOT_APPLICABLE: State.NO_OBJECT,
}


def badge(one: Standing) -> State:
    """Nobody looked: there is no verdict, whatever the papers seem to say."""
    return STATES[ClauseState(one.state)] if one.state else State.MISSING


def state(one: Standing) -> str:
    return clause_sentences.state(one.state)


def where(one: Standing) -> str:
    """The page that somebody named, else the one that the text proposes."""
    if one.row is not None and one.row.page is not None:
        return _("page %(page)s") % {"page": formats.number(one.row.page)}
    if one.state or one.proposal is None:
        return ""
    return proposed(one.proposal)


def proposed(found: ClauseFinding) -> str:
    words = {"page": formats.number(found.page or 0), "article": found.article}
    if found.article:
        return _("à lire page %(page)s, article %(article)s") % words
    return _("à lire page %(page)s") % words


def judged(row: ContractClause | None) -> str:
    if row is None or row.judged_at is None:
        return ""
    words = {"name": row.judged_by, "day": formats.day(row.judged_at)}
    return _("dit par %(name)s le %(day)s") % words
