"""What is asked of a line of a pasted price list, in one French sentence."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from timonerie.domains.sourcing.rules.offers.asking import Asked


def question(asked: Asked) -> str:
    """« Ligne 4, « 15 € TTC » : quel est le prix hors taxes ? »"""
    words = {"number": asked.number, "text": asked.text}
    if asked.code == "too_many":
        return (
            _("À partir de la ligne %(number)s, le texte n’est pas lu : collez-le à part.") % words
        )
    if asked.code == "tax_unsaid":
        return (
            _("Rien ne dit si les prix sont hors taxes (ligne %(number)s) : le sont-ils ?") % words
        )
    said = {**words, "question": _QUESTIONS[asked.code]()}
    return _("Ligne %(number)s, « %(text)s » : %(question)s") % said


_QUESTIONS: dict[str, Callable[[], str]] = {
    "no_amount": lambda: _("pas de prix lu, faut-il l’ignorer ou le compléter ?"),
    "no_label": lambda: _("c’est le prix de quoi ?"),
    "currency_missing": lambda: _("est-ce un prix en euros ?"),
    "other_currency": lambda: _("quel est le prix en euros ?"),
    "several_amounts": lambda: _("quel montant compte ?"),
    "unclear_amount": lambda: _("ce montant se lit de deux façons, lequel est-ce ?"),
    "included_tax": lambda: _("quel est le prix hors taxes ?"),
    "percentage": lambda: _("ce pourcentage porte sur quoi ?"),
    "band": lambda: _("de quelle tranche de volume est-ce le prix ?"),
    "total": lambda: _("ce total compte deux fois ses lignes, faut-il l’ignorer ?"),
    "quantity": lambda: _("est-ce le prix d’une unité, ou de toutes ?"),
    "minimum": lambda: _("à quelle ligne s’applique ce minimum ou ce maximum ?"),
    "approximate": lambda: _("quel est le prix ferme ?"),
    "included": lambda: _("dans quel prix est-ce compris ?"),
    "discount": lambda: _("sur quel prix porte cette remise, et combien de fois ?"),
    "no_recurrence": lambda: _("est-ce par unité, par mois, par an ou une seule fois ?"),
    "several_recurrences": lambda: _("comment est-ce compté ?"),
    "not_understood": lambda: _("que veut dire ce passage ?"),
    "too_long": lambda: _("cette ligne est trop longue pour être un prix, coupez-la."),
}
