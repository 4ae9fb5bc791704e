"""The demo over fewer months, for the journeys that only read: every object, every role."""

import json
import os
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from tests.factories import contract_lists, facts, obligations, papers, rituals, voices
from tests.journeys import addresses, routes
from timonerie.cli import output
from timonerie.cli.demo import loader
from timonerie.cli.demo.horizon import Horizon
from timonerie.cli.demo.people import USERS
from timonerie.cli.demo.plan import DEFAULT_SEED, Plan
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import documents as reading
from timonerie.domains.facts.models import ImportBatch
from timonerie.domains.facts.operations import batches, dropped, sources
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import companies, contacts
from timonerie.domains.portfolio.enums import Level
from timonerie.domains.portfolio.operations import publications
from timonerie.domains.reporting.operations import replies
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

ADDRESSES = "addresses.json"
#: A company of the same director, where nobody has done anything yet.
EMPTY = "vide"
#: Names that try the pages; in a picture of the guide, names that one reads.
IS_PLAIN = bool(os.environ.get("TIMONERIE_TEST_PICTURES"))
LONG = (
    "Fonderies du Val"
    if IS_PLAIN
    else "Établissements Réunis de Traitement de Surface et de Galvanoplastie du Val de Loire"
)
LONG_FILE = "tickets-novembre.csv" if IS_PLAIN else f"{'export_' * 12}.csv"
FAULTY = [
    facts.event("D" * 60, site=LONG, provider=f"{LONG} et associés"),
    facts.event("T-2", received="31/02/2026 09:00"),
]


def email_of(role: Role) -> str:
    return next(user.email for user in USERS if user.role is role)


def fill(months: int) -> None:
    """Fill the data folder, and leave there the address of each page."""
    output.ready_database()
    today = timezone.localdate()
    plan = Plan(DEFAULT_SEED, Horizon.before(today, span=months))
    company = loader.load(plan, say=lambda _said: None, now=timezone.now())
    with current.company(company.pk):
        _what_the_demo_lacks(company, actors.system(company))
    empty = companies.found(slug=EMPTY, name=LONG, at=timezone.now())
    for role in (Role.DIRECTOR, Role.ADMINISTRATOR):
        user = User.objects.get(email=email_of(role))
        Membership.objects.create(user=user, company=empty, role=role, start_date=today)
    found = {name: addresses.of(name) for name in routes.names()}
    (Path(settings.DATA_DIR) / ADDRESSES).write_text(json.dumps(found), encoding="utf-8")


def _what_the_demo_lacks(company: Company, by: Actor) -> None:
    """Files in every state, somebody to call, a list to bring in, a proof to give, rituals."""
    at = timezone.now()
    nova = Provider.objects.order_by("name")[0]
    contacts.add(by=by, at=at, provider=nova, name="Paul Weiss")
    facts.read(by, FAULTY, name=LONG_FILE, mapping=facts.whole_cases(), at=at)
    facts.read(by, b'case;received\nX;"never closed', name="casse.csv", at=at)
    _receive(by, b"Dossier;Site\nT-1;Lyon\n")
    contract_lists.accepted(by, contract_lists.csv(contract_lists.TITLED), name="anciens.csv")
    contract_lists.received(by, contract_lists.csv(contract_lists.FREE))
    obligations.proof(by, Contract.objects.order_by("pk")[0])
    documents.keep(by=by, at=at, chunks=[b"Nom\nUn cabinet\n"], name="liste.csv")
    dropped.hold(
        by=by, at=at, chunks=[b"libelle;n\n"], file_name=LONG_FILE, kinds=["unites"], is_sure=False
    )
    paper = papers.paper(by, name="contrat.pdf")
    reading.read(by=by, at=at, document=paper)
    rituals.shown(by, f"Codir · {LONG}", export=rituals.calendar(by, name=LONG_FILE))
    rituals.shown(by, f"Point paie · {LONG}", state="proposed")
    _report(by, nova)
    _publish(company, by)


def _publish(company: Company, by: Actor) -> None:
    """A summary for a reader of another instance."""
    at = timezone.now()
    draft = publications.drafted(
        company=company,
        level=Level.FIGURES,
        names_providers=True,
        origin="https://brevent.example",
        at=at,
        days=publications.USUAL_DAYS,
    )
    publications.publish(by=by, at=at, draft=draft, recipient="Cabinet Aubrac")


def _receive(by: Actor, content: bytes) -> ImportBatch:
    at = timezone.now()
    source = sources.ensure(by=by, at=at, name="Tableur du siège")
    return batches.receive(by=by, at=at, source=source, chunks=[content], file_name="siege.csv")


def _report(by: Actor, provider: Provider) -> None:
    """A reply that we typed ourselves: those of the demo came by a link."""
    about = voices.figure(provider, period_start=Horizon.before(timezone.localdate()).last)
    replies.say(by=by, at=timezone.now(), about=about, text=f"Dit au téléphone · {LONG}")
