"""What the books answer: who costs what, when, and which months nobody knows."""

from datetime import date

from tests.factories import books
from tests.factories.books import NOW, OTHER_SIREN, Invoice
from timonerie.domains.facts.models import AccountingAnswers
from timonerie.domains.facts.operations import accounting, accounting_answers
from timonerie.domains.facts.queries import purchases
from timonerie.domains.organisation.operations import providers
from timonerie.foundations.accounts.actors import Actor


def test_without_books_nothing_is_said(alice: Actor) -> None:
    assert purchases.window() is None
    assert purchases.providers() == []
    assert purchases.payment_delays() is None
    assert purchases.by_month() == []
    assert purchases.concentration() is None


def test_suppliers_are_ranked_over_the_last_twelve_months(alice: Actor) -> None:
    books.read(alice)

    found = purchases.providers()

    assert [(one.name, one.spend) for one in found] == [
        ("NOVA", 12_200_00),
        ("CABINET DURAND", 6_000_00),
        ("FORMA PLUS", 2_400_00),
    ]
    assert sum(one.share or 0 for one in found) == 1
    assert found[0].months == (*[1_000_00] * 10, 1_100_00, 1_100_00)


def test_a_month_that_no_file_covers_is_not_zero(alice: Actor) -> None:
    half = [one for one in books.year(paid_after=None) if one.on.month >= 7]
    books.read(alice, books.content(half))

    span = purchases.window()
    assert span is not None
    assert span.missing == tuple(date(2025, month, 1) for month in range(1, 7))
    forma = Invoice("FORMA", "FORMA PLUS", date(2025, 8, 1), 50)
    assert forma.label not in {one.name for one in purchases.providers()}
    assert purchases.by_month()[:7] == [
        *[(date(2025, month, 1), None) for month in range(1, 7)],
        (date(2025, 7, 1), 1_000_00),
    ]


def test_a_credit_note_comes_off(alice: Actor) -> None:
    back = Invoice("NOVA", "NOVA", date(2025, 12, 15), -300, paid_after=None)
    books.read(alice, books.content([*books.year(), back]))

    nova = purchases.providers()[0]
    assert (nova.spend, nova.credits) == (11_900_00, -300_00)


def test_what_recurs_tells_its_rise(alice: Actor) -> None:
    books.read(alice)

    nova = purchases.recurring()[0]

    assert (nova.name, nova.period, nova.usual, nova.yearly) == (
        "NOVA", "month", 1_100_00, 13_200_00,
    )  # fmt: skip
    (rise,) = nova.changes
    assert rise[:3] == (date(2025, 11, 5), 1_000_00, 1_100_00)
    assert not nova.missing


def test_delays_come_from_the_lettering_or_are_not_measured(alice: Actor) -> None:
    books.read(alice)
    delays = purchases.payment_delays()
    assert delays is not None
    assert delays.overall is not None
    assert (delays.overall.median, delays.overall.count) == (30, 14)
    assert delays.unlettered == 3

    books.read(alice, books.content(books.year(paid_after=None)))
    delays = purchases.payment_delays()
    assert delays is not None
    assert delays.overall is None
    assert "no_lettering" in {gap["reason"] for gap in purchases.part("gaps")}


def test_fees_above_the_threshold_are_candidates(alice: Actor) -> None:
    books.read(alice)

    (durand,) = purchases.part("das2")
    assert purchases.whose(durand["provider"])[0] == "CABINET DURAND"
    assert (durand["year"], durand["net"], durand["gross"]) == (2025, 6_000_00, 7_200_00)


def test_a_provider_gathers_what_its_accounts_cost(alice: Actor) -> None:
    nova = providers.create(by=alice, at=NOW, name="Nova")
    books.read(alice)
    books.read(alice, books.content(books.year(monthly=500)), file_name=books.name(OTHER_SIREN))

    found = purchases.of_provider(nova.pk)

    assert found is not None
    assert (found.name, found.spend, found.months[0]) == ("Nova", 18_300_00, 1_500_00)
    assert len(purchases.recurring(provider=nova.pk)) == 2


def test_answers_are_computed_once_for_the_same_files(alice: Actor) -> None:
    first = books.read(alice)
    before = AccountingAnswers.objects.get()
    corrected = books.read(alice, books.content(books.year(monthly=2000)))

    accounting.retire(by=alice, at=NOW, file=corrected)
    again = accounting_answers.refresh(by=alice, at=NOW)

    first.refresh_from_db()
    assert again == before


def test_while_answers_are_missing_nothing_is_said(alice: Actor) -> None:
    books.read(alice)
    AccountingAnswers.objects.all().delete()
    assert purchases.window() is None
    assert purchases.providers() == []


def test_invoices_not_received_are_nobody_in_particular(alice: Actor) -> None:
    data = books.content(books.year()).replace(b"401000\tFournisseurs\tFORMA", b"408100\tFNP\t")
    books.read(alice, data)

    found = {one.name: one for one in purchases.providers()}
    held = purchases.concentration()

    accrual = next(one for one in found.values() if not one.is_somebody)
    assert (accrual.spend, accrual.share, accrual.third_parties) == (2_400_00, None, ())
    assert held is not None
    assert held.count == 2
    assert sum(one.share or 0 for one in found.values()) == 1
