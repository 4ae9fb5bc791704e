"""Why a document is owed or not, what a record of personal data does not say: French sentences, to
be checked by counsel."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.contracts.rules.duties.owing import Owing
from timonerie.domains.contracts.rules.processing import Gap
from timonerie.foundations.wording import formats


def caution() -> str:
    return _("à faire valider par un conseil")


def why(found: Owing) -> str:
    """Why it is owed, not owed, or not known yet, and then what to say."""
    amount = formats.number(found.cents // 100)
    return _WHY[found.code]({**found.params, "amount": amount})


_WHY: dict[str, Callable[[dict[str, Any]], str]] = {
    "over": lambda words: (
        _("Due : un contrat vaut au moins %(amount)s € HT au total, au-dessus du seuil de 5 000 €.")
        % words
    ),
    "under": lambda words: (
        _("Non due : le plus gros contrat vaut %(amount)s € au total, sous le seuil de 5 000 € HT.")
        % words
    ),
    "no_contract": lambda words: _("À connaître : aucun contrat signé n’est noté."),
    "amount": lambda words: _("À connaître : dites le montant annuel du contrat."),
    "currency": lambda words: _("À connaître : le montant est dans une autre devise que l’euro."),
    "length": lambda words: _(
        "À connaître : sans durée écrite, le montant global ne se calcule pas ; dites la durée."
    ),
    "tax": lambda words: _(
        "À connaître : dites si le montant est hors taxes, il est proche du seuil de 5 000 € HT."
    ),
    "trade": lambda words: _("À connaître : le métier du prestataire n’est pas noté."),
    "trade_is": lambda words: _("Due : le métier du prestataire la demande."),
    "trade_is_not": lambda words: _("Non due : le métier du prestataire ne la demande pas."),
    "data": lambda words: _(
        "À connaître : les activités confiées, ou les données qu’elles traitent, ne sont pas dites."
    ),
    "data_is": lambda words: _("Due : les activités confiées traitent de telles données."),
    "data_is_not": lambda words: _(
        "Non due : aucune activité confiée ne traite de telles données."
    ),
    "to_say": lambda words: _("À connaître : le contrat la prévoit-il ?"),
    "said_yes": lambda words: _("Due, dit %(by)s : %(reason)s") % words,
    "said_no": lambda words: _("Non due, dit %(by)s : %(reason)s") % words,
}


def items() -> dict[str, str]:
    """The fields of a record of personal data, in words."""
    return {
        "role": _("rôle du prestataire"),
        "subject": _("objet du traitement"),
        "duration": _("durée"),
        "nature": _("nature des opérations"),
        "purpose": _("finalité"),
        "data_kinds": _("catégories de données"),
        "people": _("catégories de personnes"),
        "instructions": _("instructions documentées"),
        "transfers": _("transferts hors de l’Union européenne"),
        "confidentiality": _("engagement de confidentialité des personnes"),
        "security": _("mesures de sécurité"),
        "subprocessing": _("conditions des sous-traitants ultérieurs"),
        "assistance": _("aide pour les droits des personnes et l’analyse d’impact"),
        "breach": _("délai d’alerte en cas de violation"),
        "fate": _("sort des données à la fin"),
        "audit": _("audits et informations"),
    }


def gap(found: Gap) -> str:
    """What is missing, with its source."""
    words = {"item": items()[found.field], "source": found.source}
    match found.code:
        case "role":
            return _("Le rôle du prestataire est à qualifier (%(source)s).") % words
        case "unframed":
            return _("Des transferts sont dits sans encadrement : à établir (%(source)s).") % words
        case "unauthorised":
            return _("Un sous-traitant ultérieur n’est pas autorisé (%(source)s).") % words
    return _("Manque : %(item)s (%(source)s).") % words
