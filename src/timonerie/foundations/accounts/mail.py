"""Messages about an account. An instance without a server of mail sends none, and says so."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from timonerie.foundations.accounts.models import User


def is_configured() -> bool:
    return bool(settings.EMAIL_HOST)


def send_invitation(*, to: User, company_name: str, address: str) -> None:
    """Raises OSError: the server does not take it."""
    with translation.override(to.language):
        _send(
            to,
            _("Votre accès à Timonerie"),
            _(
                "Bonjour %(name)s,\n\n%(company)s vous ouvre un accès à Timonerie. Suivez ce lien ;"
                " il sert une fois, pendant sept jours :\n\n%(address)s\n"
            )
            % {"name": to.name, "company": company_name, "address": address},
        )


def send_reset(*, to: User, address: str) -> None:
    """Raises OSError: the server does not take it."""
    with translation.override(to.language):
        _send(
            to,
            _("Votre mot de passe de Timonerie"),
            _(
                "Bonjour %(name)s,\n\nCe lien vous laisse choisir un nouveau mot de passe ; il sert"
                " une fois, pendant une heure :\n\n%(address)s\n\nSi vous n’avez rien demandé,"
                " ne faites rien : votre mot de passe n’a pas changé.\n"
            )
            % {"name": to.name, "address": address},
        )


def _send(to: User, subject: str, body: str) -> None:
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL or None, [to.email])
