"""A contract file is read whole, or refused with its key, its line and what to write instead."""

from datetime import date

import pytest

from timonerie.domains.contracts.rules import clause_files
from timonerie.domains.contracts.rules.clause_files import ClauseFault
from timonerie.domains.contracts.rules.clauses import Amendment, Suspension
from timonerie.domains.contracts.rules.lengths import INDEFINITE, Length

WHOLE = """
start = 2023-02-01
firm = "36 months"
renewal = "tacit"
renewal_length = "12 months"
notice = "3 months"
notice_counts = "sent"
preparation = "6 weeks"
business_day = "before"
country = "FR"
subdivision = 974
notice_given = "2025-10-31"

[[suspension]]
from = 2024-04-01
to = 2024-04-30

[[amendment]]
on = 2025-06-01
notice = "6 months"
"""


def fault(text: str) -> ClauseFault:
    with pytest.raises(ClauseFault) as raised:
        clause_files.read(text)
    return raised.value


def test_every_key_of_a_file_is_read() -> None:
    clauses = clause_files.read(WHOLE)

    assert clauses.start == date(2023, 2, 1)
    assert (clauses.firm, clauses.renewal, clauses.notice_counts) == (
        Length(months=36), "tacit", "sent",
    )  # fmt: skip
    assert clauses.preparation == Length(weeks=6)
    assert (clauses.business_day, clauses.country, clauses.subdivision) == ("before", "FR", "974")
    assert clauses.notice_given == date(2025, 10, 31)
    assert clauses.suspensions == (Suspension(date(2024, 4, 1), date(2024, 4, 30)),)
    assert clauses.amendments == (Amendment(date(2025, 6, 1), {"notice": Length(months=6)}),)


def test_a_file_without_firm_term_has_no_end() -> None:
    assert clause_files.read("start = 2023-02-01").firm is INDEFINITE


def test_a_suspension_may_stand_in_an_amendment() -> None:
    clauses = clause_files.read(
        "start = 2023-02-01\n[[amendment]]\non = 2024-03-15\n"
        "[[amendment.suspension]]\nstart = 2024-04-01\nend = 2024-04-30\n"
    )

    assert clauses.suspensions == (Suspension(date(2024, 4, 1), date(2024, 4, 30)),)


@pytest.mark.parametrize(
    ("line", "key", "number", "remedy"),
    [
        ('firm = "36 moths"', "firm", 2, "36 months"),
        ("firm = 36", "firm", 2, "entre guillemets"),
        ('firm = "0 days"', "firm", 2, "n’est pas une durée"),
        ('renewal = "maybe"', "renewal", 2, "tacit, express, none"),
        ('notise = "3 months"', "notise", 2, "«\u00a0notice\u00a0»"),
        ('notice_given = "hier"', "notice_given", 2, "2026-05-15"),
        ("notice_given = 2025-01-01T10:00:00", "notice_given", 2, "n’est pas une date"),
        ('country = "Narnia"', "country", 2, "pays inconnu"),
        ('subdivision = "57"', "subdivision", 2, "country"),
        ("renewals = -1", "renewals", 2, "nombre de reconductions"),
        ("renewals = true", "renewals", 2, "nombre de reconductions"),
        ('\n[[amendment]]\nnotice = "3 months"', "amendment[1].on", 3, "prend effet"),
        ('\n[[amendment]]\non = 2025-01-01\nnotice = "x"', "amendment[1].notice", 5, "durée"),
        ("\n[[suspension]]\nfrom = 2025-01-01", "suspension[1].to", 3, "même prévus"),
        ("\n[[suspension]]\nfrom = 2025-02-01\nto = 2025-01-01", "suspension[1].to", 5, "avant"),
        ('suspension = "x"', "suspension", 2, "[[suspension]]"),
    ],
)
def test_what_is_wrong_is_told_with_its_key_its_line_and_the_remedy(
    line: str, key: str, number: int, remedy: str
) -> None:
    found = fault(f"start = 2023-02-01\n{line}\n")

    assert (found.key, found.line) == (key, number)
    assert remedy in found.sentence


def test_the_second_amendment_is_the_one_told() -> None:
    found = fault(
        "start = 2023-02-01\n[[amendment]]\non = 2024-01-01\n[[amendment]]\non = 'demain'\n"
    )

    assert (found.key, found.line) == ("amendment[2].on", 5)


def test_a_file_without_start_says_what_to_write() -> None:
    assert "start = 2025-01-01" in fault('firm = "36 months"').sentence


def test_what_is_no_toml_is_told_with_its_line() -> None:
    found = fault('start = 2023-02-01\nfirm = "36 months\n')

    assert found.line == 2
    assert "36 months" in found.sentence
