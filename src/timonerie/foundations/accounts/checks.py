"""What an instance must not start with (SEC-01), and what it cannot do without.

System checks of Django's under the tag "start": `timonerie serve` runs them before anything.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from timonerie.foundations.accounts import addresses, issuers

TAG = "start"
SHORTEST_KEY = 50
EXAMPLES = ("django-insecure-", "changeme", "change-me", "example", "secret", "exemple")
LOOPBACK = ("127.0.0.1", "localhost", "::1", "")


@register(TAG)
def start(app_configs: Sequence[Any] | None = None, **_options: Any) -> list[CheckMessage]:
    return [*_keys(), *_hosts(), *_secret_files(), *_mail(), *_proxies(), *_providers()]


def refused_binding(host: str) -> CheckMessage | None:
    """Debug pages tell everything: they answer this machine only."""
    if not settings.DEBUG or host in LOOPBACK:
        return None
    return Error(
        f"Le mode de mise au point (DEBUG) répondrait à d’autres machines sur {host}.",
        hint="Servez sur 127.0.0.1, ou ôtez DEBUG des réglages.",
        id="timonerie.E003",
    )


def _keys() -> Iterator[CheckMessage]:
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if len(key) < SHORTEST_KEY or key.lower().startswith(EXAMPLES):
            yield Error(
                "Une clé secrète est un exemple, ou a moins de cinquante caractères : n’importe qui"
                " pourrait signer une session.",
                hint="Ôtez TIMONERIE_SECRET_KEY : une clé est alors tirée au hasard et gardée"
                " dans le dossier de données.",
                id="timonerie.E001",
            )


def _hosts() -> Iterator[CheckMessage]:
    if any(host.startswith(("*", ".")) or not host for host in settings.ALLOWED_HOSTS):
        yield Error(
            "Le service répondrait sous n’importe quel nom (TIMONERIE_HOSTS).",
            hint="Écrivez les noms exacts, séparés par des virgules.",
            id="timonerie.E002",
        )


def _secret_files() -> Iterator[CheckMessage]:
    named = [
        Path(settings.DATA_DIR) / "secret_key",
        *map(Path, filter(None, settings.SECRET_FILES)),
    ]
    for path in named:
        if path.exists() and path.stat().st_mode & 0o077:
            yield Error(
                f"D’autres comptes de la machine peuvent lire le secret {path}.",
                hint=f"chmod 600 {path}",
                id="timonerie.E004",
            )


def _mail() -> Iterator[CheckMessage]:
    if settings.EMAIL_HOST and not (settings.ADDRESS and settings.DEFAULT_FROM_EMAIL):
        yield Error(
            "Le courrier est réglé sans l’adresse de l’instance ni celle de l’expéditeur.",
            hint="Donnez TIMONERIE_ADDRESS (https://…) et TIMONERIE_EMAIL_FROM.",
            id="timonerie.E005",
        )


def _proxies() -> Iterator[CheckMessage]:
    for text in settings.PROXIES:
        if not addresses.is_network(text):
            yield Error(
                f"« {text} » n’est ni une adresse ni un réseau (TIMONERIE_PROXIES).",
                hint="Écrivez par exemple 10.0.0.5 ou 10.0.0.0/24.",
                id="timonerie.E006",
            )


def _providers() -> Iterator[CheckMessage]:
    try:
        issuers.configured()
    except issuers.Misconfigured as error:
        yield Error(
            str(error),
            hint="Corrigez le fichier que nomme TIMONERIE_IDENTITY_PROVIDERS.",
            id="timonerie.E007",
        )
