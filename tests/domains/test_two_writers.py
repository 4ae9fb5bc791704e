"""Two people change the same thing from the same page: one wins, the other sees both versions.

Every model with a version is here: one that joins without its case makes this fail.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

import pytest
from django.apps import apps
from django.db import connections
from django.db.models import Model

from tests.factories import accounts, organisation, sourcing
from tests.factories import challenges as challenge_factory
from tests.factories import clauses as clause_factory
from tests.factories import commitments as commitment_factory
from tests.factories import contracts as contract_factory
from tests.factories import cycles as cycle_factory
from tests.factories import flashes as flash_factory
from tests.factories import incidents as incident_factory
from tests.factories import levels as level_factory
from tests.factories import missions as mission_factory
from tests.factories import obligations as owed_factory
from tests.factories import offers as offer_factory
from tests.factories import papers as paper_factory
from tests.factories import reports as report_factory
from tests.factories import rituals as ritual_factory
from tests.factories import signals as signal_factory
from tests.factories import statements as statement_factory
from tests.factories import voices as voice_factory
from tests.factories.organisation import NOW
from tests.foundations.documents.papers import hostile
from timonerie.domains.challenge.operations import challenges
from timonerie.domains.commitments.operations import commitments
from timonerie.domains.contracts.models import ClauseFinding, RenewalFile, RenewalSetting
from timonerie.domains.contracts.operations import (
    clauses,
    contract_clauses,
    contracts,
    levels,
    mission_parts,
    missions,
    obligations,
    processing,
    renewals,
    subcontractors,
)
from timonerie.domains.contracts.operations.contract_clauses import Judgement
from timonerie.domains.facts.operations import incidents
from timonerie.domains.organisation.models import Calendar
from timonerie.domains.organisation.operations import (
    calendars,
    companies,
    contacts,
    legal,
    mandates,
    members,
    people,
    providers,
    seats,
    units,
)
from timonerie.domains.organisation.operations.errors import Conflict
from timonerie.domains.performance.models import Indicator
from timonerie.domains.performance.operations import claim_settling, indicators
from timonerie.domains.publications.operations import choices
from timonerie.domains.reporting.models import FlashNeed, ReportBinding
from timonerie.domains.reporting.operations import (
    cycles,
    flash_needs,
    replies,
    report_bindings,
    report_filing,
    report_rules,
)
from timonerie.domains.rituals.operations import rituals
from timonerie.domains.signals.operations import dial, triage
from timonerie.domains.sourcing.enums import Benefit, Choice, CostKind, CostSide, ValueField
from timonerie.domains.sourcing.models import (
    Activity,
    Offer,
    PromisedBenefit,
    SourcingDecision,
    StatementLine,
)
from timonerie.domains.sourcing.operations import (
    activities,
    costs,
    decisions,
    grids,
    offer_answers,
    offers,
    statement_lines,
    statements,
    values,
)
from timonerie.domains.sourcing.operations.decisions import Promise
from timonerie.domains.sourcing.rules.offers import asked
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import queries as audit
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow

ROUNDS = 5
START = date(2025, 1, 1)
Write = Callable[[Actor, Any, int, str], object]


@dataclass(frozen=True)
class Case:
    """How a row is made, and how somebody writes a text of theirs on it."""

    make: Callable[[Actor], Model]
    write: Write
    version: Callable[[Any], int] = attrgetter("version")
    is_whole: bool = False
    """Said again as a whole under the version of the row that carries it: nothing to compare."""


def _day(text: str) -> date:
    """A day of one writer's own in each round."""
    return date(2027, 1, 1 + sum(text.encode()) % 28)


def _past(text: str) -> date:
    return date(2026, 1, 1 + sum(text.encode()) % 28)


def _unit(by: Actor) -> Any:
    return units.create(by=by, at=NOW, kind="site", name="Lyon")


def _provider(by: Actor, name: str = "Nova") -> Any:
    return providers.create(by=by, at=NOW, name=name)


def _seat(by: Actor) -> Any:
    return seats.create(by=by, at=NOW, name="DAF", unit=units.root())


def _entity(by: Actor) -> Any:
    return legal.add_entity(by=by, at=NOW, name="Brévent SA", siren="732829320")


def _holding(by: Actor) -> Model:
    return seats.hold(
        by=by, at=NOW, seat=_seat(by), kind="provider", provider=_provider(by), start_date=START
    )


def _assignment(by: Actor) -> Model:
    activity = activities.create(by=by, at=NOW, name="Bulletins")
    return activities.assign(
        by=by, at=NOW, activity=activity, unit=_unit(by), provider=None, start_date=START
    )


def _bob(by: Actor) -> Any:
    return accounts.membership(Company.objects.get(pk=by.company_id), name="Bob Roux")


def _need(by: Actor) -> Model:
    flash_factory.filed(by, _unit(by), what=flash_factory.said(need="Un intérimaire"))
    need: Model = FlashNeed.objects.select_related("unit").get()
    return need


def _need_answered(by: Actor, row: Any, version: int, text: str) -> None:
    flash_needs.answer(by=by, at=NOW, need=row, version=version, text=text)


def _reply(by: Actor) -> Model:
    return replies.say(by=by, at=NOW, about=voice_factory.figure(_provider(by)), text="Un")


def _reply_changed(by: Actor, row: Any, version: int, text: str) -> None:
    replies.change(by=by, at=NOW, reply=row, version=version, text=text)


def _mandate(by: Actor) -> Model:
    return mandates.grant(by=by, at=NOW, membership=_bob(by), unit=units.root(), start_date=START)


def _indicator(by: Actor) -> Model:
    indicators.ensure_built_in(by=by, at=NOW)
    return Indicator.objects.get(code="sla_met")


def _revised(by: Actor, row: Indicator, version: int, text: str) -> object:
    last = row.versions.latest("number")
    metric = Metric.from_dict({**last.document, "label": text})
    return indicators.revise(by=by, at=NOW, indicator=row, metric=metric, version=version)


def _hours(text: str) -> dict[str, Any]:
    close = f"{12 + sum(text.encode()) % 10}:00"
    week = [{"days": ["mon"], "open": "09:00", "close": close}]
    return companies.office_hours("Europe/Paris") | {"week": week}


def _binding(by: Actor) -> Model:
    report_factory.due(by)
    return ReportBinding.objects.get()


def _rule_said(text: str) -> report_rules.Said:
    return report_rules.Said(
        title=text, cadence="monthly", day=3, grace_days=1, model="it", start_date=date(2026, 3, 1)
    )


def _finding(by: Actor) -> Model:
    paper = paper_factory.paper(by, hostile.plain())
    made, _created = ClauseFinding.objects.get_or_create(document=paper, clause="notice")
    return made


def _judged(by: Actor, row: Any, version: int, text: str) -> None:
    clauses.judge(by=by, at=NOW, finding=row, version=version, opinion="weak", note=text)


def _clause(by: Actor) -> Model:
    return clause_factory.judged(by, contract_factory.signed(by))


def _clause_said(by: Actor, row: Any, version: int, text: str) -> None:
    contract_clauses.judge(
        by=by,
        at=NOW,
        contract=row.contract,
        clause=row.clause,
        version=version,
        said=Judgement(state="weak", note=text),
    )


def _levelled(by: Actor, row: Any, version: int, text: str) -> None:
    said = owed_factory.level_said(text)
    levels.change(by=by, at=NOW, level=row, version=version, said=said)


def _owed(shape: Any, **parts: Any) -> Write:
    def write(by: Actor, row: Any, version: int, text: str) -> None:
        said = shape(title=text, **parts)
        obligations.change(by=by, at=NOW, row=row, version=version, said=said)

    return write


def _renewal(by: Actor) -> RenewalFile:
    contract = contract_factory.signed(by)
    return renewals.open_file(by=by, at=NOW, contract=contract)


def _renewal_assumed(by: Actor, row: Any, version: int, text: str) -> None:
    cents = int(_alerts(text) * 100)
    renewals.assume(by=by, at=NOW, file=row, version=version, percent=None, exit_cents=cents)


def _ahead(by: Actor) -> Any:
    renewals.set_ahead(by=by, at=NOW, days_ahead=45)
    return RenewalSetting.objects.get()


def _contract_said(by: Actor, row: Any, version: int, text: str) -> None:
    told = contract_factory.said(text)
    contracts.change(by=by, at=NOW, contract=row, version=version, said=told)


def _incident_said(by: Actor, row: Any, version: int, text: str) -> None:
    told = incident_factory.said(text)
    incidents.qualify(by=by, at=NOW, incident=row, version=version, said=told)


def _signal(by: Actor) -> Model:
    activity = activities.create(by=by, at=NOW, name="Bulletins")
    return signal_factory.told(_unit(by), _provider(by), activity, key="taux")


def _alerts(text: str) -> float:
    return 1.0 + sum(text.encode()) % 40


def _quiet(text: str) -> list[int]:
    """Other days of the week for another text."""
    return [day for day in range(6) if int(_alerts(text)) >> day & 1]


def _work(by: Actor) -> Any:
    return activities.create(by=by, at=NOW, name="Bulletins")


def _graded(by: Actor) -> Any:
    grids.ensure(by=by, at=NOW)
    return _work(by)


def _promise(by: Actor) -> Model:
    promise = Promise(kind=Benefit.HOURS, promised=40, due_date=sourcing.IN_A_YEAR)
    made = sourcing.decided(by, _work(by), Choice.WAIT, benefits=[promise])
    return PromisedBenefit.objects.get(decision=made)


def _decided(by: Actor, row: Activity, version: int, text: str) -> None:
    choice = Choice.WAIT if text.startswith("A") else Choice.KEEP
    sourcing.decided(by, row, choice, seen=version or None)


def _standing(row: Activity) -> int:
    made = SourcingDecision.objects.in_force().filter(activity=row).first()
    return made.pk if made else 0


def _offer(by: Actor) -> Model:
    return offers.begin(
        by=by, at=NOW, statement=offer_factory.asking(by).statement, bidder="Nova Paie"
    )


def _remarked(by: Actor, row: Offer, version: int, text: str) -> None:
    offer_answers.answer(
        by=by, at=NOW, offer=row, version=version, given=offer_answers.Given(note=text)
    )


def _answered(by: Actor, row: Offer, version: int, text: str) -> None:
    said = offer_answers.Said(line_key=asked.TRANSITION, text=text)
    given = offer_answers.Given(answers=(said,))
    offer_answers.answer(by=by, at=NOW, offer=row, version=version, given=given)


def _costed(by: Actor, row: Activity, version: int, text: str) -> None:
    line = costs.Said(side=CostSide.BUY, kind=CostKind.PRICE, low=1, high=2, label=text)
    costs.replace(by=by, at=NOW, activity=row, version=version, lines=[line])


def _line(by: Actor) -> Model:
    statement = statement_factory.payroll(by)
    return StatementLine.objects.filter(statement=statement).earliest("rank", "pk")


def _rewritten(by: Actor, row: StatementLine, version: int, text: str) -> None:
    said = statement_lines.Said(title=text, text=row.text, values=row.values)
    statement_lines.change(by=by, at=NOW, line=row, version=version, said=said)


#: Rows that one writer alone may write: their own.
OF_ONE_WRITER = {
    *("sourcing.assessment", "sourcing.offermark", "sourcing.interestdeclaration"),
    # Kept every second while its author types: the trail says that it was begun, then handed in.
    "reporting.reportdraft",
}

CASES: dict[str, Case] = {
    "reporting.flashneed": Case(_need, _need_answered),
    "reporting.reply": Case(_reply, _reply_changed),
    "sourcing.activityvalue": Case(
        _work,
        lambda by, row, v, text: values.say(
            by=by, at=NOW, activity=row, unit=None, said={ValueField.TOOLS: text}, version=v
        ),
        is_whole=True,
    ),
    "sourcing.costline": Case(_work, _costed, is_whole=True),
    "sourcing.sourcingdecision": Case(_graded, _decided, version=_standing),
    "sourcing.promisedbenefit": Case(
        _promise,
        lambda by, row, v, text: decisions.measure(
            by=by, at=NOW, benefit=row, version=v, measured=_alerts(text)
        ),
    ),
    "sourcing.statementofwork": Case(
        lambda by: statement_factory.payroll(by),
        lambda by, row, v, text: statements.change(
            by=by, at=NOW, statement=row, version=v, title=text, months=12, provider=None
        ),
    ),
    "sourcing.statementline": Case(_line, _rewritten),
    "sourcing.offer": Case(_offer, _remarked),
    "sourcing.offeranswer": Case(_offer, _answered, is_whole=True),
    "rituals.ritual": Case(
        lambda by: ritual_factory.shown(by),
        lambda by, row, v, text: rituals.change(
            by=by, at=NOW, ritual=row, version=v, name=text, level="", unit=None, owner=None
        ),
    ),
    "performance.levelclaim": Case(
        lambda by: level_factory.claimed(contract_factory.signed(by)),
        lambda by, row, v, text: claim_settling.discuss(
            by=by, at=NOW, claim=row, version=v, reply=text
        ),
    ),
    "publications.messagechoice": Case(
        lambda by: choices.choose(by=by, at=NOW, weekly=True, daily=True, quiet_days=[6]),
        lambda by, row, v, text: choices.choose(
            by=by, at=NOW, weekly=True, daily=True, quiet_days=_quiet(text), version=v
        ),
    ),
    "signals.dial": Case(
        lambda by: dial.put(by=by, at=NOW, alerts_a_week=50),
        lambda by, row, v, text: dial.put(by=by, at=NOW, alerts_a_week=_alerts(text), version=v),
    ),
    "signals.weaksignal": Case(
        _signal,
        lambda by, row, v, text: triage.sort(
            by=by, at=NOW, signal=row, version=v, state="watch", reason=text
        ),
    ),
    "reporting.duereport": Case(
        lambda by: report_factory.due(by),
        lambda by, row, v, text: report_filing.file(
            by=by,
            at=NOW,
            due=row,
            version=v,
            given=report_factory.given(comment=text, reason=text),
        ),
        is_whole=True,
    ),
    "reporting.reportbinding": Case(
        _binding,
        lambda by, row, v, text: report_bindings.change(
            by=by, at=NOW, binding=row, version=v, model="it", recipient=text
        ),
    ),
    "reporting.reportrule": Case(
        lambda by: report_factory.rule(by),
        lambda by, row, v, text: report_rules.revise(
            by=by, at=NOW, rule=row, version=v, said=_rule_said(text)
        ),
    ),
    "contracts.clausefinding": Case(_finding, _judged),
    "contracts.contractclause": Case(_clause, _clause_said),
    "contracts.servicelevel": Case(
        lambda by: owed_factory.level(by, contract_factory.signed(by)), _levelled
    ),
    "contracts.expectedreport": Case(
        lambda by: owed_factory.report(by, contract_factory.signed(by)),
        _owed(obligations.ReportSaid, day=5, grace_days=1),
    ),
    "contracts.obligation": Case(
        lambda by: owed_factory.obligation(by, contract_factory.signed(by)),
        _owed(obligations.ObligationSaid, kind="input", side="ours"),
    ),
    "contracts.securityproof": Case(
        lambda by: owed_factory.proof(by, contract_factory.signed(by)),
        _owed(obligations.ProofSaid, due_date=date(2026, 3, 31)),
    ),
    "challenge.challenge": Case(
        lambda by: challenge_factory.opened(by),
        lambda by, row, v, text: challenges.change(
            by=by,
            at=NOW,
            challenge=row,
            version=v,
            said=challenges.Said(provider=row.provider, title=text, contract=row.contract),
        ),
    ),
    "commitments.commitment": Case(
        lambda by: commitment_factory.made(by),
        lambda by, row, v, text: commitments.promise_again(
            by=by,
            at=NOW,
            commitment=row,
            version=v,
            day=row.due_date + timedelta(days=1 + sum(text.encode()) % 28),
            reason=text,
        ),
    ),
    "reporting.cycle": Case(
        lambda by: cycle_factory.payroll(by),
        lambda by, row, v, text: cycles.change(
            by=by,
            at=NOW,
            cycle=row,
            version=v,
            said=cycle_factory.said(by, "Lyon", provider=row.provider, title=text),
        ),
    ),
    "contracts.mission": Case(
        lambda by: mission_factory.held(by),
        lambda by, row, v, text: missions.change(
            by=by, at=NOW, mission=row, version=v, said=mission_factory.said(row.provider, text)
        ),
    ),
    "contracts.missiondeliverable": Case(
        lambda by: mission_factory.deliverable(by),
        lambda by, row, v, text: mission_parts.say_deliverable(
            by=by, at=NOW, row=row, version=v, state="delivered", day=_past(text)
        ),
    ),
    "contracts.missionpresence": Case(
        lambda by: mission_factory.presence(by),
        lambda by, row, v, text: mission_parts.confirm(
            by=by, at=NOW, row=row, version=v, halves=sum(text.encode()) % 60
        ),
    ),
    "contracts.subcontractor": Case(
        lambda by: subcontractors.declare(
            by=by, at=NOW, provider=_provider(by), said=subcontractors.Said(name="A", task="B")
        ),
        lambda by, row, v, text: subcontractors.change(
            by=by, at=NOW, row=row, version=v, said=subcontractors.Said(name="A", task=text)
        ),
    ),
    "contracts.processingrecord": Case(
        lambda by: processing.begin(by=by, at=NOW, provider=_provider(by)),
        lambda by, row, v, text: processing.change(
            by=by, at=NOW, record=row, version=v, said={"purpose": text}
        ),
    ),
    "contracts.renewalfile": Case(_renewal, _renewal_assumed),
    "contracts.renewalsetting": Case(
        _ahead,
        lambda by, row, v, text: renewals.set_ahead(
            by=by, at=NOW, days_ahead=int(_alerts(text)), version=v
        ),
    ),
    "contracts.contract": Case(lambda by: contract_factory.signed(by), _contract_said),
    "facts.incident": Case(lambda by: incident_factory.declared(by), _incident_said),
    "organisation.unit": Case(
        _unit, lambda by, row, v, text: units.rename(by=by, at=NOW, unit=row, version=v, name=text)
    ),
    "organisation.person": Case(
        lambda by: people.create(by=by, at=NOW, name="Claire"),
        lambda by, row, v, text: people.update(
            by=by, at=NOW, person=row, version=v, name=text, email="", unit=None
        ),
    ),
    "organisation.seat": Case(
        _seat,
        lambda by, row, v, text: seats.update(
            by=by, at=NOW, seat=row, version=v, name=text, unit=row.unit, function=None
        ),
    ),
    "organisation.seatholding": Case(
        _holding,
        lambda by, row, v, text: seats.leave(
            by=by, at=NOW, holding=row, version=v, end_date=_day(text)
        ),
    ),
    "organisation.provider": Case(
        _provider,
        lambda by, row, v, text: providers.update(
            by=by, at=NOW, provider=row, version=v, name=text, code=row.code, siren="", trade=""
        ),
    ),
    "organisation.contact": Case(
        lambda by: contacts.add(by=by, at=NOW, provider=_provider(by), name="Paul"),
        lambda by, row, v, text: contacts.update(
            by=by, at=NOW, contact=row, version=v, name=text, email="", phone="", role=""
        ),
    ),
    "organisation.legalentity": Case(
        _entity,
        lambda by, row, v, text: legal.update_entity(
            by=by, at=NOW, entity=row, version=v, name=text, siren=row.siren, parent=None
        ),
    ),
    "organisation.establishment": Case(
        lambda by: legal.add_establishment(
            by=by, at=NOW, legal_entity=_entity(by), siret="73282932000074", name="A", town="Lyon"
        ),
        lambda by, row, v, text: legal.update_establishment(
            by=by, at=NOW, establishment=row, version=v, siret=row.siret, name=text, town="Lyon"
        ),
    ),
    "organisation.calendar": Case(
        lambda by: Calendar.objects.get(),
        lambda by, row, v, text: calendars.revise(
            by=by, at=NOW, calendar=row, version=v, document=_hours(text), start_date=START
        ),
    ),
    "organisation.mandate": Case(
        _mandate,
        lambda by, row, v, text: mandates.end(
            by=by, at=NOW, mandate=row, version=v, end_date=_day(text)
        ),
    ),
    "accounts.membership": Case(
        _bob,
        lambda by, row, v, text: members.end(
            by=by, at=NOW, membership=row, version=v, end_date=_day(text)
        ),
    ),
    "sourcing.activity": Case(
        lambda by: activities.create(by=by, at=NOW, name="Bulletins"),
        lambda by, row, v, text: activities.update(
            by=by,
            at=NOW,
            activity=row,
            version=v,
            name=text,
            code=row.code,
            function=None,
            accountable=None,
            criticality=2,
        ),
    ),
    "sourcing.assignment": Case(
        _assignment,
        lambda by, row, v, text: activities.unassign(
            by=by, at=NOW, assignment=row, version=v, end_date=_day(text)
        ),
    ),
    "performance.indicator": Case(_indicator, _revised),
}


def test_every_model_with_a_version_has_its_two_writers() -> None:
    versioned = {
        model._meta.label_lower
        for model in apps.get_models()
        if model.__module__.startswith("timonerie.")
        and any(field.name == "version" and not field.editable for field in model._meta.fields)
    }
    assert versioned == set(CASES) | OF_ONE_WRITER


@pytest.fixture
def by(emptied: None) -> Actor:
    return accounts.actor(organisation.company())


@pytest.mark.parametrize("label", sorted(CASES))
def test_one_wins_and_the_other_sees_both(by: Actor, label: str) -> None:
    case = CASES[label]
    with current.company(by.company_id):
        row = case.make(by)
        for rank in range(ROUNDS):
            fresh = type(row)._default_manager.get(pk=row.pk)
            before = Event.objects.filter(company_id=by.company_id).count()

            texts = (f"A{rank}", f"D{rank}")
            outcomes = _together(by, case, fresh, texts)

            conflicts = [one for one in outcomes if isinstance(one, Conflict)]
            assert len(outcomes) == 2
            assert len(conflicts) == 1, outcomes
            differences = conflicts[0].both
            assert differences or case.is_whole
            assert all(one.theirs != one.mine for one in differences)
            assert Event.objects.filter(company_id=by.company_id).count() == before + 1
        assert audit.verify(company_id=by.company_id) == []


def _together(by: Actor, case: Case, row: Model, texts: tuple[str, str]) -> list[object]:
    """Both writes at once, each in a thread of its own; what each ended on."""
    barrier, outcomes = threading.Barrier(len(texts)), []
    version = case.version(row)

    def run(text: str) -> None:
        try:
            with current.company(by.company_id):
                mine = type(row)._default_manager.get(pk=row.pk)
                barrier.wait()
                outcomes.append(case.write(by, mine, version, text))
        except Exception as error:
            outcomes.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
