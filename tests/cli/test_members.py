"""The first account of a company is given at the command line."""

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone

from tests.factories import accounts, organisation
from timonerie.cli.members import member
from timonerie.foundations.accounts.models import CodeGenerator, Identity


@pytest.mark.django_db
def test_the_first_director_signs_in_with_the_password_shown() -> None:
    organisation.company(slug="brise")

    answer = CliRunner().invoke(
        member, ["add", "Alice@exemple.fr", "--company", "brise", "--name", "Alice"]
    )

    assert answer.exit_code == 0, answer.output
    password = answer.output.strip().rsplit(" ", 1)[1]
    assert Client().login(username="alice@exemple.fr", password=password)


@pytest.mark.django_db
def test_a_weak_password_is_refused_in_words() -> None:
    organisation.company(slug="brise")

    answer = CliRunner().invoke(
        member,
        ["add", "alice@exemple.fr", "--company", "brise", "--name", "Alice", "--password-stdin"],
        input="motdepasse\n",
    )

    assert answer.exit_code == 2
    assert "mot de passe" in answer.stderr.lower()


@pytest.mark.django_db
def test_somebody_locked_out_is_rescued_from_the_console() -> None:
    alice = accounts.user()
    CodeGenerator.objects.create(user=alice, seed="sealed", added_at=timezone.now(), last_step=0)
    inside = Client()
    inside.force_login(alice)

    answer = CliRunner().invoke(member, ["reset-factor", alice.email.upper()])

    assert answer.exit_code == 0, answer.output
    assert not CodeGenerator.objects.exists()
    assert inside.get("/compte/").status_code == 302


@pytest.mark.django_db
def test_an_account_is_freed_from_somebody_of_a_provider() -> None:
    alice = accounts.user()
    Identity.objects.create(
        user=alice, issuer="https://id.example.org", subject="1", linked_at=timezone.now()
    )

    CliRunner().invoke(member, ["unlink", alice.email])

    assert not Identity.objects.exists()


@pytest.mark.django_db
def test_a_link_is_made_at_the_console_for_who_lost_their_password() -> None:
    alice = accounts.user()

    answer = CliRunner().invoke(member, ["link", alice.email])

    link = answer.output.strip().rsplit("http://testserver", 1)[1]
    assert alice.email in Client().get(link).text


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["reset-factor", "link", "unlink"])
def test_an_unknown_address_is_said(command: str) -> None:
    answer = CliRunner().invoke(member, [command, "nobody@example.org"])
    assert answer.exit_code == 2
    assert "Personne n’a l’adresse" in answer.stderr
