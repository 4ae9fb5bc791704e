import smtplib
import socket
import ssl
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tests.factories.organisation import NOW
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.notifications import operations, remedies, transport
from timonerie.foundations.notifications.enums import Fault, MessageState
from timonerie.foundations.notifications.models import Message
from timonerie.foundations.notifications.operations import Recipient

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def server(settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    settings.DEFAULT_FROM_EMAIL = "Timonerie <timonerie@example.org>"


def write(by: Actor, key: str = "one", **changes: str) -> Message:
    return operations.send(
        company_id=by.company_id,
        at=NOW,
        key=key,
        kind="test",
        to=Recipient(name="Alice Martin", email="alice@example.org", user_id=by.user_id),
        subject=changes.get("subject", "Bonjour"),
        text="Un message.",
        html="<p>Un message.</p>",
    )


def refuse(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_args: object) -> int:
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", fail)


def test_the_same_key_is_written_once_and_leaves_after_the_transaction(
    alice: Actor, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert write(alice) == write(alice, subject="Autre chose")
        assert mail.outbox == []
    (left,) = mail.outbox
    assert (left.subject, left.to) == ("Bonjour", ["Alice Martin <alice@example.org>"])
    assert Message.objects.get().state == MessageState.SENT


def test_without_a_server_it_is_kept(alice: Actor, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    message = write(alice)
    assert message.state == MessageState.KEPT
    settings.EMAIL_HOST = "mail.example.org"
    assert operations.deliver_due(at=NOW + HOUR) == 0
    assert mail.outbox == []
    assert list(Message.objects.all().received_by(alice.user_id)) == [message]
    assert not Message.objects.all().received_by(None)


def test_a_failure_says_why_and_waits_longer_each_time(
    alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    message, at = write(alice), NOW
    refuse(monkeypatch, ConnectionRefusedError("refused"))
    waits = []
    while message.next_at is not None:
        at = message.next_at
        assert operations.deliver_due(at=at) == 0
        message.refresh_from_db()
        waits += [message.next_at - at] if message.next_at else []
    assert waits == [1 * HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR]
    assert (message.state, message.fault) == (MessageState.FAILED, Fault.REFUSED)
    assert message.error == "refused"


def test_it_leaves_at_the_next_try(alice: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    message = write(alice)
    with monkeypatch.context() as patch:
        refuse(patch, TimeoutError())
        operations.deliver_due(at=NOW)
    assert operations.deliver_due(at=NOW + HOUR / 2) == 0
    assert operations.deliver_due(at=NOW + HOUR) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == (MessageState.SENT, 2, "")
    assert len(mail.outbox) == 1


def test_a_refused_address_is_not_tried_again(
    alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = write(alice)
    refuse(monkeypatch, smtplib.SMTPRecipientsRefused({"a@b": (550, b"no such user")}))
    operations.deliver_due(at=NOW)
    message.refresh_from_db()
    assert (message.next_at, message.fault) == (None, Fault.RECIPIENT)
    assert message.error == "550 no such user"


def test_one_sender_at_a_time(alice: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    message = write(alice)
    again: list[bool] = []
    real = transport.hand_over

    def slow(*args: object) -> None:
        again.append(operations.deliver(message_id=message.pk, at=NOW))
        real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(transport, "hand_over", slow)
    assert operations.deliver(message_id=message.pk, at=NOW)
    assert again == [False]
    assert len(mail.outbox) == 1


def test_a_sender_that_was_cut_is_taken_over_with_the_same_number(
    alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = write(alice)
    with monkeypatch.context() as patch:
        real = EmailBackend.send_messages

        def cut(*args: object) -> int:
            real(*args)  # type: ignore[arg-type]
            raise SystemExit

        patch.setattr(EmailBackend, "send_messages", cut)
        with pytest.raises(SystemExit):
            operations.deliver(message_id=message.pk, at=NOW)
    assert operations.deliver_due(at=NOW + timedelta(minutes=10)) == 0
    assert operations.deliver_due(at=NOW + timedelta(minutes=16)) == 1
    assert len({one.extra_headers["Message-ID"] for one in mail.outbox}) == 1


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (socket.gaierror(-2, "Name or service not known"), Fault.UNKNOWN_NAME),
        (ConnectionRefusedError(), Fault.REFUSED),
        (TimeoutError(), Fault.TIMEOUT),
        (ssl.SSLCertVerificationError("self-signed"), Fault.TLS),
        (smtplib.SMTPNotSupportedError("STARTTLS"), Fault.TLS),
        (smtplib.SMTPAuthenticationError(535, b"no"), Fault.LOGIN),
        (smtplib.SMTPSenderRefused(550, b"no", "a@b"), Fault.SENDER),
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"no")}), Fault.RECIPIENT),
        (smtplib.SMTPDataError(554, b"spam"), Fault.CONTENT),
        (smtplib.SMTPConnectError(421, b"busy"), Fault.REFUSED),
        (OSError("disk"), Fault.OTHER),
    ],
)
def test_each_fault_has_its_name_and_its_remedy(error: Exception, fault: Fault) -> None:
    assert transport.fault_of(error) == fault
    assert remedies.remedy(fault)


def test_no_sender_is_a_fault(alice: Actor, settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = ""
    message = write(alice)
    operations.deliver_due(at=NOW)
    message.refresh_from_db()
    assert message.fault == Fault.NO_SENDER


def test_old_messages_are_forgotten(alice: Actor) -> None:
    write(alice)
    assert operations.forget_old(at=NOW + timedelta(days=500)) == 0
    operations.deliver_due(at=NOW)
    assert operations.forget_old(at=NOW + timedelta(days=399)) == 0
    assert operations.forget_old(at=NOW + timedelta(days=401)) == 1
