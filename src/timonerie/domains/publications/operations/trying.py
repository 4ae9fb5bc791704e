"""Writing a message to oneself, at once, to know whether mail leaves."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.publications.queries import messages
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import User
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.notifications import operations as notifications
from timonerie.foundations.notifications.models import Message
from timonerie.foundations.notifications.operations import Recipient

KIND = messages.TEST


def try_out(*, by: Actor, at: datetime) -> Message:
    """Write to the actor and hand it over now: its state says whether it left, its fault why not.
    One a minute at most; it is never tried again by itself.

    Raises:
        Refused: no account to write to.
    """
    by.require("message.test")
    if by.user_id is None:
        raise Refused(_("Un message d’essai va à un compte : ouvrez une session."))
    user = User.objects.get(pk=by.user_id)
    with transaction.atomic():
        message, created = notifications.write(
            at=at,
            key=f"test:{user.public_id}:{at:%Y-%m-%dT%H:%M}",
            kind=KIND,
            to=Recipient(user.name, user.email, user.pk),
            subject=_("Timonerie : message d’essai"),
            text=_("Si vous lisez ceci dans votre messagerie, le courrier part."),
        )
        if created:
            audit.record(
                by=by, at=at, act="message.tested", kind="message", public_id=message.public_id
            )
    notifications.deliver(message_id=message.pk, at=at)
    notifications.give_up(message)
    message.refresh_from_db()
    return message
