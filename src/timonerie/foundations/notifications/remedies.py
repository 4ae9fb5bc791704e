"""What to do when the server of mail does not take a message: the settings to look at, by name."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.notifications.enums import Fault
from timonerie.foundations.notifications.models import Message

_REMEDIES: dict[Fault, Promise] = {
    Fault.NO_HOST: _(
        "Donnez TIMONERIE_EMAIL_HOST, puis redémarrez. Sans serveur, rien n’est perdu : chacun lit"
        " ses messages dans l’application."
    ),
    Fault.NO_SENDER: _("Donnez TIMONERIE_EMAIL_FROM, une adresse que votre serveur accepte."),
    Fault.UNKNOWN_NAME: _(
        "Vérifiez l’orthographe de TIMONERIE_EMAIL_HOST, et que cette machine a un DNS."
    ),
    Fault.REFUSED: _(
        "Vérifiez TIMONERIE_EMAIL_PORT (587 le plus souvent, 25 sur un réseau interne) et le"
        " pare-feu de cette machine."
    ),
    Fault.TIMEOUT: _(
        "Un pare-feu bloque sans doute le port de TIMONERIE_EMAIL_PORT : demandez à l’hébergeur"
        " d’ouvrir la sortie vers ce serveur."
    ),
    Fault.TLS: _(
        "Le port 587 attend TIMONERIE_EMAIL_TLS=1. Vérifiez aussi que le certificat du serveur est"
        " en règle et à son nom ; un serveur interne sans chiffrement se règle par"
        " TIMONERIE_EMAIL_TLS=0."
    ),
    Fault.LOGIN: _(
        "Vérifiez TIMONERIE_EMAIL_USER et le fichier de TIMONERIE_EMAIL_PASSWORD_FILE. Certaines"
        " messageries demandent un « mot de passe d’application »."
    ),
    Fault.SENDER: _(
        "TIMONERIE_EMAIL_FROM doit être une adresse que ce compte a le droit d’employer."
    ),
    Fault.RECIPIENT: _("Corrigez l’adresse du destinataire : elle n’existe pas, ou est refusée."),
    Fault.CONTENT: _(
        "Lisez la réponse du serveur ci-dessous : un filtre ou un quota, le plus souvent."
    ),
    Fault.OTHER: _("Lisez la réponse du serveur ci-dessous, et montrez-la à votre hébergeur."),
}


def remedy(fault: Fault | str) -> str:
    """The next thing to try, one sentence or two."""
    return str(_REMEDIES[Fault(fault)])


def said(message: Message) -> str:
    """What went wrong with a message, what the server said, and what to do."""
    fault = Fault(message.fault or Fault.NO_HOST)
    words = {"said": message.error}
    answer = gettext("Réponse du serveur : « %(said)s ».") % words if message.error else ""
    return " ".join(part for part in (str(fault.label), answer, remedy(fault)) if part)
