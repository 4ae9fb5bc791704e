"""Which firms the first pages of a paper name."""

from timonerie.domains.contracts.rules.papers import names

FIRMS = {"nova": ("NOVA PAIE SAS", "732829320"), "durand": ("Durand & Associés", ""),
         "orange": ("Orange", ""), "edf": ("EDF", "")}  # fmt: skip


def test_a_firm_is_named_whatever_its_dress() -> None:
    text = "Entre la société Nova-Paie (S.A.S.) et le cabinet DURAND ET ASSOCIES, il est convenu"
    assert set(names.named_in(text, FIRMS)) == {"nova", "durand"}


def test_a_siren_names_a_firm_before_its_name() -> None:
    text = "Durand et associés, SIREN 732 829 320"
    assert names.named_in(text, FIRMS) == ["nova", "durand"]


def test_a_text_that_names_nobody_gives_nobody() -> None:
    assert names.named_in("Le présent contrat porte sur le nettoyage des bureaux.", FIRMS) == []
