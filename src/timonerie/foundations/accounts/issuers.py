"""The identity providers that an instance trusts, as its administrator configured them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings


class Misconfigured(ValueError):
    """What is wrong in the file of providers, and what to do."""


@dataclass(frozen=True)
class Issuer:
    """`code` stands in addresses, `label` on the button; only e-mail addresses of `domains` are
    believed."""

    code: str
    label: str
    url: str
    client_id: str
    client_secret: str
    domains: frozenset[str]


def configured() -> list[Issuer]:
    """Raises Misconfigured."""
    return read(settings.IDENTITY_PROVIDERS)


def called(code: str) -> Issuer | None:
    return next((one for one in configured() if one.code == code), None)


def read(tables: Iterable[Mapping[str, Any]]) -> list[Issuer]:
    """Raises Misconfigured."""
    return [_issuer(table) for table in tables]


def _issuer(table: Mapping[str, Any]) -> Issuer:
    wanted = ("code", "label", "issuer", "client_id", "client_secret_file", "domains")
    if missing := [name for name in wanted if not table.get(name)]:
        raise Misconfigured(f"Il manque {', '.join(missing)} à un fournisseur d’identité.")
    try:
        secret = Path(table["client_secret_file"]).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Misconfigured(
            f"Le fichier {table['client_secret_file']} ne se lit pas : {error.strerror}."
        ) from error
    return Issuer(
        code=table["code"],
        label=table["label"],
        url=table["issuer"],
        client_id=table["client_id"],
        client_secret=secret,
        domains=frozenset(domain.lower() for domain in table["domains"]),
    )
