"""What is asked of a cell that was not understood, in one French sentence."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from timonerie.domains.contracts import sentences
from timonerie.domains.contracts.rules.cell_questions import Question
from timonerie.domains.contracts.rules.lengths import LengthError, parse_open


def question(asked: Question) -> str:
    """« Cellule « 12 mois » : durée ferme, durée de reconduction ou préavis ? »"""
    params = asked.params
    words = {
        "text": params.get("text", ""),
        "field": field(params.get("field", "")),
        "proposed": value(params.get("field", ""), params.get("proposed", "")),
    }
    return _WORDS[asked.code](words)


def field(name: str) -> str:
    """A field of `cells.FIELDS` in words."""
    names = {
        **sentences.fields(),
        "end": _("fin"),
        "form": _("forme du préavis"),
        "amount_cents": _("montant"),
        "amount_period": _("période du montant"),
        "currency": _("devise"),
        "tax": _("taxe"),
    }
    return names.get(name, _("termes du contrat"))


def value(name: str, text: str) -> str:
    """A value that a cell gave, as people write it; the text itself when it is not one of ours."""
    if name in ("renewal", "notice_counts", "form", "tax", "amount_period"):
        return _choices().get(text, text)
    try:
        return sentences.day(date.fromisoformat(text))
    except ValueError:
        pass
    try:
        return sentences.length(parse_open(text)) if text else ""
    except LengthError:
        return text


def _choices() -> dict[str, str]:
    return {
        "tacit": _("reconduction tacite"),
        "express": _("reconduction expresse"),
        "none": _("sans reconduction"),
        "received": _("lettre reçue"),
        "sent": _("lettre envoyée"),
        "registered": _("lettre recommandée"),
        "excluded": _("hors taxes"),
        "included": _("toutes taxes comprises"),
        "month": _("par mois"),
        "quarter": _("par trimestre"),
        "half": _("par semestre"),
        "year": _("par an"),
        "once": _("une fois"),
    }


_WORDS: dict[str, Callable[[dict[str, str]], str]] = {
    "unknown": lambda words: _("« %(text)s » : quel est le terme ici (%(field)s) ?") % words,
    "not_understood": lambda words: (
        _("« %(text)s » n’est pas compris : que faut-il retenir (%(field)s) ?") % words
    ),
    "confirm": lambda words: _("« %(text)s » : est-ce bien « %(proposed)s » (%(field)s) ?") % words,
    "doubtful": lambda words: (
        _("« %(text)s » laisse un doute : faut-il retenir « %(proposed)s » (%(field)s) ?") % words
    ),
    "conflict": lambda words: (
        _("« %(text)s » dit deux choses : laquelle retenir (%(field)s) ?") % words
    ),
    "which_length": lambda words: (
        _("« %(text)s » : durée ferme, durée de reconduction ou préavis ?") % words
    ),
    "unit_missing": lambda words: (
        _("« %(text)s » : des jours, des semaines, des mois ou des ans (%(field)s) ?") % words
    ),
    "working_days": lambda words: (
        _("« %(text)s » se compte en jours ouvrés : combien de jours du calendrier retenir ?")
        % words
    ),
    "which_date": lambda words: _("« %(text)s » : prise d’effet, fin ou autre date ?") % words,
    "which_day": lambda words: _("« %(text)s » : quel jour de ce mois (%(field)s) ?") % words,
    "year_missing": lambda words: _("« %(text)s » : de quelle année (%(field)s) ?") % words,
    "bad_date": lambda words: (
        _("« %(text)s » n’existe pas dans le calendrier : quelle est la date (%(field)s) ?") % words
    ),
    "notice_date": lambda words: (
        _("« %(text)s » est une date : quelle est la durée du préavis ?") % words
    ),
    "tacit_or_express": lambda words: (
        _("« %(text)s » : reconduction tacite, ou expresse avec un nouvel accord ?") % words
    ),
    "any_time": lambda words: (
        _("« %(text)s » : le contrat a-t-il une durée ferme, ou peut-il être quitté dès le début ?")
        % words
    ),
    "none_or_unknown": lambda words: (
        _("« %(text)s » : il n’y en a pas, ou ce n’est pas connu (%(field)s) ?") % words
    ),
    "which_period": lambda words: (
        _("« %(text)s » : par mois, par trimestre, par an ou une fois ?") % words
    ),
    "several_amounts": lambda words: _("« %(text)s » : quel est le total sur un an ?") % words,
    "variable_amount": lambda words: (
        _("« %(text)s » dépend d’une quantité : combien cela fait-il sur un an ?") % words
    ),
    "approximate_amount": lambda words: (
        _("« %(text)s » est approché : quel est le montant exact ?") % words
    ),
    "unclear_amount": lambda words: (
        _("« %(text)s » se lit de deux façons : quel est le montant ?") % words
    ),
}
