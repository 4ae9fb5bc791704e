"""What a letter says: every figure has its line, what is unsure is a question, nobody signed."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
import rfc8785
from django.utils import translation

from tests import libreoffice
from tests.factories import challenges as factory
from tests.factories import missions as mission_factory
from tests.factories.organisation import NOW
from timonerie.domains.challenge.catalogue import ladder as catalogue
from timonerie.domains.challenge.enums import Rung
from timonerie.domains.challenge.models import Challenge, LetterVersion
from timonerie.domains.challenge.operations import letters, replies, sendings, steps
from timonerie.domains.challenge.operations.sendings import Sent
from timonerie.domains.challenge.operations.steps import Taking
from timonerie.domains.challenge.papers import annexes, keeping, making
from timonerie.domains.challenge.papers.letters import Promised
from timonerie.domains.challenge.queries import signers
from timonerie.domains.contracts.models import ContractClient
from timonerie.domains.contracts.operations import missions
from timonerie.domains.organisation.operations import legal, people, providers
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

TODAY = date(2026, 3, 2)
LATER = NOW + timedelta(days=60)


def words(content: bytes) -> str:
    """The text of a PDF, on one line."""
    document = pypdfium2.PdfDocument(content)
    pages = " ".join(one.get_textpage().get_text_range() for one in document)
    return " ".join(pages.replace("\ufffe", "").split())


def said(letter: LetterVersion) -> str:
    """Every text of a letter, its no-break spaces as plain ones."""
    told = "\n".join(keeping.texts(letter.document))
    return told.replace("\u00a0", " ").replace("\u202f", " ")


def climbed(by: Actor) -> Challenge:
    """As far as a formal notice left without an answer."""
    made = factory.opened(by)
    replies.note(by=by, at=NOW, step=factory.taken(by, made), text="Nous voyons", received_on=TODAY)
    factory.taken(by, made, "meeting")
    factory.sent(by, factory.taken(by, made, "notice"))
    return made


def test_what_nobody_knows_is_a_question_in_brackets(alice: Actor) -> None:
    letter = factory.letter(alice)
    told = said(letter)
    assert "[à compléter : quel numéro ?]" in told
    assert "[à compléter : quelle adresse postale ?]" in told
    assert "[à compléter : qui signe, en quelle qualité ?]" in told
    assert letter.blanks == told.count("[à compléter") == 4


def test_what_is_known_of_both_sides_is_told(alice: Actor) -> None:
    firm = providers.create(
        by=alice,
        at=NOW,
        name="Nova",
        siren="732829320",
    )
    type(firm).objects.filter(pk=firm.pk).update(address="3 rue du Port, Lyon", legal_form="SAS")
    firm.refresh_from_db()
    made = factory.opened(alice, firm=firm)
    ours = legal.add_entity(by=alice, at=NOW, name="Brévent SA", siren="356000000")
    assert made.contract is not None
    ContractClient.objects.create(contract=made.contract, legal_entity=ours)
    told = said(factory.letter(alice, made))
    assert "Brévent SA, SIREN 356000000" in told
    assert "Nova SAS, SIREN 732829320, 3 rue du Port, Lyon" in told


def test_who_holds_no_known_power_does_not_sign_a_notice(alice: Actor) -> None:
    made = factory.opened(alice)
    replies.note(by=alice, at=NOW, step=factory.taken(alice, made), text="Non", received_on=TODAY)
    taking = Taking(rung="notice", signer=alice.name)
    with pytest.raises(Refused, match="le pouvoir de signer") as refused:
        steps.take(by=alice, at=NOW, challenge=made, version=None, taking=taking)
    assert refused.value.field == "signer"
    step = factory.taken(alice, made, "notice")
    assert "[à compléter : qui a le pouvoir de signer ?]" in said(step.letters.get())


def test_a_delegation_in_force_up_to_the_amount_signs(alice: Actor) -> None:
    claire = people.create(by=alice, at=NOW, name="Claire Roux")
    limits: dict[str, Any] = {
        "delegation": "Achats",
        "person": claire,
        "delegation_end_date": date(2026, 12, 31),
    }
    held = mission_factory.said(None, **limits, delegation_cents=1_200_000)
    missions.create(by=alice, at=NOW, said=held)
    made = factory.opened(alice)
    replies.note(by=alice, at=NOW, step=factory.taken(alice, made), text="Non", received_on=TODAY)
    factory.taken(alice, made, "notice")
    notice = catalogue.by_code()[Rung.NOTICE]
    [found] = signers.able(made.contract, notice, writer=alice, on=TODAY)
    assert (found.name, found.ground) == ("Claire Roux", "delegation")
    step = made.steps.get(rung="notice")
    letter = letters.prepare(by=alice, at=NOW, step=step, asked="", signer="Claire Roux")
    assert "Pour Ateliers Brévent : Claire Roux, Direction financière" in said(letter)
    assert signers.able(made.contract, notice, writer=alice, on=date(2027, 1, 1)) == []


def test_versions_are_numbered_and_sealed(alice: Actor) -> None:
    first = factory.letter(alice)
    second = letters.prepare(by=alice, at=NOW, step=first.step, asked="Un plan sous huit jours.")
    assert (first.number, second.number) == (1, 2)
    assert "Un plan sous huit jours." in said(second)
    assert first.sha256 != second.sha256
    kept = hashlib.sha256(rfc8785.dumps(second.document)).hexdigest()
    assert second.sha256 == kept
    sent = Sent(sent_on=TODAY, sent_by="Paul", carriage="email")
    sendings.note(by=alice, at=NOW, letter=second, sent=sent)
    with pytest.raises(Refused, match="est partie"):
        letters.prepare(by=alice, at=NOW, step=first.step, asked="")


def test_a_later_letter_recalls_what_was_really_sent(alice: Actor) -> None:
    made = factory.opened(alice)
    factory.sent(alice, factory.taken(alice, made))
    notice = steps.take(
        by=alice, at=LATER, challenge=made, version=None, taking=Taking(rung="notice")
    )
    assert "demande écrite, le 2 mars 2026" in said(notice.letters.get())


def test_the_text_of_the_pdf_carries_every_line_of_the_annex(alice: Actor) -> None:
    made = factory.opened(alice)
    letter = factory.letter(alice, made)
    told = words(making.made(letter, kind="pdf").content).replace("\u200b", "")
    for fact in made.facts.all():
        for cell in annexes.row(fact):
            assert " ".join(cell.split()) in told


@pytest.mark.slow
def test_word_opens_in_another_reader_with_the_same_figures(alice: Actor) -> None:
    letter = factory.letter(alice)
    paper = making.made(letter, kind="docx")
    assert paper.name == "demande-ecrite-nova-v1.docx"
    told = words(libreoffice.printed(paper.content)).replace("\u202f", " ")
    for text in ("188 / 200", "94 %", "au moins 95 %", "février 2026", "16 mars 2026"):
        assert text in told


@pytest.mark.parametrize("rung", [one.code for one in catalogue.steps()])
def test_every_rung_has_a_letter_with_no_field_left_open(alice: Actor, rung: str) -> None:
    made = factory.opened(alice) if rung in ("remark", "request") else climbed(alice)
    promises = [Promised("Doubler le contrôle", date(2026, 6, 1))]
    taking = Taking(rung=rung, promises=promises)
    step = steps.take(by=alice, at=LATER, challenge=made, version=None, taking=taking)
    letter = step.letters.get()
    told = said(letter)
    assert "{" not in told
    assert "Doubler le contrôle" in told
    assert made.contract is not None
    assert made.contract.name in told
    assert making.made(letter, kind="pdf").content.startswith(b"%PDF")


def test_letters_are_french_whatever_the_language_of_the_reader(alice: Actor) -> None:
    with translation.override("en"):
        letter = factory.letter(alice)
        assert "Ce que nous demandons" in said(letter)
        assert "projet, non signé" in making.document(letter).reference.version
