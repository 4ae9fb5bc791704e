"""A statement of work begun from a ready model: filled with what is known, nothing invented."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from tests.factories import accounts
from tests.factories import statements as factory
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.operations import mandates, providers, seats
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.enums import LineKind, ValueField
from timonerie.domains.sourcing.models import Activity, StatementOfWork
from timonerie.domains.sourcing.operations import activities, statements, values
from timonerie.domains.sourcing.operations.checks import OutOfReach
from timonerie.domains.sourcing.operations.first_lines import Measured, Year
from timonerie.domains.sourcing.queries import known_activities, reaching
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.domains.sourcing.rules.statements.known import Fact
from timonerie.domains.sourcing.rules.statements.shapes import Line
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company

LEVEL = "working_time_to_resolved_p90"


def lines(statement: StatementOfWork) -> list[Line]:
    return queries.lines(queries.rows_of(statement))


def one(statement: StatementOfWork, kind: LineKind, activity: Activity) -> Line:
    found = [line for line in lines(statement) if line.kind == kind]
    return next(line for line in found if line.activity == activity.code)


def test_the_sixteen_sections_are_written_with_a_question_for_what_nobody_knows(
    alice: Actor, group: Group
) -> None:
    made = factory.payroll(alice, of=[factory.payslips(alice)])
    assert {line.section for line in lines(made)} == set(range(1, 17))
    volume = one(made, LineKind.VOLUME, Activity.objects.get())
    assert volume.values.get("expected") is None
    assert "[à compléter : volume" in volume.text.replace("\u00a0", " ")


def test_what_is_known_of_an_activity_is_filled(alice: Actor, group: Group) -> None:
    seat = seats.create(by=alice, at=NOW, name="Responsable paie", unit=group.root)
    activity = factory.payslips(alice, accountable=seat)
    cabinet = providers.create(by=alice, at=NOW, name="Cabinet Vidal")
    activities.assign(
        by=alice, at=NOW, activity=activity, unit=group.lyon, provider=cabinet,
        start_date=date(2025, 1, 1),
    )  # fmt: skip
    said = {ValueField.YEARLY_VOLUME: 1200, ValueField.OUR_DEADLINE: "le 20, midi"}
    values.say(by=alice, at=NOW, activity=activity, unit=group.lyon, said=said)
    made = factory.payroll(alice, of=[activity], sites=[group.lyon])
    scope = one(made, LineKind.SCOPE, activity)
    assert "Responsable paie" in str(scope.values["accountable"])
    assert "Cabinet Vidal" in scope.text
    volume = one(made, LineKind.VOLUME, activity)
    assert (volume.values["low"], volume.values["expected"], volume.values["high"]) == (
        1020,
        1200,
        1380,
    )
    assert "[à compléter : plages" not in volume.text.replace("\u00a0", " ")


def test_a_volume_known_of_one_site_out_of_two_is_not_that_of_both(
    alice: Actor, group: Group
) -> None:
    activity = factory.payslips(alice)
    for unit in (group.lyon, group.nantes):
        activities.assign(
            by=alice, at=NOW, activity=activity, unit=unit, provider=None,
            start_date=date(2025, 1, 1),
        )  # fmt: skip
    said = {ValueField.YEARLY_VOLUME: 1200}
    values.say(by=alice, at=NOW, activity=activity, unit=group.lyon, said=said)
    made = factory.payroll(alice, of=[activity])
    assert one(made, LineKind.VOLUME, activity).values.get("expected") is None


def test_what_was_measured_fills_volumes_in_their_own_unit_and_levels_with_their_day(
    alice: Actor, group: Group
) -> None:
    activity = factory.payslips(alice)
    fact = Fact(
        "sla_met", n=900, first=date(2025, 3, 1), last=date(2026, 2, 28),
        activity=activity.code, text="94,2 %", value=0.942,
    )  # fmt: skip
    year = Year(total=1200, unit="bulletins", seasonality=(1.0,) * 12)
    measured = Measured(levels=[fact], volumes={activity.code: year})
    made = factory.payroll(alice, of=[activity], measured=measured)
    assert one(made, LineKind.VOLUME, activity).values["expected"] == 1200
    other = Year(total=80, unit="demandes", seasonality=(1.0,) * 12)
    again = factory.payroll(alice, of=[activity], measured=Measured(volumes={activity.code: other}))
    assert one(again, LineKind.VOLUME, activity).values.get("expected") is None


def test_a_model_alone_keeps_all_its_lines_and_names_no_activity(
    alice: Actor, group: Group
) -> None:
    made = factory.payroll(alice)
    assert queries.activities_of(made) == []
    assert len(lines(made)) > 35
    assert {line.activity for line in lines(made)} == {""}


@pytest.mark.parametrize(
    ("said", "field"),
    [({"title": "  "}, "title"), ({"months": 0}, "months"), ({"work": "none"}, "work")],
)
def test_a_draft_says_what_is_wrong_beside_its_field(
    alice: Actor, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        factory.payroll(alice, **said)
    assert refusal.value.field == field


def test_who_leads_functions_reads_the_statements_of_these_alone(
    alice: Actor, company: Company, group: Group
) -> None:
    activity = factory.payslips(alice)
    mine, alone = factory.payroll(alice, of=[activity]), factory.payroll(alice)
    assert activity.function is not None
    paying = accounts.actor(company, Role.EXECUTIVE)
    membership = accounts.membership_of(paying)
    mandates.grant(
        by=alice, at=NOW, membership=membership, function=activity.function,
        start_date=date(2025, 1, 1),
    )  # fmt: skip
    seen = reaching.statements(paying, on=date(2026, 3, 2))
    assert list(seen) == [mine]
    with pytest.raises(OutOfReach):
        statements.archive(by=paying, at=NOW, statement=alone, version=1)
    with pytest.raises(OutOfReach):
        factory.payroll(paying)


def test_an_archived_statement_leaves_the_list_and_comes_back(alice: Actor, group: Group) -> None:
    made = factory.payroll(alice)
    statements.archive(by=alice, at=NOW, statement=made, version=made.version)
    assert queries.listed(alice, on=date(2026, 3, 2)) == []
    with pytest.raises(Refused, match="archivé"):
        statements.change(
            by=alice, at=NOW, statement=made, version=made.version, title="Paie", months=24,
            provider=None,
        )  # fmt: skip
    statements.restore(by=alice, at=NOW, statement=made, version=made.version)
    [listed] = queries.listed(alice, on=date(2026, 3, 2))
    assert (listed.statement, listed.number) == (made, None)


def test_two_people_who_name_it_are_both_told(alice: Actor, group: Group) -> None:
    made = factory.payroll(alice)
    statements.change(
        by=alice, at=NOW, statement=made, version=1, title="Paie 2027", months=24, provider=None
    )
    with pytest.raises(Conflict):
        statements.change(
            by=alice, at=NOW, statement=made, version=1, title="Paie 2028", months=24,
            provider=None,
        )  # fmt: skip


def test_what_speaks_of_an_activity_and_of_a_provider_is_found(alice: Actor, group: Group) -> None:
    activity = factory.payslips(alice)
    cabinet = providers.create(by=alice, at=NOW, name="Cabinet")
    made = factory.payroll(alice, of=[activity], provider=cabinet)
    factory.payroll(alice)
    on = date(2026, 3, 2)
    assert queries.speaking_of(alice, on=on, activity=activity) == [made]
    assert queries.speaking_of(alice, on=on, provider=cabinet) == [made]


def expected(statement: StatementOfWork, activity: Activity) -> Any:
    return one(statement, LineKind.VOLUME, activity).values.get("expected")


def test_the_volume_of_the_company_is_not_that_of_one_of_its_sites(
    alice: Actor, group: Group
) -> None:
    activity = factory.payslips(alice)
    for unit in (group.lyon, group.nantes):
        activities.assign(
            by=alice, at=NOW, activity=activity, unit=unit, provider=None,
            start_date=date(2025, 1, 1),
        )  # fmt: skip
    said = {ValueField.YEARLY_VOLUME: 1200}
    values.say(by=alice, at=NOW, activity=activity, unit=None, said=said)
    year = Year(total=1200.0, unit=activity.volume_unit, seasonality=(1.0,) * 12)
    measured = Measured(volumes={activity.code: year})
    for sites, volume in (
        ([], 1200),
        ([group.lyon, group.nantes], 1200),
        ([group.lyon], None),
    ):
        made = factory.payroll(alice, of=[activity], sites=sites, measured=measured)
        assert expected(made, activity) == volume
    values.say(
        by=alice, at=NOW, activity=activity, unit=group.lyon, said={ValueField.YEARLY_VOLUME: 500}
    )
    made = factory.payroll(alice, of=[activity], sites=[group.lyon], measured=measured)
    assert expected(made, activity) == 500


def test_what_is_written_of_an_activity_is_french_whoever_begins(
    alice: Actor, group: Group
) -> None:
    activity = factory.payslips(alice)
    values.say(by=alice, at=NOW, activity=activity, unit=None, said={ValueField.DATA: ["staff"]})
    with translation.override("en"):
        [known] = known_activities.chosen([activity], sites=[], on=date(2026, 3, 2))
    assert known.data == "salariés"
