"""A trail with every kind of content, and what both verifiers say of it."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from tests.factories import accounts
from tests.factories.organisation import NOW
from timonerie.domains.organisation.operations import contacts, people, providers
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations, queries, trails, verify_offline
from timonerie.foundations.audit.checkpoints import Checkpoint
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company

EMAIL = "zoe.durand@example.org"


def fill(by: Actor) -> None:
    """Persons, a contact, figures and accents; then one person erased."""
    zoe = people.create(by=by, at=NOW, name="Zoé Durand", email=EMAIL, unit=None)
    people.update(
        by=by, at=NOW, person=zoe, version=zoe.version, name="Zoé Petit", email="", unit=None
    )
    firm = providers.create(by=by, at=NOW, name="Paie & Cie")
    contacts.add(by=by, at=NOW, provider=firm, name="Paul Leroy", email="paul@example.net")
    record(by, act="indicator.aim", detail={"low": 0.1, "high": 1e21, "note": "été ✓\n", "n": None})
    operations.erase(by=by, at=NOW, kind="person", number=zoe.public_id)


def record(by: Actor, *, act: str, detail: dict[str, object] | None = None) -> Event:
    with transaction.atomic():
        return operations.record(
            by=by, at=NOW, act=act, kind="indicator", public_id="i-1", detail=detail
        )


def faults(company: Company, checkpoints: Sequence[Checkpoint] = ()) -> list[tuple[int, str]]:
    """What the product and the offline verifier both say."""
    found = queries.verify(company_id=company.pk, checkpoints=checkpoints)
    ours = [(fault.seq, fault.reason) for fault in found]
    assert offline(company, checkpoints) == ours
    return ours


def offline(company: Company, checkpoints: Sequence[Checkpoint] = ()) -> list[tuple[int, str]]:
    trail = [json.loads(line) for line in trails.lines(company)]
    return verify_offline.verify(trail, [asdict(one) for one in checkpoints])


def somebody(company: Company) -> Actor:
    found = actors.of_user(
        accounts.membership(company, name="Bob Ferrand").user, company, on=accounts.TODAY
    )
    assert found is not None
    return found
