"""A quarrel with Nova: three missed months of a level, an incident, a signed contract."""

from datetime import date
from typing import Any

from tests.factories import contracts as contract_factory
from tests.factories import incidents as incident_factory
from tests.factories.organisation import NOW
from timonerie.domains.challenge.models import (
    Challenge,
    ChallengeStep,
    LetterSending,
    LetterVersion,
)
from timonerie.domains.challenge.operations import challenges, sendings, steps
from timonerie.domains.challenge.operations.challenges import Said
from timonerie.domains.challenge.operations.facts import Typed
from timonerie.domains.challenge.operations.sendings import Sent
from timonerie.domains.challenge.operations.steps import Taking
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.domains.challenge.queries.evidence import levels
from timonerie.domains.contracts.models import Contract, ServiceLevel
from timonerie.domains.facts.models import Incident
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import providers
from timonerie.domains.performance.models import Indicator, LevelResult
from timonerie.domains.performance.operations import indicators
from timonerie.engine import periods
from timonerie.foundations.accounts.actors import Actor

MONTHS = (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))
MET, CASES = 188, 200


def provider(by: Actor, name: str = "Nova") -> Provider:
    return providers.create(by=by, at=NOW, name=name)


def contract(by: Actor, firm: Provider, name: str = "Tenue de la paie") -> Contract:
    return contract_factory.signed(by, name, provider=firm, yearly_cents=1_200_000)


def level(of: Contract, **parts: Any) -> ServiceLevel:
    said = {"title": "Délais tenus", "metric": "sla_met", "target": 95.0, "unit": "percent"}
    made: ServiceLevel = ServiceLevel.objects.create(contract=of, **{**said, **parts})
    return made


def missed(
    by: Actor, of: ServiceLevel, start: date = MONTHS[2], *, met: int = MET, n: int = CASES
) -> LevelResult:
    """A month of a level under its promise, as the product measures it."""
    indicators.ensure_built_in(by=by, at=NOW)
    made: LevelResult = LevelResult.objects.create(
        level=of,
        version=Indicator.objects.get(code="sla_met").versions.get(),
        period_kind="month",
        period_start=start,
        first_date=start,
        last_date=date.fromordinal(periods.end_of("month", start).toordinal() - 1),
        state="measured",
        n=n,
        met=met,
        value=100 * met / n,
        is_held=False,
        covered=1,
        expected=1,
        facts_version=0,
        computed_at=NOW,
    )
    return made


def incident(by: Actor, firm: Provider, what: str = "Paie partie en retard") -> Incident:
    return incident_factory.declared(by, what, provider=firm)


def keys(by: Actor, of: Contract, *, months: int = 3) -> list[str]:
    """Of as many missed months of one level, the first one first."""
    promised = level(of)
    return [levels.key(missed(by, promised, start)) for start in MONTHS[:months]]


def opened(by: Actor, *, months: int = 3, firm: Provider | None = None, **parts: Any) -> Challenge:
    """On missed months of a level of a contract with Nova."""
    firm = firm or provider(by)
    signed = contract(by, firm)
    said = Said(**{"provider": firm, "title": "Délais de la paie", "contract": signed, **parts})
    return challenges.open_(by=by, at=NOW, said=said, keys=keys(by, signed, months=months))


def typed(label: str = "Deux relances sans réponse", **parts: Any) -> Typed:
    return Typed(
        **{"label": label, "day": date(2026, 2, 20), "source": "courriel du 20 février", **parts}
    )


def taken(by: Actor, challenge: Challenge | None = None, rung: str = "request") -> ChallengeStep:
    of = challenge or opened(by)
    return steps.take(by=by, at=NOW, challenge=of, version=None, taking=Taking(rung=rung))


def sent(by: Actor, step: ChallengeStep) -> LetterSending:
    """Its last letter left by e-mail on the day it was prepared."""
    version = step.letters.order_by("number").last()
    assert version is not None
    said = Sent(sent_on=version.prepared_at.date(), sent_by="Paul", carriage="email")
    return sendings.note(by=by, at=version.prepared_at, letter=version, sent=said)


def letter(by: Actor, challenge: Challenge | None = None) -> LetterVersion:
    made: LetterVersion = taken(by, challenge).letters.get()
    return made


def whole(challenge: Challenge) -> Challenge:
    """With its parts, as the screens read it."""
    rows = queries.whole(Challenge.objects.select_related(*queries.NEAR))
    found: Challenge = rows.get(pk=challenge.pk)
    return found
