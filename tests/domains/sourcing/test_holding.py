"""Who holds an activity inside, and what the company hangs on."""

from datetime import date

import pytest

from tests.factories.accounts import TODAY
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.operations import people, providers, seats
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.enums import Veto
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import activities, checks, holding
from timonerie.domains.sourcing.queries import dependence
from timonerie.domains.sourcing.rules.dependence import Finding, Risk
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event


@pytest.fixture
def transfer(alice: Actor) -> Activity:
    return activities.create(by=alice, at=NOW, name="Virement des salaires", criticality=4)


def post(by: Actor, group: Group, name: str, holder: str = "") -> Seat:
    seat = seats.create(by=by, at=NOW, name=name, unit=group.root)
    if holder:
        person = people.create(by=by, at=NOW, name=holder)
        seats.hold(
            by=by, at=NOW, seat=seat, kind="employee", person=person, start_date=date(2025, 1, 1)
        )
    return seat


def hold(by: Actor, activity: Activity, **posts: Seat | bool | None) -> None:
    said = {"accountable": None, "deputy": None, "keeper": None, **posts}
    holding.hold(by=by, at=NOW, activity=activity, version=activity.version, **said)  # type: ignore[arg-type]


def found(by: Actor, risk: Risk) -> list[Finding]:
    return [one for one in dependence.of(by, on=TODAY).findings if one.risk == risk]


def test_the_three_posts_and_the_vetoes_are_said_at_once(
    alice: Actor, group: Group, transfer: Activity
) -> None:
    daf, payroll = post(alice, group, "DAF"), post(alice, group, "Paie")
    before = Event.objects.count()
    holding.hold(
        by=alice, at=NOW, activity=transfer, version=1, accountable=daf, deputy=payroll,
        keeper=payroll, vetoes=[Veto.PAY],
    )  # fmt: skip
    transfer.refresh_from_db()
    assert (transfer.is_retained, transfer.vetoes) == (True, ["pay"])
    assert Event.objects.count() == before + 1
    hold(alice, transfer, has_no_keeper=True)
    assert transfer.is_retained is False


def test_what_contradicts_itself_is_refused(alice: Actor, group: Group, transfer: Activity) -> None:
    daf = post(alice, group, "DAF")
    with pytest.raises(Refused, match="déjà le poste responsable"):
        hold(alice, transfer, accountable=daf, deputy=daf)
    with pytest.raises(Refused, match="gardez l’un des deux"):
        hold(alice, transfer, keeper=daf, has_no_keeper=True)
    with pytest.raises(Conflict):
        holding.hold(
            by=alice, at=NOW, activity=transfer, version=7, accountable=daf, deputy=None,
            keeper=None,
        )  # fmt: skip


@pytest.mark.parametrize("name", ["accountable", "deputy", "keeper"])
def test_a_provider_holds_none_of_the_three(
    alice: Actor, group: Group, transfer: Activity, name: str
) -> None:
    seat = post(alice, group, "DSI")
    firm = providers.create(by=alice, at=NOW, name="Infogérance")
    seats.hold(
        by=alice, at=NOW, seat=seat, kind="provider", provider=firm, start_date=date(2025, 1, 1)
    )
    with pytest.raises(checks.ProviderCannotAnswer) as refused:
        hold(alice, transfer, **{name: seat})
    assert refused.value.field == name


def test_a_vacant_post_answers_for_nothing(alice: Actor, group: Group, transfer: Activity) -> None:
    hold(alice, transfer, accountable=post(alice, group, "DAF"))
    other = activities.create(by=alice, at=NOW, name="DSN", criticality=4)
    [one] = found(alice, Risk.NOBODY)
    assert set(one.activities) == {transfer.pk, other.pk}


def test_one_head_is_told_until_it_has_a_deputy(
    alice: Actor, group: Group, transfer: Activity
) -> None:
    daf = post(alice, group, "DAF", "Jeanne")
    post(alice, group, "Assistante")
    hold(alice, transfer, accountable=daf)
    [one] = found(alice, Risk.ONE_HEAD)
    assert dependence.of(alice, on=TODAY).people[one.subject or 0].name == "Jeanne"
    assert not one.is_owner_manager
    hold(alice, transfer, accountable=daf, deputy=post(alice, group, "DAF adjoint", "Paul"))
    assert found(alice, Risk.ONE_HEAD) == []


def test_the_head_of_the_tree_is_told_as_such(
    alice: Actor, group: Group, transfer: Activity
) -> None:
    head, below = post(alice, group, "Direction", "Camille"), post(alice, group, "DAF")
    seats.attach(by=alice, at=NOW, seat=below, version=below.version, manager=head)
    hold(alice, transfer, accountable=head)
    [one] = found(alice, Risk.ONE_HEAD)
    assert one.is_owner_manager


def test_two_vital_activities_of_one_provider_are_told(
    alice: Actor, group: Group, transfer: Activity
) -> None:
    nova = providers.create(by=alice, at=NOW, name="Nova")
    other = activities.create(by=alice, at=NOW, name="DSN", criticality=4)
    for activity in (transfer, other):
        activities.assign(
            by=alice, at=NOW, activity=activity, unit=group.lyon, provider=nova, start_date=TODAY
        )
    [one] = found(alice, Risk.SAME_PROVIDER)
    assert (one.subject, set(one.activities)) == (nova.pk, {transfer.pk, other.pk})
    grid = dependence.of(alice, on=TODAY).grid
    assert grid.at(transfer.pk, group.lyon.pk) == (nova.pk,)
    assert grid.at(transfer.pk, group.nantes.pk) == ()
