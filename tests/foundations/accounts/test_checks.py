"""What an instance refuses to start with, in a sentence and its remedy."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from timonerie.foundations.accounts import checks

LONG = "a key that nobody would guess, and that is long enough"

pytestmark = pytest.mark.rule("SEC-01")


def faults() -> list[str | None]:
    return [fault.id for fault in run_checks(tags=[checks.TAG])]


def test_an_instance_well_set_starts() -> None:
    assert faults() == []


@pytest.mark.parametrize("key", ["short", "django-insecure-" + "x" * 50, "changeme" * 10])
def test_a_key_that_can_be_guessed_is_refused(settings: Settings, key: str) -> None:
    settings.SECRET_KEY = key
    assert faults() == ["timonerie.E001"]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = LONG, [key]
    assert faults() == ["timonerie.E001"]


@pytest.mark.parametrize("hosts", [["*"], [".example.org"], [""], ["pilote.example.org", "*"]])
def test_any_name_is_no_name(settings: Settings, hosts: list[str]) -> None:
    settings.ALLOWED_HOSTS = hosts
    assert faults() == ["timonerie.E002"]


def test_debug_pages_stay_on_the_machine(settings: Settings) -> None:
    settings.DEBUG = True
    assert checks.refused_binding("127.0.0.1") is None
    refusal = checks.refused_binding("0.0.0.0")
    assert refusal is not None
    assert "mise au point" in refusal.msg


@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_a_secret_that_others_read_is_refused(data_dir: Path, mode: int) -> None:
    secret = data_dir / "secret_key"
    secret.write_text(LONG)
    secret.chmod(0o600)
    assert faults() == []
    secret.chmod(mode)
    [fault] = run_checks(tags=[checks.TAG])
    assert (fault.id, fault.hint) == ("timonerie.E004", f"chmod 600 {secret}")


def test_mail_without_an_address_would_send_links_nowhere(settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    assert faults() == ["timonerie.E005"]


def test_a_proxy_is_an_address_or_a_network(settings: Settings) -> None:
    settings.PROXIES = ["10.0.0.0/24", "proxy.example.org"]
    assert faults() == ["timonerie.E006"]


def test_a_provider_says_everything_it_must(settings: Settings) -> None:
    settings.IDENTITY_PROVIDERS = [{"code": "maison", "label": "Maison"}]
    [fault] = run_checks(tags=[checks.TAG])
    assert "issuer, client_id, client_secret_file, domains" in fault.msg
