"""What bidders may read: never what was measured, nor who is in place, nor what is left open."""

from dataclasses import replace

import pytest
from hypothesis import given

from tests.domains.sourcing.rules.statements.confidential import MEASURED, statements
from tests.domains.sourcing.rules.statements.lines import line, whole
from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements import bidding, filling, values, wording
from timonerie.domains.sourcing.rules.statements.known import Chosen
from timonerie.domains.sourcing.rules.statements.shapes import Line


@given(statements())
def test_no_line_tells_a_measure_a_name_or_a_question(drawn: tuple[str, list[Line]]) -> None:
    name, lines = drawn
    for before, after in zip(lines, bidding.lines(lines, names=[name]), strict=True):
        told = f"{after.title} {after.text} {after.values}"
        assert not wording.places(told, name)
        assert not wording.BLANK.search(told)
        assert "médiane" not in told
        assert (after.key, after.section, after.kind) == (before.key, before.section, before.kind)
        assert values.faults(after.kind, after.values) == ()


def test_what_hides_nothing_stays_letter_for_letter() -> None:
    lines = [replace(one, activity="", origin="") for one in whole()]
    assert bidding.lines(lines, names=["Nova Paie"]) == lines
    assert not bidding.is_internal(lines, {"title": "Paie", "provider": ""}, names=["Nova Paie"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Sites : Lyon. Prestataire actuel : S.A. Dupont. Suite.", "Sites : Lyon. Suite."),
        ("Prestataire actuel : S.A. Durand, Écho.", ""),
        ("Comme DUPONT le fait.", "Comme le prestataire en place le fait."),
        ("Reprise chez s.a. dupont.", "Reprise chez le prestataire en place."),
        ("La Novation continue.", "La Novation continue."),
        ("Volumes [à compléter : combien ?] à l’année", "Volumes à l’année"),
    ],
)
def test_a_name_is_hidden_as_whole_words(text: str, shown: str) -> None:
    assert bidding.text(text, names=["S.A. Dupont", "Nova"]) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Reprise de Nova Paie.", "Reprise de le prestataire en place."),
        ("Reprise chez nova-paie SARL, à Lyon.", "Reprise chez le prestataire en place, à Lyon."),
        (
            "Reprise chez NOVA\u00a0PAIE S.A.S., à Lyon.",
            "Reprise chez le prestataire en place, à Lyon.",
        ),
        ("Écrire à jean.petit@nova-paie.fr.", "Écrire à le prestataire en place."),
        ("Écrire à novapaie@example.org, vite.", "Écrire à le prestataire en place, vite."),
        ("Voir https://www.novapaie.com/tarifs ici", "Voir le prestataire en place ici"),
        (
            "Chez Lefèvre puis LEFEVRE & Associés.",
            "Chez le prestataire en place puis le prestataire en place.",
        ),
        ("Demander à paie@lefevre-associes.fr", "Demander à le prestataire en place"),
        (
            "Écrire à compta@brevent.fr, chez Novation.",
            "Écrire à compta@brevent.fr, chez Novation.",
        ),
        (
            "La paie est établie le 5. Les associés votent.",
            "La paie est établie le 5. Les associés votent.",
        ),
    ],
)
def test_a_name_is_hidden_in_the_other_ways_of_writing_it(text: str, shown: str) -> None:
    assert bidding.text(text, names=["Nova Paie SAS", "Selarl Lefèvre & Associés"]) == shown


@pytest.mark.parametrize("name", ["SAS", "Associés", "SARL & Cie", "", "-", "S.A."])
def test_a_name_that_is_but_a_legal_form_hides_itself_alone(name: str) -> None:
    text = "Reprise chez un confrère, cie@example.org."
    assert bidding.text(text, names=[name]) == text


def test_a_drafted_scope_no_longer_says_who_is_in_place() -> None:
    chosen = Chosen(code="PAIE", name="Paie", provider="Nova Paie, Écho S.A.")
    text, said = filling.filled(Kind.SCOPE, "Établir la paie.", {}, chosen)
    assert "Nova Paie" in text
    scope = line(Kind.SCOPE, text=text, values=said)
    assert bidding.line(scope, names=["Nova Paie", "Écho S.A."]).text == "Établir la paie."


@pytest.mark.parametrize(
    "held",
    [
        line(Kind.SERVICE_LEVEL, values={"measured": MEASURED}),
        line(Kind.TEXT, text="[à compléter : quoi ?]"),
        line(Kind.PROCESS, title="Reprise de Nova Paie"),
        line(Kind.GOVERNANCE, values={"who": "Nova Paie et le DAF"}),
    ],
)
def test_a_statement_with_one_such_thing_is_internal(held: Line) -> None:
    about = {"title": "Paie", "provider": ""}
    assert bidding.is_internal([*whole(), held], about, names=["Nova Paie"])
    assert bidding.is_internal(whole(), {**about, "provider": "Nova"}, names=[])
