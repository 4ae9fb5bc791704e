"""A page asks the database at most twenty questions, a few sums apart, and as many for a hundred
rows as for ten.

The pages are those of the URL map: one that joins it is measured without being named here.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    accounts,
    addresses,
    books,
    commitments,
    contract_lists,
    contract_money,
    contracts,
    figures,
    incidents,
    levels,
    lives,
    obligations,
    papers,
    rituals,
    signals,
    sourcing,
)
from tests.factories.figures import FIRST, NOW, Measured
from tests.matrix import challenging, cycling, owed, providing, telling
from tests.web import answers
from tests.web.pages.conftest import browse
from timonerie.config.urls import urlpatterns
from timonerie.domains.commitments.operations.said import Origin
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import documents
from timonerie.domains.facts.operations import batches, sources
from timonerie.domains.facts.operations import incidents as operations
from timonerie.domains.organisation.models import Seat, Unit
from timonerie.domains.organisation.operations import providers, seats, units
from timonerie.domains.signals.operations import triage
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts import limits
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow

MOST = 20
PROVIDER = "<slug:company>/prestataires/<uuid:provider_id>"
SUMS = {
    "<slug:company>/": 32,
    "<slug:company>/regions/<uuid:unit_id>/": 32,
    "<slug:company>/contrats/": 31,
    "<slug:company>/contrats/notes/": 28,
    "<slug:company>/recadrages/<uuid:challenge_id>/faits/": 31,
    f"{PROVIDER}/chronologie/": 47,
    f"{PROVIDER}/chronologie.pdf": 51,
    f"{PROVIDER}/renegocier/": 52,
    f"{PROVIDER}/renegocier.pdf": 56,
    f"{PROVIDER}/reunion/": 26,
}
"""Pages that sum what every domain says, a question or two of each: the lines to decide, the score
of a provider, whose seven criteria live in tables of their own, and what is told against one, from
six kinds of facts, its reports and its cycles; and the meeting, which sums both sides."""
OK = 200


def counts(browser: Client, measured: Measured) -> dict[str, int]:
    """Queries of each page that answers a reading, once warm."""
    # The first file of an hour opens the count of the others.
    limits.take(limits.Gesture.EXPORT, of=str(measured.alice.user_id), at=timezone.now())
    with current.company(measured.company.pk):
        known = addresses.of_company(measured.company, urlpatterns)
    return dict(_counted(browser, known))


def _counted(browser: Client, known: dict[str, str]) -> Iterator[tuple[str, int]]:
    for route, address in known.items():
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(address)
            answers.body(answer)
        if answer.status_code == OK:
            yield route, len(queries)


def _site(measured: Measured, rank: int) -> Unit:
    """One of its own, that tells its week."""
    return units.create(by=measured.alice, at=NOW, kind="site", name=f"Dit {rank}")


def grow(measured: Measured, *, names: Sequence[int]) -> None:
    """More sites, providers, sources, files, incidents, signals, payees, rituals and posts."""
    with current.company(measured.company.pk):
        books.read(measured.alice, books.content(books.many(names)))
        activity, _made = Activity.objects.get_or_create(code="paie", defaults={"name": "Paie"})
        nova, lyon = measured.nova, measured.group.lyon
        first = Contract.objects.order_by("pk").first()
        if first is None:
            first = contracts.signed(measured.alice, "Premier", provider=nova)
            contract_money.whole(measured.alice, first, "Premier")
        for rank in names:
            touched: dict[str, Any] = {"provider": nova, "units": (lyon, measured.group.nantes)}
            incident = incidents.declared(measured.alice, f"Panne {rank}", **touched)
            operations.note(by=measured.alice, at=NOW, incident=incident, text="Suivi")
            incidents.link(measured.alice, provider=nova)
            _promise(measured, rank)
            telling.of(measured.alice, _site(measured, rank), nova, named=f"{{}} {rank}".format)
            signal = signals.told(lyon, nova, activity, key=f"signal {rank}")
            triage.note(by=measured.alice, at=NOW, signal=signal, text="À voir")
            listed = "Fournisseur;Objet;Échéance;Préavis\nOnet;Contrat {0};31/12/2026;voir {0}\n"
            contract_lists.accepted(measured.alice, listed.format(rank).encode())
            signed = contracts.signed(measured.alice, f"Signé {rank}", provider=nova)
            contract_money.more(measured.alice, first, signed, activity, rank)
            _live(measured, first, rank)
            _live(measured, signed, rank)
            providing.of(measured.alice, nova, lyon, named=f"{{}} {rank}".format)
            challenging.of(measured.alice, nova, named=f"{{}} {rank}".format)
            cycling.of(measured.alice, nova, lyon, activity, named=f"{{}} {rank}".format)
            data = papers.text_pdf() + b"\n" * rank
            paper = papers.paper(measured.alice, data, under=signed)
            documents.read(by=measured.alice, at=NOW, document=paper)
            rituals.shown(measured.alice, f"Codir {rank}", unit=lyon)
            rituals.shown(measured.alice, f"Point {rank}", state="proposed")
            post = seats.create(by=measured.alice, at=NOW, name=f"Poste {rank}", unit=lyon)
            head = Seat.objects.exclude(pk=post.pk).order_by("pk").first()
            seats.attach(by=measured.alice, at=NOW, seat=post, version=post.version, manager=head)
            units.create(by=measured.alice, at=NOW, kind="site", name=f"Site {rank}")
            providers.create(by=measured.alice, at=NOW, name=f"Prestataire {rank}")
            sourcing.entrusted(measured.alice, f"Confiée {rank}", unit=lyon, provider=nova)
            source = sources.ensure(by=measured.alice, at=NOW, name=f"source {rank}")
            batches.receive(
                by=measured.alice, at=NOW, source=source, chunks=[b"a;b"], file_name="a.csv"
            )


def _promise(measured: Measured, rank: int) -> None:
    """On both sides, born in a meeting, and put off once."""
    alice, nova = measured.alice, measured.nova
    origin = Origin(kind="meeting", public_id=nova.public_id, label="Réunion", path="/")
    post = commitments.post(alice, f"Poste qui promet {rank}", unit=measured.group.lyon)
    both: list[dict[str, Any]] = [{"provider": nova}, {"seat": post, "to_provider": nova}]
    for held in both:
        row = commitments.made(alice, what=f"Promesse {rank}", origin=origin, **held)
        commitments.put_off(alice, row)


def _live(measured: Measured, contract: Contract, rank: int) -> None:
    """What a contract and its provider promise and owe, and what happened since its signature."""
    alice = measured.alice
    named = f"{contract.name} {rank} {{}}".format
    obligations.level(alice, contract, named("niveau"))
    obligations.report(alice, contract)
    obligations.obligation(alice, contract, anchor="month", day=25)
    obligations.proof(alice, contract)
    levels.claimed(contract, title=named("mesuré"))
    lives.amended(alice, contract, FIRST, named("avenant"))
    lives.suspended(alice, contract, FIRST + timedelta(days=rank), days=1)
    owed.of(alice, contract, named=named)


def test_no_page_asks_more_than_its_share_nor_more_for_more_rows(
    browser: Client, measured: Measured, request: pytest.FixtureRequest
) -> None:
    # One row more shows a question for each of them; the campaign goes on to ten times more.
    asks_all = request.config.getoption("--hypothesis-profile") == "campaign"
    # A session says once a minute that it is used: no minute passes.
    with time_machine.travel(timezone.now(), tick=False):
        grow(measured, names=range(3))
        few = counts(browser, measured)
        grow(measured, names=range(3, 33 if asks_all else 9))
        many = counts(browser, measured)
    assert len(few) > 30
    assert {route: count for route, count in few.items() if count > SUMS.get(route, MOST)} == {}
    assert many == few


def test_what_is_told_of_a_provider_that_has_everything_asks_no_more_for_more(
    browser: Client, measured: Measured
) -> None:
    """The other pages are those of any provider: this one has rows of every kind."""
    names = ("cycles", "reunion", "chronologie", "renegocier")
    found = []
    with time_machine.travel(timezone.now(), tick=False):
        for rows in (range(1), range(1, 5)):
            grow(measured, names=rows)
            with current.company(measured.company.pk):
                firm, lyon = measured.nova.public_id, measured.group.lyon.public_id
            firms = f"/{measured.slug}/prestataires/{firm}"
            known = {f"{PROVIDER}/{one}/": f"{firms}/{one}/" for one in names}
            known["sites"] = f"/{measured.slug}/sites/{lyon}/"
            known["site-cycles"] = f"/{measured.slug}/sites/{lyon}/cycles/"
            dict(_counted(browser, known))
            found.append(dict(_counted(browser, known)))
    few, many = found
    assert len(few) == len(names) + 2
    assert {route: count for route, count in few.items() if count > SUMS.get(route, MOST)} == {}
    assert many == few


def test_ten_times_the_facts_ask_no_more(db: None) -> None:
    found = []
    for slug, cases in (("petite", 2), ("grande", 20)):
        company = figures.measured(slug=slug, cases=cases)
        found.append(counts(browse(accounts.user_of(company.alice)), company))
    assert found[0] == found[1]
