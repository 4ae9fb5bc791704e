"""A trail as a file that can be checked without this program: canonical JSON, one line each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rfc8785

from timonerie.foundations.audit import chain
from timonerie.foundations.audit.models import Event, Head, PersonalValue
from timonerie.foundations.scope.models import Company

FORMAT = "timonerie-trail-2"


def lines(company: Company) -> Iterator[bytes]:
    """A header, the events in order, the personal values that are kept, and the head."""
    yield _line({"format": FORMAT, "company": company.pk, "public_id": str(company.public_id)})
    for event in Event.objects.filter(company_id=company.pk).order_by("seq").iterator():
        extra = {"previous": event.previous_hash, "hash": event.hash}
        yield _line(chain.body(event) | extra)
    for value in PersonalValue.objects.filter(company_id=company.pk).order_by("pk").iterator():
        yield _line({"ref": value.ref, "key": value.key, "value": value.value})
    head = Head.objects.filter(company_id=company.pk).first()
    seq, last = (head.seq, head.hash) if head else (0, chain.GENESIS)
    yield _line({"head": [seq, last]})


def verifier() -> bytes:
    """The program that checks such a file: one file, Python alone."""
    return Path(__file__).with_name("verify_offline.py").read_bytes()


def _line(value: dict[str, Any]) -> bytes:
    return rfc8785.dumps(value) + b"\n"
