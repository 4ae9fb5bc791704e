"""What missed levels let ask for, and what people make of it."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import accounts, levels
from tests.factories.facts import event
from tests.factories.figures import FIRST, LAST, NOW, Measured, bring
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.performance.models import LevelClaim
from timonerie.domains.performance.operations import claim_settling
from timonerie.domains.performance.queries import claims as queries
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def claim(firm: Measured) -> LevelClaim:
    """The penalty of February: 75 % under 80 %, 10 % of 1 000 €."""
    level = levels.promised(levels.signed(firm.alice))
    levels.measure(NOW)
    return levels.claims(level)[LAST]


def test_a_missed_period_is_proposed_once_with_its_reasoning(claim: LevelClaim) -> None:
    levels.measure(LATER)

    assert LevelClaim.objects.count() == 1
    assert (claim.state, claim.kind, claim.amount_cents) == ("proposed", "penalty", 10_000)
    told = {name: claim.reasoning[name] for name in ("fee_cents", "met", "n", "bound", "rate")}
    assert told == {"fee_cents": 100_000, "met": 6, "n": 8, "bound": "80", "rate": "10.0"}
    assert Event.objects.filter(act="claim.proposed").count() == 1


def test_without_a_price_the_amount_is_unknown_and_never_nothing(firm: Measured) -> None:
    level = levels.promised(levels.signed(firm.alice, yearly_cents=None))

    levels.measure(NOW)

    found = levels.claims(level)[LAST]
    assert (found.amount_cents, found.reasoning["unknown"]) == (None, "fee")
    assert queries.asked([found]) == {}


def test_a_level_without_a_consequence_asks_for_nothing(firm: Measured) -> None:
    levels.promised(levels.signed(firm.alice), consequence="")

    levels.measure(NOW)

    assert not LevelClaim.objects.exists()


def test_a_period_that_is_not_over_or_not_whole_asks_for_nothing(firm: Measured) -> None:
    late = event("M1", received="2026-03-01 08:00", resolved="2026-03-02 08:00", due="2026-03-01")
    bring(firm.alice, [late], name="mars.csv")
    level = levels.promised(levels.signed(firm.alice))

    levels.measure(NOW)

    assert sorted(levels.claims(level)) == [LAST]


def test_the_yearly_cap_and_the_cap_of_the_period_hold(firm: Measured) -> None:
    contract = levels.signed(firm.alice)
    yearly = levels.promised(contract, title="An", yearly_cap_cents=4_000)
    period = levels.promised(contract, title="Mois", cap=Decimal("2.5"))

    levels.measure(NOW)

    assert levels.claims(yearly)[LAST].amount_cents == 4_000
    assert levels.claims(period)[LAST].amount_cents == 2_500


def test_an_amendment_within_a_month_asks_by_the_day(firm: Measured) -> None:
    contract, line = levels.signed(firm.alice), uuid4()
    eve = LAST + timedelta(days=3)
    levels.promised(contract, line_key=line, start_date=FIRST)
    after = levels.promised(contract, line_key=line, start_date=eve)

    levels.measure(NOW)

    found = levels.claims(after)[LAST]
    assert found.reasoning["days"] == [25, 28]
    assert found.amount_cents == round(100_000 * 25 / 28 * 0.1)


def test_a_later_computation_tells_its_difference_to_an_open_claim(
    firm: Measured, claim: LevelClaim
) -> None:
    bring(firm.alice, [_in_time(rank) for rank in range(4)], name="complément.csv")

    levels.measure(LATER)
    levels.measure(LATER)

    claim.refresh_from_db()
    assert (claim.amount_cents, claim.differs, claim.found_cents) == (10_000, True, 5_000)
    claim_settling.take(by=firm.alice, at=LATER, claim=claim, version=claim.version)
    assert (claim.amount_cents, claim.differs, claim.reasoning["n"]) == (5_000, False, 12)
    assert Event.objects.filter(act="claim.differs").count() == 1


def test_a_settled_claim_does_not_move(firm: Measured, claim: LevelClaim) -> None:
    claim_settling.grant(
        by=firm.alice, at=NOW, claim=claim, version=claim.version, granted_cents=10_000
    )
    bring(firm.alice, [_in_time(rank) for rank in range(4)], name="complément.csv")

    levels.measure(LATER)

    claim.refresh_from_db()
    assert (claim.amount_cents, claim.differs, claim.granted_cents) == (10_000, False, 10_000)


def _in_time(rank: int) -> tuple[str, ...]:
    made = event(
        f"C{rank}", received="2026-02-03 08:00", resolved="2026-02-04 08:00", due="2026-02-09 08:00"
    )
    return tuple(made)


def test_another_amount_says_why(firm: Measured, claim: LevelClaim) -> None:
    def grant(cents: int, reason: str = "") -> None:
        claim_settling.grant(
            by=firm.alice, at=NOW, claim=claim, version=None, granted_cents=cents, reason=reason
        )

    with pytest.raises(Refused) as refused:
        grant(6_000)
    assert refused.value.field == "reason"
    grant(6_000, "geste commercial pour l’incendie du site")

    claim.refresh_from_db()
    assert (claim.state, claim.granted_cents, claim.settled_by) == (
        "granted",
        6_000,
        "Alice Martin",
    )


def test_waiving_says_why_and_nothing_is_granted(firm: Measured, claim: LevelClaim) -> None:
    with pytest.raises(Refused) as refused:
        claim_settling.waive(by=firm.alice, at=NOW, claim=claim, version=None, reason=" ")
    assert refused.value.field == "reason"

    claim_settling.waive(by=firm.alice, at=NOW, claim=claim, version=None, reason="grève")

    assert (claim.state, claim.granted_cents) == ("waived", None)
    assert queries.granted([claim]) == queries.asked([claim]) == {}


def test_a_settlement_is_undone_and_said_once(firm: Measured, claim: LevelClaim) -> None:
    for _time in range(2):
        claim_settling.waive(by=firm.alice, at=NOW, claim=claim, version=None, reason="grève")
    with pytest.raises(Refused):
        claim_settling.grant(by=firm.alice, at=NOW, claim=claim, version=None, granted_cents=1)

    for _time in range(2):
        claim_settling.reopen(by=firm.alice, at=LATER, claim=claim, version=None)

    claim.refresh_from_db()
    assert (claim.state, claim.reason, claim.settled_at) == ("discussed", "", None)
    assert Event.objects.filter(act="claim.waived").count() == 1
    assert Event.objects.filter(act="claim.reopened").count() == 1


def test_the_reply_of_the_provider_is_kept_and_the_trail_does_not_quote_it(
    firm: Measured, claim: LevelClaim
) -> None:
    claim_settling.discuss(
        by=firm.alice, at=NOW, claim=claim, version=None, reply="Nous contestons le calcul."
    )

    assert (claim.state, claim.reply) == ("discussed", "Nous contestons le calcul.")
    assert "contestons" not in str(Event.objects.get(act="claim.discussed").detail)


def test_somebody_else_changed_it_meanwhile(firm: Measured, claim: LevelClaim) -> None:
    seen = claim.version
    claim_settling.discuss(by=firm.alice, at=NOW, claim=claim, version=seen, reply="oui")

    with pytest.raises(Conflict):
        claim_settling.waive(by=firm.alice, at=NOW, claim=claim, version=seen, reason="grève")


def test_a_reader_does_not_settle(firm: Measured, claim: LevelClaim) -> None:
    auditor = accounts.actor(firm.company, Role.AUDITOR, name="Zoé Petit")

    with pytest.raises(PermissionDenied):
        claim_settling.reopen(by=auditor, at=NOW, claim=claim, version=None)


def test_the_two_kinds_are_never_added_up(firm: Measured) -> None:
    contract = levels.signed(firm.alice)
    levels.promised(contract, title="Pénalité")
    levels.promised(contract, title="Avoir", consequence="credit")
    levels.measure(NOW)

    found = queries.asked(queries.visible_to(firm.alice, on=date(2026, 3, 2)))

    assert found == {("penalty", "EUR"): 10_000, ("credit", "EUR"): 10_000}
