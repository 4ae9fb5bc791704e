"""The server of mail: what it answers, told as a fault that somebody can mend."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from timonerie.foundations.notifications.enums import Fault
from timonerie.foundations.notifications.models import Message

LONGEST_ERROR = 300


class Undelivered(Exception):
    """The server did not take a message; `said` are its own words, which may be in English."""

    def __init__(self, fault: Fault, said: str = "") -> None:
        super().__init__(said or fault.label)
        self.fault, self.said = fault, said[:LONGEST_ERROR]

    @property
    def is_final(self) -> bool:
        """Whether the same message would be refused again: its address is not taken."""
        return self.fault == Fault.RECIPIENT


def is_configured() -> bool:
    return bool(settings.EMAIL_HOST)


@contextmanager
def opened() -> Iterator[BaseEmailBackend]:
    """A connection to the server of mail, signed in.

    Raises:
        Undelivered: there is none, or it did not let us in. Nothing was sent.
    """
    if not is_configured():
        raise Undelivered(Fault.NO_HOST)
    if not settings.DEFAULT_FROM_EMAIL:
        raise Undelivered(Fault.NO_SENDER)
    connection = get_connection()
    with _told():
        connection.open()
    try:
        yield connection
    finally:
        connection.close()


def hand_over(message: Message, connection: BaseEmailBackend) -> None:
    """Give a message to the server. Its number never changes (`Message-ID`): a mailbox that gets
    it twice after a cut knows it for the same.

    Raises:
        Undelivered: the server refuses it.
    """
    written = EmailMultiAlternatives(
        message.subject,
        message.text,
        settings.DEFAULT_FROM_EMAIL,
        [formataddr((message.name, message.email))],
        connection=connection,
        headers={"Message-ID": number_of(message), "Auto-Submitted": "auto-generated"},
    )
    if message.html:
        written.attach_alternative(message.html, "text/html")
    with _told():
        written.send()


def number_of(message: Message) -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{message.public_id}@{domain or 'timonerie.invalid'}>"


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # every error of smtplib is an OSError
        raise Undelivered(fault_of(error), _words(error)) from error


def fault_of(error: Exception) -> Fault:
    """What went wrong, from what Python says of it."""
    for kinds, fault in _FAULTS:
        if isinstance(error, kinds):
            return fault
    return Fault.OTHER


# The first that fits: the errors of smtplib, ssl and socket are one another's children.
_FAULTS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Fault], ...] = (
    (smtplib.SMTPAuthenticationError, Fault.LOGIN),
    (smtplib.SMTPSenderRefused, Fault.SENDER),
    (smtplib.SMTPRecipientsRefused, Fault.RECIPIENT),
    ((smtplib.SMTPNotSupportedError, ssl.SSLError), Fault.TLS),
    ((smtplib.SMTPDataError, ValueError), Fault.CONTENT),
    (socket.gaierror, Fault.UNKNOWN_NAME),
    (TimeoutError, Fault.TIMEOUT),
    ((smtplib.SMTPConnectError, ConnectionRefusedError), Fault.REFUSED),
    (smtplib.SMTPServerDisconnected, Fault.REFUSED),
)


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"{code} {_text(said)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
