"""What is asked about a contract, in words; the cell itself stands beside the question."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.contracts import cell_sentences
from timonerie.domains.contracts.rules.cell_questions import CODES, Question

#: The fields of a contract, as a sentence names them.
FIELDS: Mapping[str, Promise] = {
    "name": gettext_lazy("objet"),
    "reference": gettext_lazy("référence"),
    "provider": gettext_lazy("prestataire"),
    "provider_written": gettext_lazy("prestataire tel qu’écrit"),
    "start_date": gettext_lazy("prise d’effet"),
    "end_date": gettext_lazy("échéance écrite"),
    "firm": gettext_lazy("durée ferme"),
    "renewal": gettext_lazy("reconduction"),
    "renewal_length": gettext_lazy("durée de reconduction"),
    "renewals": gettext_lazy("reconductions au plus"),
    "notice": gettext_lazy("préavis"),
    "notice_counts": gettext_lazy("jour qui compte pour le préavis"),
    "notice_form": gettext_lazy("forme du préavis"),
    "preparation": gettext_lazy("temps de préparation"),
    "notice_given_date": gettext_lazy("préavis donné le"),
    "notice_proof": gettext_lazy("preuve du préavis"),
    "yearly_cents": gettext_lazy("montant annuel"),
    "tax": gettext_lazy("taxe"),
    "currency": gettext_lazy("devise"),
    "note": gettext_lazy("note"),
}
#: Meanings of the columns of a list that are no field of a contract.
COLUMNS: Mapping[str, Promise] = {
    "siren": gettext_lazy("SIREN ou SIRET du prestataire"),
    "vat": gettext_lazy("numéro de TVA du prestataire"),
    "site": gettext_lazy("site"),
    "terms": gettext_lazy("conditions, en texte libre"),
    "amount": gettext_lazy("montant"),
    "billing": gettext_lazy("périodicité de facturation"),
}


def asked(code: str, field: str, params: Mapping[str, str]) -> str:
    """The question of a code about a field: one of a list, or one of `rules.cells`."""
    by_code = _BY_CODE.get(code)
    if by_code is not None:
        return by_code(params)
    if code in CODES and code not in _OF_THE_FIELD:
        return cell_sentences.question(Question(code, params))
    return blank(field)


def blank(field: str) -> str:
    """What is asked of a field that nobody filled."""
    told = _BLANK.get(field)
    if told is not None:
        return str(told)
    return _("Que dit le contrat : %(field)s ?") % {"field": FIELDS.get(field, field)}


#: What such a cell says helps nobody: the field is asked for itself.
_OF_THE_FIELD = ("unknown", "not_understood")
_BLANK: Mapping[str, Promise] = {
    "provider": gettext_lazy("Avec qui ce contrat est-il signé ?"),
    "start_date": gettext_lazy("Quand prend-il effet ?"),
    "end_date": gettext_lazy("Quel est le dernier jour de la période en cours ?"),
    "firm": gettext_lazy("Combien de temps engage-t-il avant toute reconduction ?"),
    "renewal": gettext_lazy("Que se passe-t-il à son échéance ?"),
    "renewal_length": gettext_lazy("Pour combien de temps se reconduit-il ?"),
    "renewals": gettext_lazy("Combien de fois se reconduit-il au plus ?"),
    "notice_form": gettext_lazy("Comment le préavis se donne-t-il ?"),
    "notice": gettext_lazy("Quel est le préavis pour le dénoncer ?"),
    "yearly_cents": gettext_lazy("Combien coûte-t-il par an ?"),
}
_BY_CODE: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "same_provider": lambda params: (
        _("« %(name)s » : est-ce l’un de vos prestataires connus ?") % {"name": params.get("name")}
    ),
    "new_provider": lambda params: (
        _("« %(name)s » n’est pas dans vos prestataires : qui est-ce ?")
        % {"name": params.get("name")}
    ),
    "amount_period": lambda params: _("Ce montant est-il par mois, par trimestre ou par an ?"),
    "disagree": lambda params: _("Deux cases ne disent pas la même chose : laquelle est juste ?"),
    "end_disagrees": lambda params: _(
        "Cette échéance ne tombe pas sur la fin d’une période : laquelle est la bonne ?"
    ),
    "confirmed_differs": lambda params: _(
        "La liste dit autre chose que ce que vous avez vérifié : que dit le contrat ?"
    ),
}
