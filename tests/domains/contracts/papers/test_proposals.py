"""Terms that a text seems to give, with the words that give them; nothing where it is unsure."""

import pytest

from timonerie.domains.contracts.rules.papers import findings, proposals
from timonerie.domains.contracts.rules.papers.pages import Page


def proposed(text: str) -> dict[str, str]:
    page = Page(1, text)
    return {one.field: one.value for one in proposals.proposed([page], findings.found([page]))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le contrat est conclu pour une durée de trois (3) ans à compter du 1er janvier 2024. "
            "Il se renouvelle par tacite reconduction par périodes de douze mois.",
            {
                "start_date": "2024-01-01", "firm": "36 months", "renewal": "tacit",
                "renewal_length": "12 months",
            },
        ),
        (
            "Le contrat prend effet le 15/03/2025 pour une durée de 24 mois, sans tacite "
            "reconduction.",
            {"start_date": "2025-03-15", "firm": "24 months", "renewal": "none"},
        ),
        (
            "Conclu pour un an, il est reconductible de façon expresse.",
            {"firm": "12 months", "renewal": "express"},
        ),
        (
            "Il peut être dénoncé moyennant un préavis de quatre-vingt-dix jours, le cachet de la "
            "poste faisant foi.",
            {"notice": "90 days", "notice_counts": "sent"},
        ),
        (
            "La dénonciation doit être reçue six mois au moins avant l’échéance.",
            {"notice": "6 months", "notice_counts": "received"},
        ),
        # « avis de réception » says how the letter goes, not which day counts.
        (
            "Il est dénoncé par lettre recommandée avec avis de réception trois mois avant "
            "l’échéance.",
            {"notice": "3 months", "notice_form": "registered"},
        ),
        # Two ways to give notice: none is proposed.
        (
            "Préavis de deux mois, par courriel ou par lettre recommandée.",
            {"notice": "2 months"},
        ),
        (
            "Préavis de deux mois, par lettre recommandée ou remise en main propre.",
            {"notice": "2 months"},
        ),
        (
            "Préavis de deux mois, par lettre recommandée ou par tout moyen écrit.",
            {"notice": "2 months"},
        ),
        (
            "Conclu pour douze mois, il est renouvelable deux fois par tacite reconduction.",
            {"firm": "12 months", "renewal": "tacit", "renewals": "2"},
        ),
        (
            "Il se renouvelle tacitement dans la limite de trois (3) reconductions.",
            {"renewal": "tacit", "renewals": "3"},
        ),
        (
            "Il se renouvelle tacitement par périodes de douze mois, une seule fois.",
            {"renewal": "tacit", "renewal_length": "12 months", "renewals": "1"},
        ),
        (
            "Il est renouvelable par tacite reconduction, dans la limite de deux reconductions.",
            {"renewal": "tacit", "renewals": "2"},
        ),
        # « une fois » of something else limits nothing.
        (
            "Il se renouvelle tacitement d’année en année, les prix étant révisés une fois par an.",
            {"renewal": "tacit", "renewal_length": "12 months"},
        ),
        (
            "Il se renouvelle tacitement par périodes de douze mois, une fois la durée ferme "
            "écoulée, sauf dénonciation deux mois avant un renouvellement.",
            {"renewal": "tacit", "renewal_length": "12 months", "notice": "2 months"},
        ),
        # Not renewing when nobody wants it is no contract without renewal.
        (
            "La partie qui ne veut pas renouveler le contrat en prévient l’autre deux mois avant "
            "l’échéance.",
            {"notice": "2 months"},
        ),
        # Two lengths: a question, not an answer.
        ("Le préavis est de trois mois pour le client et le préavis est de six mois sinon.", {}),
        # No day is the 31 of June.
        ("Le contrat prend effet le 31/06/2025 pour une durée de 12 mois.", {"firm": "12 months"}),
    ],
)  # fmt: skip
def test_the_terms_of_a_text(text: str, expected: dict[str, str]) -> None:
    assert proposed(text) == expected
