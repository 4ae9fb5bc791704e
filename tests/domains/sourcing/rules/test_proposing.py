"""What names, trades, contracts and accounts say of who does what; never more than they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.sourcing import catalogue, proposal_sentences
from timonerie.domains.sourcing.enums import Certainty
from timonerie.domains.sourcing.rules import proposal_words
from timonerie.domains.sourcing.rules.proposing import (
    Clue,
    Evidence,
    Heads,
    Payee,
    Proposal,
    key_of,
    propose,
)

CODES = {one.code for one in catalogue.lines()}
TEAM = [Heads("Lyon", 40), Heads("Nantes", 12)]


def of(name: str, *accounts: str, trade: str = "", contracts: tuple[str, ...] = ()) -> set[str]:
    payee = Payee("X", name, trade=trade, accounts=accounts, contracts=contracts)
    return {one.code for one in propose([payee], [])}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("FIDUCIAIRE DU RHÔNE SARL", "COMPTA-14"),
        ("S.A.S. Expertise-Comptable Morel", "COMPTA-14"),
        ("Orvanne Paie", "PAIE-02"),
        ("SELARL d’avocats Filandre", "JUR-02"),
        ("Perceneige Propreté", "ASSIST-06"),
        ("ARVE GARDIENNAGE", "ASSIST-06"),
        ("Altis Sécurité Informatique", "IT-04"),
        ("Nimbus Infogérance SAS", "IT-03"),
        ("CINQ SUR CINQ TELECOM", "IT-07"),
        ("Permanence téléphonique du Lac", "ASSIST-01"),
        ("Ardent Recrutement", "RH-02"),
        ("Allure Intérim", "RH-02"),
        ("Savoirs Formation EURL", "RH-05"),
        ("Courtage d’assurances Vidal", "COMPTA-18"),
        ("Mobil Flotte", "ASSIST-07"),
        ("Médecine du travail de l’Isère", "RH-09"),
        ("Relances & Recouvrement", "COMPTA-06"),
    ],
)
def test_a_word_of_the_name_says_the_activity(name: str, expected: str) -> None:
    found = {one.code: one for one in propose([Payee("X", name)], [])}

    assert found[expected].certainty == Certainty.ESTIMATED
    assert found[expected].evidence == (Evidence(Clue.NAME, name),)


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("62260000", {"COMPTA-14"}),
        ("6227", {"JUR-01", "JUR-04"}),
        ("61560000", {"QSE-04", "IT-03"}),
        ("6161", {"COMPTA-18"}),
        ("62510000", {"ASSIST-07"}),
        ("6262", {"IT-07"}),
        ("64750000", {"RH-09"}),
        ("611000", set()),
        ("6132", set()),
        ("6257", set()),
        ("601", set()),
    ],
)
def test_an_account_alone_is_only_a_proposal(account: str, expected: set[str]) -> None:
    found = propose([Payee("X", "DURAND", accounts=(account,))], [])

    assert {one.code for one in found} == expected
    assert {one.certainty for one in found} <= {Certainty.PROPOSED}
    assert {one.evidence for one in found} <= {(Evidence(Clue.ACCOUNT, account),)}


def test_words_silence_the_accounts() -> None:
    assert of("Clair Nettoyage", "61550000") == {"ASSIST-06"}
    assert of("Bureau d’études Faure", "62260000") == set()


def test_a_bare_cabinet_is_guessed_from_its_account() -> None:
    assert of("Cabinet Durand", "62260000") == {"COMPTA-14"}
    assert of("Cabinet Durand") == set()
    assert "COMPTA-14" not in of("Cabinet d’avocats Durand", "62260000")


@pytest.mark.parametrize(
    ("name", "unwanted"),
    [
        ("Banque de Paiement", "PAIE-02"),
        ("Sécurité informatique Alba", "ASSIST-06"),
        ("Formation paie", "PAIE-02"),
        ("Logiciels de paie Ariane", "PAIE-02"),
        ("Restaurant du Port", "PAIE-09"),
    ],
)
def test_words_that_look_alike_are_not_taken_for_one_another(name: str, unwanted: str) -> None:
    assert unwanted not in of(name)


def test_fees_are_not_for_accounts_where_a_name_says_who_keeps_them() -> None:
    morel = Payee("M", "Morel Expertise comptable", accounts=("6226",))
    other = Payee("X", "DURAND", accounts=("6226", "6161"))

    assert {one.code for one in propose([other], [])} == {"COMPTA-14", "COMPTA-18"}
    assert {one.code for one in propose([other, morel], []) if one.provider == "X"} == {"COMPTA-18"}
    assert {one.code for one in propose([other], [], {key_of("COMPTA-14", "M")})} == {"COMPTA-18"}


def test_firms_that_everybody_knows_need_no_word_of_their_trade() -> None:
    assert of("ONET SERVICES SAS") == {"ASSIST-06"}
    assert of("Allianz IARD", "6226") == {"COMPTA-18"}


def test_trades_and_contracts_speak_too_and_say_so() -> None:
    payee = Payee("X", "Alba", trade="Infogérance", contracts=("Tenue de la paie",))

    found = {one.code: one.evidence for one in propose([payee], [])}

    assert found["IT-03"] == (Evidence(Clue.TRADE, "Infogérance"),)
    assert found["PAIE-02"] == (Evidence(Clue.CONTRACT, "Tenue de la paie"),)
    assert proposal_sentences.said(found["IT-03"][0]).endswith("Infogérance")


def test_several_activities_of_one_provider_share_a_cost_that_is_said_once() -> None:
    payee = Payee("X", "Morel Expertise comptable et paie", yearly_cents=4_150_000)

    found = propose([payee], [])

    assert {"COMPTA-14", "PAIE-02", "PAIE-04"} <= {one.code for one in found}
    assert [one.yearly_cents for one in found if one.yearly_cents is not None] == [4_150_000]
    assert all(one.together == tuple(each.code for each in found) for one in found)
    assert str(len(found)) in proposal_sentences.cost_note(found[0])


def test_payroll_is_run_inside_where_heads_exist_and_nobody_is_paid_for_it() -> None:
    found = {one.code: one for one in propose([Payee("X", "Clair Nettoyage")], TEAM)}

    assert found["PAIE-02"].provider is None
    assert found["PAIE-02"].evidence == (Evidence(Clue.PAYROLL, "52"),)
    assert "52" in proposal_sentences.said(found["PAIE-02"].evidence[0])


def test_payroll_that_somebody_is_paid_for_is_not_run_inside_too() -> None:
    found = propose([Payee("X", "Orvanne Paie")], TEAM)

    assert [one.provider for one in found if one.code == "PAIE-02"] == ["X"]
    assert [one.provider for one in found if one.code == "PAIE-03"] == [None]


@pytest.mark.parametrize(("people", "expected"), [(10, False), (11, True)])
def test_a_works_council_is_proposed_from_eleven_people_on(people: int, expected: bool) -> None:
    assert ("RH-08" in {one.code for one in propose([], [Heads("", people)])}) is expected


def test_what_is_known_or_was_set_aside_is_not_proposed_again() -> None:
    payees = [Payee("X", "Orvanne Paie")]
    run, filed = key_of("PAIE-02", "X"), key_of("PAIE-04", "X")

    known = {one.key for one in propose(payees, TEAM, {run, filed})}
    aside = {one.key for one in propose(payees, TEAM, set_aside={run, filed})}

    assert known.isdisjoint({run, filed, key_of("PAIE-02", None)})
    assert aside.isdisjoint({run, filed})
    assert key_of("PAIE-02", None) in aside


def test_a_cost_goes_to_what_is_left_where_its_activity_is_set_aside() -> None:
    payees = [Payee("X", "Orvanne Paie", yearly_cents=900)]
    first, second = propose(payees, [])

    (left,) = propose(payees, [], set_aside={first.key})

    assert (left.code, left.yearly_cents, left.together) == (second.code, 900, (second.code,))


def test_every_rule_names_activities_of_the_catalogue() -> None:
    spoken = {code for rule in proposal_words.words() for code in rule.codes}
    booked = {code for one in proposal_words.accounts().values() for code in one.codes}
    inside = {code for rule in proposal_words.inside() for code in (*rule.codes, *rule.unless_paid)}

    assert spoken | booked | inside <= CODES


def test_evidence_is_said_in_words_of_the_page() -> None:
    account = Evidence(Clue.ACCOUNT, "6226")

    assert proposal_sentences.said(account) == "dit par le compte 6226"
    assert proposal_sentences.said(Evidence(Clue.NAME, "X")) == "dit par le nom du prestataire"


NAMES = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(["Cabinet", "paie", "nettoyage", "SAS", "sécurité", "formation", "IT"]),
        max_size=4,
    ).map(" ".join),
)
PAYEES = st.lists(
    st.builds(
        Payee,
        key=st.uuids().map(str),
        name=NAMES,
        trade=NAMES,
        accounts=st.lists(st.from_regex(r"6[0-5][0-9]{1,6}", fullmatch=True), max_size=3).map(
            tuple
        ),
        yearly_cents=st.none() | st.integers(-(10**9), 10**9),
    ),
    max_size=5,
)


@given(payees=PAYEES, people=st.integers(0, 200))
def test_whatever_the_files_say_no_cost_is_made_up_nor_said_twice(
    payees: list[Payee], people: int
) -> None:
    found = propose(payees, [Heads("", people)])

    assert {one.code for one in found} <= CODES
    assert len({one.key for one in found}) == len(found)
    for payee in payees:
        mine = [one for one in found if one.provider == payee.key]
        said = [one.yearly_cents for one in mine if one.yearly_cents is not None]
        assert said == ([payee.yearly_cents] if mine and payee.yearly_cents is not None else [])
    assert all(one.yearly_cents is None for one in found if one.provider is None)


@given(payees=PAYEES, people=st.integers(0, 200))
def test_proposals_once_accepted_are_not_made_again(payees: list[Payee], people: int) -> None:
    heads = [Heads("", people)]
    keys = {one.key for one in propose(payees, heads)}
    again: list[Proposal] = propose(payees, heads, keys)
    assert again == []
