"""A file of tickets: what it would do, what stands in its way, and the same file again."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories.incidents import declared
from tests.factories.organisation import NOW, Group
from timonerie.domains.facts.models import Incident
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations.imports import lists
from timonerie.domains.organisation.operations.imports.shapes import Act, Plan
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event

HEADER = (
    "référence;quoi;connu le;dit le;terminé le;cause;côté;gravité;sites;prestataire;coût;"
    "devise;action;état\n"
)
LINE = (
    "INC-1;Réseau coupé;27/02/2026 09:00;27/02/2026 12:00;28/02/2026 18:30;outil;"
    "chez le prestataire;majeur;Lyon, Nantes;Nova;1 250,50;;Deuxième lien;clos\n"
)
Take = Callable[..., Plan]


@pytest.fixture
def take(alice: Actor, group: Group, nova: Provider, tmp_path: Path) -> Take:
    def read(text: str, *, header: str = HEADER, leave_faulty: bool = False) -> Plan:
        path = tmp_path / "tickets.csv"
        path.write_text(header + text, encoding="utf-8")
        with timezone.override(ZoneInfo("Europe/Paris")):
            return lists.apply(
                by=alice,
                at=NOW,
                kind="incidents",
                path=path,
                file_name=path.name,
                leave_faulty=leave_faulty,
            )

    return read


def acts(plan: Plan) -> tuple[int, int, int]:
    return plan.count(Act.CREATE), plan.count(Act.UPDATE), plan.count(Act.SAME)


def test_a_ticket_becomes_an_incident(take: Take, nova: Provider) -> None:
    assert acts(take(LINE)) == (1, 0, 0)
    one = Incident.objects.get()
    assert one.known_at == datetime(2026, 2, 27, 8, 0, tzinfo=UTC)
    assert one.told_at == datetime(2026, 2, 27, 11, 0, tzinfo=UTC)
    assert (one.cause, one.side, one.severity, one.state) == ("tool", "theirs", "major", "closed")
    assert (one.provider, one.cost, one.currency, one.origin) == (nova, 125050, "EUR", "file")
    assert one.closed_at == one.ended_at
    assert set(one.sites.values_list("unit__name", flat=True)) == {"Lyon", "Nantes"}


def test_the_same_file_again_writes_nothing(take: Take) -> None:
    take(LINE)
    events = Event.objects.count()
    assert acts(take(LINE)) == (0, 0, 1)
    assert (Incident.objects.count(), Event.objects.count()) == (1, events)


def test_a_ticket_known_by_its_reference_is_brought_up_to_date(take: Take) -> None:
    take(LINE)
    assert acts(take(LINE.replace("outil", "volume"))) == (0, 1, 0)
    assert acts(take(LINE.replace("outil", "volume").replace("Lyon, Nantes", "Lyon"))) == (0, 1, 0)
    one = Incident.objects.get()
    assert (one.cause, one.version) == ("volume", 3)
    assert list(one.sites.values_list("unit__name", flat=True)) == ["Lyon"]


def test_a_column_that_is_not_there_changes_nothing(take: Take) -> None:
    take(LINE)
    short = "référence;quoi;connu le\n"
    assert acts(take("INC-1;Réseau coupé;27/02/2026 09:00\n", header=short)) == (0, 0, 1)
    one = Incident.objects.get()
    assert (one.cause, one.state, one.sites.count()) == ("tool", "closed", 2)


def test_two_lines_of_one_reference_are_one_incident(take: Take) -> None:
    assert acts(take(LINE + LINE.replace("outil", "volume"))) == (1, 0, 1)
    assert Incident.objects.get().cause == "volume"


FAULTS = [
    ("connu le", LINE.replace("27/02/2026 09:00", "hier")),
    ("connu le", LINE.replace("27/02/2026 09:00", "27/02/2027 09:00")),
    ("dit le", LINE.replace("27/02/2026 12:00", "26/02/2026 12:00")),
    ("cause", LINE.replace("outil", "la lune")),
    ("sites", LINE.replace("Nantes", "Brest")),
    ("prestataire", LINE.replace("Nova", "Orion")),
    ("coût", LINE.replace("1 250,50", "beaucoup")),
    ("devise", LINE.replace("50;;", "50;ZZZ;")),
    ("état", LINE.replace("clos", "fini")),
    ("référence", LINE.replace("INC-1", "")),
    ("quoi", LINE.replace("Réseau coupé", "")),
]


@pytest.mark.parametrize(("column", "line"), FAULTS, ids=lambda value: value[:12])
def test_a_faulty_line_says_where_and_what_to_do(take: Take, column: str, line: str) -> None:
    plan = take(line + LINE.replace("INC-1", "INC-2"), leave_faulty=True)
    [fault] = plan.faults
    assert (fault.line, fault.column) == (2, column)
    assert fault.remedy.endswith((".", "50."))
    assert list(Incident.objects.values_list("reference", flat=True)) == ["INC-2"]


def test_one_declared_here_is_known_by_its_identifier(take: Take, alice: Actor) -> None:
    mine = declared(alice, "Réseau coupé")
    line = f"{mine.public_id};Réseau coupé;27/02/2026 09:00;27/02/2026 12:00;volume\n"
    header = "référence;quoi;connu le;dit le;cause\n"
    assert acts(take(line, header=header)) == (0, 1, 0)
    one = Incident.objects.get()
    assert (one.cause, one.reference, one.origin) == ("volume", "", "member")
