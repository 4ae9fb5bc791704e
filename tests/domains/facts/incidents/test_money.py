import pytest

from timonerie.domains.facts.rules.incidents import money


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("1250", "EUR", 125000),
        ("1 250,50", "EUR", 125050),
        ("12.5", "EUR", 1250),
        ("90", "XPF", 90),
    ],
)
def test_an_amount_is_read_in_the_smallest_unit_of_its_currency(
    text: str, currency: str, amount: int
) -> None:
    assert money.read(text, currency) == amount
    assert money.minor(money.major(amount, currency), currency) == amount


@pytest.mark.parametrize(
    ("text", "currency"),
    [("", "EUR"), ("-3", "EUR"), ("1,255", "EUR"), ("12,5", "XPF"), ("1.2.3", "EUR"), ("∞", "EUR")],
)
def test_what_is_no_amount_is_refused(text: str, currency: str) -> None:
    with pytest.raises(money.NoSuchAmount):
        money.read(text, currency)
