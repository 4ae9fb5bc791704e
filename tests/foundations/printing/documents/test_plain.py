"""What a format forbids, and what would deceive the eye, is left out; nothing else is."""

from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from tests.foundations.printing.documents.samples import RICH
from timonerie.foundations.printing.documents.plain import cleaned, plain


@given(st.text(alphabet=st.characters()))
def test_xml_takes_whatever_is_left(text: str) -> None:
    element = Element("t")
    element.text = plain(text)
    assert (fromstring(tostring(element)).text or "") == plain(text)


@given(st.text(alphabet=st.characters()))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_letters_breaks_and_pictures_stay() -> None:
    assert plain("« Œuvre »\t1\u202f248 €\n😀👩‍👧") == "« Œuvre »\t1\u202f248 €\n😀👩‍👧"


def test_what_turns_or_hides_a_text_goes() -> None:
    assert plain("a\x00b\u202ec\ufeffd\ud800e\r\nf\rg") == "abcde\nf\ng"


def test_every_text_of_a_document_is_cleaned() -> None:
    assert "\\x1b" in repr(RICH)
    assert "\\x1b" not in repr(cleaned(RICH))
    assert cleaned(RICH).articles[3] == RICH.articles[3]
