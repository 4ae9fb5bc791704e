"""A summary to sign, and what is expected of it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from timonerie.domains.portfolio.rules import signing
from timonerie.domains.portfolio.rules.checking import Known
from timonerie.domains.portfolio.rules.documents import (
    Company,
    Counts,
    Coverage,
    Drift,
    Envelope,
    Figure,
    Notice,
    Summary,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SUMMARY, COMPANY = UUID(int=1), UUID(int=2)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
WHO = Company(id=COMPANY, name="Verrerie Solane")
VALUE: dict[str, Any] = {
    "code": "sla_met", "label": "Respect du niveau de service", "unit": "ratio", "value": 0.81,
    "low": 0.95, "high": None, "judged": "missed",
}  # fmt: skip


def key_id(key: Ed25519PrivateKey = KEY) -> str:
    return signing.key_id(signing.public_bytes(key))


def summary(key: Ed25519PrivateKey = KEY, **changes: Any) -> Summary:
    """Figures of February 2026, valid for ninety days."""
    usual: dict[str, Any] = {
        "id": SUMMARY,
        "company": WHO,
        "key": key_id(key),
        "page": "https://autre.example/solane/",
        "issued_at": NOW,
        "expires_at": NOW + timedelta(days=90),
        "level": "figures",
        "month": date(2026, 2, 1),
        "state": "missed",
        "counts": Counts(missed=1, watch=0, met=5),
        "drifting": 1,
        "coverage": Coverage(covered=2, expected=3),
        "last_file_at": NOW,
        "figures": (Figure(**VALUE, coverage=Coverage(covered=2, expected=3)),),
        "drifts": (Drift(**VALUE, provider="Nova"),),
    }
    return Summary(**usual | changes)


def notice(**changes: Any) -> Notice:
    usual: dict[str, Any] = {
        "id": SUMMARY, "company": WHO, "key": key_id(), "issued_at": NOW + timedelta(hours=2),
        "reason": "withdrawn", "since": NOW + timedelta(hours=1),
    }  # fmt: skip
    return Notice(**usual | changes)


def sealed(document: Summary | Notice, key: Ed25519PrivateKey = KEY) -> Envelope:
    return signing.sealed(document, key)


def known(**changes: Any) -> Known:
    usual: dict[str, Any] = {
        "key": key_id(), "summary": SUMMARY, "company": COMPANY, "issued_at": NOW,
    }  # fmt: skip
    return Known(**usual | changes)
