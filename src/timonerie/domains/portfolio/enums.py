from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """How much a published summary holds."""

    STATE = "state", _("l’état seulement")
    FIGURES = "figures", _("l’état et les chiffres principaux")


class Fault(TextChoices):
    """Why the last summary that came was refused, in the reader's words."""

    UNREACHABLE = "unreachable", _("L’autre instance n’a pas répondu.")
    FORBIDDEN = (
        "forbidden",
        _("Cette adresse mène à une machine que ce serveur n’a pas le droit d’appeler."),
    )
    UNKNOWN = "unknown", _("L’autre instance ne connaît pas ce lien.")
    UNREADABLE = "unreadable", _("Ce qui a été reçu n’est pas un résumé de Timonerie.")
    FORGED = "forged", _("La signature n’est pas la bonne : le contenu a été changé en route.")
    OTHER_KEY = (
        "other_key",
        _(
            "La clé de l’autre instance a changé. Appelez la société : si elle le confirme, retirez"
            " cette ligne et ajoutez-la de nouveau."
        ),
    )
    OTHER_COMPANY = "other_company", _("Ce résumé est celui d’une autre société.")
    REPLAYED = "replayed", _("Ce résumé est plus ancien que celui déjà reçu.")
    EARLY = "early", _("Ce résumé porte une date à venir : l’horloge de l’une des deux est fausse.")
    EXPIRED = "expired", _("Ce résumé a expiré : demandez un nouveau lien à la société.")
    WITHDRAWN = "withdrawn", _("La société a retiré ce résumé ; ses chiffres sont effacés ici.")
