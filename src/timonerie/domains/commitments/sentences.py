"""Why a promise is refused, in the words of the reader."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timonerie.domains.commitments.rules.promising import Fault

FIRST: Final[Mapping[Fault, Promise]] = {
    Fault.TO_COME: _("On note une promesse le jour où elle est faite, ou après."),
    Fault.BEFORE_PROMISE: _(
        "La date promise vient avant le jour de la promesse : corrigez l’une des deux."
    ),
    Fault.TOO_FAR: _("Cette date est à plus de dix ans : vérifiez l’année."),
}
AGAIN: Final[Mapping[Fault, Promise]] = {
    Fault.ENDED: _("Cet engagement est terminé : rouvrez-le avant de promettre à nouveau."),
    Fault.PAST: _("Cette date est passée : donnez un jour à venir."),
    Fault.NOT_LATER: _(
        "La nouvelle date vient après la dernière promise ; tenu plus tôt, dites-le tenu ce"
        " jour-là."
    ),
    Fault.TOO_FAR: _("Cette date est à plus de dix ans : vérifiez l’année."),
}
ENDING: Final[Mapping[Fault, Promise]] = {
    Fault.ENDED: _("Cet engagement est déjà terminé : rouvrez-le pour en dire autre chose."),
    Fault.TO_COME: _(
        "Ce jour n’est pas encore venu : donnez celui d’aujourd’hui ou un jour passé."
    ),
    Fault.BEFORE_PROMISE: _("Ce jour vient avant celui de la promesse : vérifiez la date."),
}
