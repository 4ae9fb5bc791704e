"""The days that count, and the passage that each comes from."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.enums import ClauseCode
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import contract_words
from timonerie.web.renewal_files import citing
from timonerie.web.renewal_files.registry import register
from timonerie.web.renewal_files.shapes import Asked, Line, Part


@register(rank=10)
def dates(asked: Asked) -> Part:
    file, notice = asked.file, citing.first(asked, ClauseCode.NOTICE, ClauseCode.TERM)
    term = citing.first(asked, ClauseCode.TERM, ClauseCode.NOTICE)
    is_open = file.may_still_change(on=asked.on) and file.state == "open"
    return Part(
        title=_("Les jours qui comptent"),
        lines=(
            Line(
                text=_("À décider avant le"),
                figure=formats.day(file.decide_by),
                source=_left(asked) if is_open else "",
                state=_state(asked) if is_open else None,
            ),
            Line(
                text=_("Dernier jour utile du préavis"),
                figure=formats.day(file.last_day),
                source=_notice_source(asked),
                url=citing.url(asked, notice),
            ),
            Line(
                text=_("Dernier jour de la période"),
                figure=formats.day(file.term_end),
                source=citing.clause(term),
                url=citing.url(asked, term),
            ),
        ),
        unknown=_unknown(asked),
    )


def _notice_source(asked: Asked) -> str:
    """The length of the notice, then the passage that says it."""
    found = citing.first(asked, ClauseCode.NOTICE, ClauseCode.TERM)
    length = contract_words.length(asked.contract.notice)
    told = [_("préavis de %(length)s") % {"length": length}] if length else []
    return " · ".join([*told, citing.clause(found)])


def _left(asked: Asked) -> str:
    days = (asked.file.decide_by - asked.on).days
    if days < 0:
        return ngettext("passé de %(n)s jour", "passé de %(n)s jours", -days) % {"n": -days}
    if days == 0:
        return _("aujourd’hui")
    return ngettext("dans %(n)s jour", "dans %(n)s jours", days) % {"n": formats.number(days)}


def _state(asked: Asked) -> State | None:
    days = (asked.file.decide_by - asked.on).days
    if days > contract_words.SOON:
        return None
    return State.MISSED if days < 0 else State.WATCH


def _unknown(asked: Asked) -> tuple[str, ...]:
    contract = asked.contract
    told = []
    if not contract.notice:
        told.append(_("La durée du préavis n’est pas connue."))
    if not asked.clauses:
        told.append(_("Aucun papier du contrat n’a été lu : déposez-le pour citer ses articles."))
    elif "notice" not in contract.confirmed:
        told.append(_("Personne n’a dit avoir vérifié le préavis sur le contrat."))
    if not contract.notice_form:
        told.append(_("La forme que le contrat impose au préavis n’est pas connue."))
    return tuple(told)
