"""Secrets that are read again are sealed under a key that the database does not hold."""

import pytest
from pytest_django import Settings

from timonerie.foundations.accounts import sealing

TODAY, BEFORE = "today" * 12, "before" * 12


@pytest.mark.rule("SEC-04")
def test_a_sealed_text_says_nothing_and_differs_each_time(settings: Settings) -> None:
    first, second = (sealing.seal("JBSWY3DP", about="alice") for _time in range(2))
    assert first != second
    assert "JBSWY3DP" not in first
    assert sealing.unseal(first, about="alice") == "JBSWY3DP"


@pytest.mark.rule("SEC-04")
def test_a_sealed_text_opens_for_nobody_else_and_not_when_altered() -> None:
    sealed = sealing.seal("JBSWY3DP", about="alice")
    altered = sealed[:-4] + ("AAAA" if sealed[-4:] != "AAAA" else "BBBB")
    for text, about in ((sealed, "bob"), (altered, "alice")):
        with pytest.raises(sealing.Unreadable):
            sealing.unseal(text, about=about)


@pytest.mark.rule("SEC-03")
def test_an_earlier_key_still_opens_until_it_is_forgotten(settings: Settings) -> None:
    settings.SECRET_KEY = BEFORE
    sealed = sealing.seal("JBSWY3DP", about="alice")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = TODAY, [BEFORE]
    assert sealing.unseal(sealed, about="alice") == "JBSWY3DP"
    assert not sealing.is_current(sealed, about="alice")
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(sealed, about="alice")
