"""A finding is a literal piece of a page, and what speaks of something else is none."""

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import contract_pdfs
from tests.repository import regexes
from timonerie.domains.contracts.rules.papers import findings, looking
from timonerie.domains.contracts.rules.papers.catalogue import Clause, signs
from timonerie.domains.contracts.rules.papers.findings import Finding
from timonerie.domains.contracts.rules.papers.pages import Page

PASSAGES = [
    part.text
    for name in ("tuning", "held_out", "others")
    for one in contract_pdfs.texts(name)
    for part in one.parts
]
NOISE = st.text(st.sampled_from("abcé ’.;-\n0159%€«»()ŒﬁĲ"), max_size=60)


def found(text: str) -> dict[Clause, Finding]:
    return findings.found([Page(1, text)])


@given(st.lists(st.one_of(st.sampled_from(PASSAGES), NOISE), max_size=8), st.booleans())
def test_an_extract_is_never_invented(parts: list[str], is_scan: bool) -> None:
    pages = [Page(number, text, is_scan) for number, text in enumerate(parts, start=1)]
    for clause, one in findings.found(pages).items():
        text = pages[one.page - 1].text
        assert one.clause == clause
        assert one.extract == text[one.start : one.end] != ""
        assert len(one.extract) <= findings.LONGEST + 100
    for proposal in looking.look(pages).proposals:
        text = pages[proposal.page - 1].text
        assert proposal.extract == text[proposal.start : proposal.end] != ""


def test_the_article_and_the_page_are_told() -> None:
    pages = [
        Page(1, "Article 1 – Objet\nLa paie."),
        Page(2, "Article 7.2 – Préavis\nLe préavis est de trois mois avant l’échéance."),
    ]
    one = findings.found(pages)[Clause.NOTICE]
    assert (one.page, one.article) == (2, "7.2")
    assert one.extract == "Le préavis est de trois mois avant l’échéance."


def test_an_article_goes_on_over_the_page() -> None:
    pages = [
        Page(1, "Article 9 – Réversibilité\nÀ la fin du contrat,"),
        Page(2, "le prestataire transmet les dossiers au nouveau prestataire sous un mois."),
    ]
    assert findings.found(pages)[Clause.REVERSIBILITY].article == "9"


def test_a_line_of_a_table_of_contents_is_no_clause() -> None:
    contents = "SOMMAIRE\nArticle 4 – Durée et reconduction ........ 3\n5. Réversibilité .... 4"
    assert found(contents) == {}


def test_the_running_head_of_pages_is_no_clause() -> None:
    pages = [
        Page(number, f"Contrat conclu pour une durée de trois ans – page {number}\nTexte neutre.")
        for number in (1, 2, 3)
    ]
    assert findings.found(pages) == {}


def test_penalties_for_late_payment_are_no_service_level() -> None:
    text = (
        "Tout retard de paiement entraîne une pénalité égale à trois fois le taux d’intérêt légal."
    )
    assert Clause.SERVICE_LEVELS not in found(text)


def test_how_long_a_secret_is_kept_is_no_term() -> None:
    text = "La confidentialité est due pendant une durée de cinq ans après la fin du contrat."
    assert Clause.TERM not in found(text)


def test_what_the_text_rules_out_is_said_so() -> None:
    text = "Le prestataire n’est tenu à aucune assistance ni à la réversibilité en fin de contrat."
    assert found(text)[Clause.REVERSIBILITY].excludes
    plain = "Le prestataire assure la réversibilité vers le nouveau prestataire."
    assert not found(plain)[Clause.REVERSIBILITY].excludes


ENGLISH = """This services agreement is made between the parties. The term of this agreement shall
be for three years and shall be renewed by the parties. Either party may terminate the agreement by
notice in writing to the other, and the supplier shall return the data to the customer."""


def test_a_contract_in_english_is_said_to_be_and_nothing_is_found_in_it() -> None:
    looked = looking.look([Page(1, ENGLISH)])
    assert looked.nature.language == "en"
    assert (looked.findings, looked.proposals) == ({}, [])


def test_every_pattern_has_measure() -> None:
    patterns = [one for known in signs().values() for kind in vars(known).values() for one in kind]
    wrong = {one.pattern: faults for one in patterns if (faults := regexes.faults(one))}
    assert wrong == {}
