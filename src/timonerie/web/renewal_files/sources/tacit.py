"""What doing nothing engages: the months of the next term times the price of a year."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.enums import ClauseCode, Renewal
from timonerie.domains.contracts.rules import renewals as rules
from timonerie.foundations.wording import formats
from timonerie.web import contract_words, incident_words
from timonerie.web.renewal_files import citing
from timonerie.web.renewal_files.registry import register
from timonerie.web.renewal_files.shapes import Asked, Line, Part

MONTHS_A_YEAR = 12


@register(rank=20)
def tacit(asked: Asked) -> Part:
    given, contract = asked.given, asked.contract
    title = _("Si personne ne décide")
    if given.next_start is None:
        return Part(title=title, lines=(_ends(asked),), unknown=_renewal_unknown(asked))
    found = citing.first(asked, ClauseCode.TERM)
    told = [Line(text=_span(asked), source=citing.clause(found), url=citing.url(asked, found))]
    cents = rules.next_term(given)
    yearly = contract_words.amount(contract)
    told.append(
        Line(
            text=_("Engagé par la reconduction"),
            figure=_("montant inconnu")
            if cents is None
            else incident_words.cost(cents, contract.currency),
            source=_computed(asked, yearly) if yearly else "",
            url=asked.contract_url,
        )
    )
    unknown = () if yearly else (_("Le montant annuel du contrat n’est pas connu."),)
    return Part(title=title, lines=tuple(told), unknown=unknown)


def length(asked: Asked) -> str:
    """« 12 mois », « 2,5 mois »; nothing for a term without end."""
    given = asked.given
    if given.next_start is None or given.next_end is None:
        return ""
    months = round(float(rules.months(given.next_start, given.next_end)), 1)
    words = {"n": formats.number(months)}
    return ngettext("%(n)s mois", "%(n)s mois", formats.plural(months)) % words


def _span(asked: Asked) -> str:
    given = asked.given
    assert given.next_start is not None
    words = {"start": formats.day(given.next_start)}
    if given.next_end is None:
        return _("Reconduit sans terme à partir du %(start)s") % words
    words["end"] = formats.day(given.next_end)
    return _("Reconduit du %(start)s au %(end)s") % words


def _computed(asked: Asked, yearly: str) -> str:
    told = length(asked)
    if not told:
        return _("%(amount)s par an, sans fin connue") % {"amount": yearly}
    return _("%(months)s à %(amount)s par an") % {"months": told, "amount": yearly}


def _ends(asked: Asked) -> Line:
    day = {"day": formats.day(asked.file.term_end)}
    if asked.contract.renewal == Renewal.EXPRESS:
        text = _("Le contrat s’arrête le %(day)s, sauf accord exprès des deux parties.") % day
    elif asked.contract.renewal:
        text = _("Le contrat s’arrête le %(day)s : il faut de quoi prendre la suite.") % day
    else:
        text = _("Nul ne sait ce qui suit le %(day)s.") % day
    found = citing.first(asked, ClauseCode.TERM)
    return Line(text=text, source=citing.clause(found), url=citing.url(asked, found))


def _renewal_unknown(asked: Asked) -> tuple[str, ...]:
    if asked.contract.renewal:
        return ()
    return (_("Le contrat ne dit pas s’il se reconduit : complétez ses termes."),)
