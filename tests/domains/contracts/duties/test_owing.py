"""Which documents a provider owes, from what is known of its contracts: never assumed."""

from datetime import date
from typing import Any

import pytest

from timonerie.domains.contracts.catalogue import duties as catalogue
from timonerie.domains.contracts.duty_enums import DutyState, PieceState
from timonerie.domains.contracts.rules.duties import owing, standing
from timonerie.domains.contracts.rules.duties.amounts import Commitment
from timonerie.domains.contracts.rules.duties.owing import Around, Owed
from timonerie.domains.contracts.rules.duties.standing import Piece

ON = date(2026, 3, 2)
KINDS = catalogue.by_code()


def contract(**parts: Any) -> Commitment:
    known: dict[str, Any] = {
        "group": 1,
        "yearly_cents": 200_000,
        "currency": "EUR",
        "is_untaxed": True,
        "firm": "36 months",
        "started": date(2025, 1, 1),
        "end": date(2027, 12, 31),
    }
    return Commitment(**{**known, **parts})


@pytest.mark.parametrize(
    ("contracts", "owed", "code"),
    [
        # 2 000 € a year over three years are over 5 000 €: the global amount counts.
        ([contract()], Owed.YES, "over"),
        ([contract(firm="24 months", end=date(2026, 12, 31))], Owed.NO, "under"),
        ([contract(yearly_cents=None)], Owed.UNKNOWN, "amount"),
        ([contract(currency="CHF")], Owed.UNKNOWN, "currency"),
        ([], Owed.UNKNOWN, "no_contract"),
        # An open-ended contract: what has passed counts, what comes is not assumed.
        ([contract(firm="indefinite", end=None)], Owed.UNKNOWN, "length"),
        (
            [contract(firm="", end=None, started=date(2020, 1, 1))],
            Owed.YES,
            "over",
        ),
        # Near the threshold, whether VAT is in it matters.
        ([contract(yearly_cents=180_000, is_untaxed=False)], Owed.UNKNOWN, "tax"),
        ([contract(yearly_cents=210_000, is_untaxed=False)], Owed.YES, "over"),
        # A known one over the threshold is enough, whatever the others.
        ([contract(), contract(group=2, yearly_cents=None)], Owed.YES, "over"),
        # Two orders of one frame are one operation; two contracts are two.
        (
            [contract(yearly_cents=90_000), contract(yearly_cents=90_000)],
            Owed.YES,
            "over",
        ),
        (
            [contract(yearly_cents=90_000), contract(yearly_cents=90_000, group=2)],
            Owed.NO,
            "under",
        ),
    ],
)
def test_the_threshold_is_read_on_the_global_amount(
    contracts: list[Commitment], owed: Owed, code: str
) -> None:
    found = owing.owing(KINDS["VIGILANCE"], Around(commitments=contracts), on=ON)
    assert (found.owed, found.code) == (owed, code)


@pytest.mark.parametrize(
    ("kind", "around", "owed"),
    [
        ("ORDER", Around(trade="expertise comptable"), Owed.YES),
        ("ORDER", Around(trade="paie"), Owed.NO),
        ("ORDER", Around(), Owed.UNKNOWN),
        ("HDS", Around(data={"health"}), Owed.YES),
        ("HDS", Around(data={"staff"}), Owed.NO),
        ("HDS", Around(), Owed.UNKNOWN),
        ("CYBER", Around(), Owed.UNKNOWN),
    ],
)
def test_other_documents_depend_on_the_trade_the_data_or_the_contract(
    kind: str, around: Around, owed: Owed
) -> None:
    assert owing.owing(KINDS[kind], around, on=ON).owed == owed


def test_what_somebody_says_tells_who_and_why() -> None:
    found = owing.said(False, reason="Travaux publics", by="Alice")
    assert found.owed == Owed.NO
    assert found.params == {"reason": "Travaux publics", "by": "Alice"}


def piece(state: PieceState, ends_on: date | None, number: int = 1) -> Piece:
    return Piece(number, state, ends_on)


CHECKED, RECEIVED, REFUSED = PieceState.CHECKED, PieceState.RECEIVED, PieceState.REFUSED
LATER, SOON, PAST = date(2026, 9, 1), date(2026, 3, 20), date(2026, 2, 1)


@pytest.mark.parametrize(
    ("pieces", "owed", "is_asked", "state"),
    [
        # Nobody asked: grey, and no fault.
        ([], Owed.YES, False, DutyState.UNKNOWN),
        ([], Owed.YES, True, DutyState.MISSING),
        ([], Owed.UNKNOWN, True, DutyState.UNKNOWN),
        ([], Owed.NO, True, DutyState.NOT_DUE),
        ([piece(REFUSED, LATER)], Owed.YES, False, DutyState.MISSING),
        ([piece(RECEIVED, LATER)], Owed.YES, True, DutyState.TO_CHECK),
        ([piece(RECEIVED, None)], Owed.YES, True, DutyState.TO_CHECK),
        ([piece(RECEIVED, PAST)], Owed.YES, True, DutyState.EXPIRED),
        ([piece(CHECKED, LATER)], Owed.YES, True, DutyState.UP_TO_DATE),
        ([piece(CHECKED, None)], Owed.YES, True, DutyState.UP_TO_DATE),
        ([piece(CHECKED, SOON)], Owed.YES, True, DutyState.SOON),
        ([piece(CHECKED, PAST)], Owed.YES, True, DutyState.EXPIRED),
        # The next one came: it is looked at before anybody is reminded.
        ([piece(CHECKED, PAST), piece(RECEIVED, LATER, 2)], Owed.YES, True, DutyState.TO_CHECK),
        ([piece(CHECKED, LATER), piece(RECEIVED, None, 2)], Owed.YES, True, DutyState.UP_TO_DATE),
    ],
)
def test_where_a_document_stands(
    pieces: list[Piece], owed: Owed, is_asked: bool, state: DutyState
) -> None:
    assert standing.standing(pieces, owed=owed, is_asked=is_asked, on=ON).state == state


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 4, 2), DutyState.UP_TO_DATE),
        (date(2026, 4, 1), DutyState.SOON),
        (date(2026, 3, 2), DutyState.SOON),
        (date(2026, 3, 1), DutyState.EXPIRED),
    ],
)
def test_the_last_day_still_counts_and_thirty_days_before_is_soon(
    day: date, state: DutyState
) -> None:
    found = standing.standing([piece(CHECKED, day)], owed=Owed.YES, is_asked=True, on=ON)
    assert found.state == state


@pytest.mark.parametrize(
    ("issued", "until", "ends"),
    [
        (date(2026, 2, 1), None, date(2026, 7, 31)),
        (date(2025, 8, 31), None, date(2026, 2, 27)),
        (None, date(2026, 5, 1), date(2026, 5, 1)),
        (date(2026, 2, 1), date(2026, 5, 1), date(2026, 5, 1)),
        (None, None, None),
    ],
)
def test_a_document_ends_with_its_rhythm_or_before(
    issued: date | None, until: date | None, ends: date | None
) -> None:
    found = standing.ends_on(KINDS["VIGILANCE"], issued_on=issued, valid_until=until)
    assert found == ends


def test_every_kind_says_its_source_and_how_sure_it_is() -> None:
    for kind in catalogue.kinds():
        assert kind.source
        assert kind.check
        assert kind.status in ("confirmé", "à vérifier")
        assert (kind.cents > 0) == (kind.trigger == "total")
        assert bool(kind.words) == (kind.trigger == "trade")
