"""Words found in the folded copy of a page are shown as the page writes them."""

from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.contracts.rules.papers.pages import Page, folded, plain


def piece(text: str, words: str, *, is_scan: bool = False) -> str:
    """The literal piece of a text that some plain words stand for."""
    copy = folded(Page(1, text, is_scan))
    start = copy.text.index(words)
    first, last = copy.span(start, start + len(words))
    return text[first:last]


def test_capitals_accents_and_ligatures_do_not_matter() -> None:
    assert piece("Le PRÉAVIS du maître d’œuvre", "preavis du maitre d'oeuvre") == (
        "PRÉAVIS du maître d’œuvre"
    )


def test_a_word_cut_at_the_end_of_a_line_is_whole() -> None:
    assert piece("par tacite recon-\nduction d’un an", "reconduction") == "recon-\nduction"


def test_a_hyphen_between_two_lines_of_a_range_is_no_cut_word() -> None:
    assert folded(Page(1, "articles 3-\n4")).text == "articles 3- 4"


def test_a_scan_that_spoils_a_letter_is_mended_in_the_copy_only() -> None:
    text = "la rev0cation et le preav1s, la reverslbilité, la résillation"
    assert piece(text, "preavis", is_scan=True) == "preav1s"
    assert piece(text, "reversibilite", is_scan=True) == "reverslbilité"
    assert piece(text, "resiliation", is_scan=True) == "résillation"


def test_another_word_a_letter_away_is_left_as_it_is() -> None:
    text = "la session, la provision et les conventions"
    assert folded(Page(1, text, is_scan=True)).text == text


@given(st.text(max_size=300), st.booleans())
def test_every_folded_character_knows_its_place(text: str, is_scan: bool) -> None:
    copy = folded(Page(1, text, is_scan))
    assert len(copy.places) == len(copy.text) + 1
    assert list(copy.places) == sorted(copy.places)
    assert all(0 <= place <= len(text) for place in copy.places)


@given(st.text(max_size=300))
def test_a_plain_text_is_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)
