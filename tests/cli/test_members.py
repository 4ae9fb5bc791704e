"""The first account of a company is given at the command line."""

import pytest
from click.testing import CliRunner
from django.test import Client

from tests.factories import organisation
from timonerie.cli.members import member


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
