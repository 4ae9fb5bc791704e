"""Which legal guard-rails an activity fires, and what each of them must say."""

from dataclasses import replace

import pytest

from tests.repository import typography
from timonerie.domains.sourcing import catalogue, guard_rail_sentences
from timonerie.domains.sourcing.enums import Veto
from timonerie.domains.sourcing.rules import guard_rails
from timonerie.domains.sourcing.rules.circumstances import About, Around, Need

BIG, SMALL, UNKNOWN = Around(heads=120), Around(heads=30), Around()
LINES = {one.code: one for one in catalogue.lines()}
KEPT = About(
    "", is_entrusted=False, data=frozenset(), confidentiality=1, yearly_cents=0,
    is_on_site=False, is_done_by_us=True, is_by_one_person=False,
)  # fmt: skip


def line(code: str, base: About = KEPT) -> About:
    """An activity of the catalogue, everything else as in `base`."""
    return replace(base, name=LINES[code].name, code=code, function=LINES[code].function)


def entrusted(code: str) -> About:
    return replace(line(code), is_entrusted=True)


def codes(activity: About, company: Around = SMALL) -> set[str]:
    return {one.code for one in guard_rails.fired(activity, company)}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("COMPTA-01", "ACCOUNTING_MONOPOLY"),
        ("COMPTA-01", "E_INVOICING"),
        ("COMPTA-06", "DEBT_COLLECTION"),
        ("COMPTA-10", "FILING_MANDATE"),
        ("COMPTA-14", "RETENTION"),
        ("PAIE-02", "PAYSLIPS"),
        ("PAIE-02", "PROCESSOR"),
        ("PAIE-02", "KEEPING_RECORDS"),
        ("RH-01", "EMPLOYMENT_CONTRACTS"),
        ("RH-09", "POWERS"),
        ("JUR-02", "LEGAL_ADVICE"),
        ("COM-02", "CANVASSING"),
        ("ASSIST-06", "STAFF_AGREEMENTS"),
        ("IT-03", "HIRING_CLAUSE"),
        ("IT-03", "SUBCONTRACTING"),
    ],
)
def test_what_is_reserved_or_regulated_is_said_when_it_is_entrusted(
    code: str, expected: str
) -> None:
    assert expected in codes(entrusted(code))


@pytest.mark.parametrize("code", ["COMPTA-06", "PAIE-02", "JUR-02", "IT-03", "ASSIST-06"])
def test_what_stays_inside_is_left_in_peace(code: str) -> None:
    assert codes(line(code), BIG) == set()


@pytest.mark.parametrize(
    ("code", "expected", "veto", "is_blocking"),
    [
        ("RH-08", "WORKS_COUNCIL", Veto.COMMIT, True),
        ("RH-07", "DISMISSAL", Veto.SANCTION, True),
        ("COMPTA-04", "PAYMENT", Veto.PAY, False),
        ("PAIE-05", "PAYMENT", Veto.PAY, False),
        ("PAIE-03", "CONTROL", Veto.CONTROL, False),
        ("JUR-07", "COMMITMENT", Veto.COMMIT, False),
    ],
)
def test_what_may_not_leave_carries_a_veto_kept_inside_or_not(
    code: str, expected: str, veto: Veto, is_blocking: bool
) -> None:
    for activity in (line(code), entrusted(code)):
        found = {one.code: one for one in guard_rails.fired(activity, SMALL)}
        assert (found[expected].veto, found[expected].is_blocking) == (veto, is_blocking)


def test_a_veto_given_by_people_fires_what_the_code_would_have() -> None:
    own = replace(KEPT, name="Règlement des fournisseurs", vetoes=frozenset({Veto.PAY}))

    found = guard_rails.fired(own, SMALL)

    assert [(one.code, one.veto) for one in found] == [("PAYMENT", Veto.PAY)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Présidence du CSE", "WORKS_COUNCIL"),
        ("Lettres de licenciement", "DISMISSAL"),
        ("Relance des impayés", "DEBT_COLLECTION"),
        ("Établissement des paies", "PAYSLIPS"),
        ("Ménage des bureaux", "STAFF_AGREEMENTS"),
        ("Tenue de la comptabilité", "ACCOUNTING_MONOPOLY"),
        ("Contrats de travail", "EMPLOYMENT_CONTRACTS"),
    ],
)
def test_an_activity_of_ones_own_is_known_by_its_name(name: str, expected: str) -> None:
    assert expected in codes(replace(KEPT, name=name, is_entrusted=True))


def test_preparing_the_works_council_is_not_chairing_it() -> None:
    assert "WORKS_COUNCIL" not in codes(replace(KEPT, name="Préparation des réunions du CSE"))


@pytest.mark.parametrize(("heads", "expected"), [(49, False), (50, True)])
def test_the_works_council_is_consulted_from_fifty_people_on(heads: int, expected: bool) -> None:
    assert ("CONSULTATION" in codes(entrusted("IT-03"), Around(heads=heads))) is expected


@pytest.mark.parametrize(("cents", "expected"), [(499_999, False), (500_000, True)])
def test_vigilance_is_due_from_five_thousand_euros_for_the_whole_contract(
    cents: int, expected: bool
) -> None:
    assert ("VIGILANCE" in codes(replace(entrusted("IT-03"), contract_cents=cents))) is expected


@pytest.mark.parametrize(("yearly", "unknown"), [(500_000, ()), (200_000, (Need.AMOUNT_5000,))])
def test_less_in_a_year_says_nothing_of_a_contract_of_three(
    yearly: int, unknown: tuple[Need, ...]
) -> None:
    found = guard_rails.fired(replace(entrusted("IT-03"), yearly_cents=yearly), SMALL)

    (vigilance,) = (one for one in found if one.code == "VIGILANCE")

    assert vigilance.unknown == unknown


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"is_on_site": True}, {"LABOUR_LENDING", "MARCHANDAGE", "PREVENTION_PLAN"}),
        ({"is_done_by_us": True}, {"TRANSFER"}),
        ({"is_by_one_person": True}, {"REQUALIFICATION"}),
        ({"confidentiality": 3}, {"TRADE_SECRET"}),
        ({"data": frozenset({"customers"})}, {"PROCESSOR"}),
        ({"is_left": True}, {"BRUTAL_END"}),
        (
            {"is_fractional": True},
            {"DE_FACTO_MANAGER", "MANAGEMENT_AGREEMENT", "SHARED_TIME_FRAME"},
        ),
    ],
)
def test_each_circumstance_fires_its_own_rules_and_no_other(
    changes: dict[str, object], expected: set[str]
) -> None:
    calm = replace(entrusted("DIR-04"), is_done_by_us=False, contract_cents=0)

    told = replace(calm, **changes)  # type: ignore[arg-type]

    assert codes(told) - codes(calm) == expected


def test_what_nobody_answered_yet_is_asked_and_not_taken_for_no() -> None:
    found = guard_rails.fired(About("Infogérance", code="IT-03", function="it"), UNKNOWN)

    (consultation,) = (one for one in found if one.code == "CONSULTATION")

    assert consultation.unknown == (Need.ENTRUSTED, Need.HEADS_50)
    assert "50" in guard_rail_sentences.to_confirm(consultation)


def test_what_blocks_comes_first_and_what_waits_comes_last() -> None:
    told = replace(entrusted("RH-07"), is_on_site=None)

    found = guard_rails.fired(told, SMALL)
    ranks = [(not one.is_blocking, bool(one.unknown)) for one in found]

    assert ranks == sorted(ranks)
    assert (ranks[0], ranks[-1]) == ((False, False), (True, True))


@pytest.mark.parametrize("rule", guard_rails.rules(), ids=lambda one: one.guard_rail.code)
def test_every_rule_says_where_it_comes_from_what_it_means_and_what_to_do(
    rule: guard_rails.Rule,
) -> None:
    told = rule.guard_rail
    texts = (told.title, told.source, told.says, told.does)

    assert all(text.strip() for text in texts)
    assert told.status in {"confirmé", "à vérifier"}
    assert len(told.says) + len(told.does) < 450
    assert [fault for text in texts for fault in typography.faults(text)] == []
    assert told.veto is not None or not told.is_blocking


def test_rules_have_one_code_each_and_speak_of_the_catalogue_only() -> None:
    found = [one.guard_rail.code for one in guard_rails.rules()]
    functions = {one.function for one in LINES.values()}

    assert len(found) == len(set(found))
    assert {code for one in guard_rails.rules() for code in one.activities} <= set(LINES)
    assert {name for one in guard_rails.rules() for name in one.functions} <= functions


def test_the_caution_and_every_condition_have_their_words() -> None:
    said = [guard_rail_sentences.condition(need) for need in Need]

    assert guard_rail_sentences.caution() == "à faire valider par un conseil"
    assert len(set(said)) == len(Need)
