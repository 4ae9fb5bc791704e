from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MessageState(TextChoices):
    WAITING = "waiting", _("à envoyer")
    SENT = "sent", _("envoyé")
    KEPT = "kept", _("gardé dans l’application")
    FAILED = "failed", _("non parti")


class Fault(TextChoices):
    """Why the server of mail did not take a message."""

    NO_HOST = "no_host", _("Aucun serveur de courrier n’est réglé.")
    NO_SENDER = "no_sender", _("Aucune adresse d’expéditeur n’est réglée.")
    UNKNOWN_NAME = "unknown_name", _("Le nom du serveur de courrier n’existe pas.")
    REFUSED = "refused", _("Le serveur de courrier refuse la connexion.")
    TIMEOUT = "timeout", _("Le serveur de courrier ne répond pas.")
    TLS = "tls", _("La connexion chiffrée n’a pas pu s’établir.")
    LOGIN = "login", _("Le serveur de courrier refuse l’identifiant ou le mot de passe.")
    SENDER = "sender", _("Le serveur de courrier refuse l’adresse de l’expéditeur.")
    RECIPIENT = "recipient", _("Le serveur de courrier refuse l’adresse du destinataire.")
    CONTENT = "content", _("Le serveur de courrier refuse le message.")
    OTHER = "other", _("Le serveur de courrier n’a pas pris le message.")
