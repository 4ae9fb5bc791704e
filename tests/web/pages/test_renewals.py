"""The decision file of a contract on screen, on paper, and among what there is to decide."""

import re
from datetime import date
from typing import Any

import pypdfium2
import pytest
import time_machine
from django.test import Client

from tests.factories import accounts, contracts, levels
from tests.factories import contract_money as money
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.contracts.models import Contract, RenewalFile, ServiceLevel
from timonerie.domains.contracts.operations import renewals
from timonerie.domains.performance.models import Indicator
from timonerie.domains.performance.operations import claim_settling, targets
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow

DAY = date(2026, 3, 2)


def signed(measured: Measured, name: str = "Tenue de la paie", **parts: Any) -> Contract:
    with current.company(measured.company.pk):
        known = {"provider": measured.nova, "yearly_cents": 1_200_000}
        return contracts.signed(measured.alice, name, **{**known, **parts})


def opened(measured: Measured, **parts: Any) -> Contract:
    contract = signed(measured, **parts)
    with current.company(measured.company.pk):
        renewals.open_file(by=measured.alice, at=NOW, contract=contract)
    return contract


def address(measured: Measured, contract: Contract, end: str = "") -> str:
    return f"/{measured.slug}/contrats/{contract.public_id}/decision/{end}"


def text(answer: Any) -> str:
    """Of a page, with plain spaces."""
    found = re.sub(r"<[^>]+>", " ", answer.content.decode())
    found = re.sub(r"\s+", " ", found.replace("\u00a0", " ").replace("\u202f", " "))
    return found.replace("&#x27;", "'")


def kept(measured: Measured) -> RenewalFile:
    with current.company(measured.company.pk):
        return RenewalFile.objects.get()


@pytest.fixture(autouse=True)
def _on_the_day() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_file_says_the_days_the_cost_of_doing_nothing_and_what_is_not_known(
    measured: Measured,
) -> None:
    contract = opened(measured)
    page = text(browse(accounts.user_of(measured.alice)).get(address(measured, contract)))
    assert "Dernier jour utile du préavis" in page
    assert "30 mars 2026" in page
    assert "Engagé par la reconduction" in page
    assert "12 mois à 12 000 € par an" in page
    assert "Aucun papier du contrat n’a été lu" in page
    assert "Le prix de qui prendrait la suite n’est pas compté" in page


def test_an_unknown_amount_is_said_and_never_nought(measured: Measured) -> None:
    contract = opened(measured, yearly_cents=None)
    page = text(browse(accounts.user_of(measured.alice)).get(address(measured, contract)))
    assert "montant inconnu" in page
    assert "0 €" not in page


def test_a_promise_stands_beside_what_was_measured(measured: Measured) -> None:
    contract = opened(measured)
    with current.company(measured.company.pk):
        promise = {"contract": contract, "title": "Délai", "target": 99.9, "unit": "percent"}
        ServiceLevel.objects.create(**promise, metric="sla_met")
        ServiceLevel.objects.create(**{**promise, "title": "Joignable", "metric": ""})
        levels.measure(NOW)
    page = text(browse(accounts.user_of(measured.alice)).get(address(measured, contract)))
    assert "Délai (au moins 99,9 %)" in page
    assert "février 2026 ; tenu 3 périodes sur 4 mesurées" in page
    assert "75 %" in page
    assert "Aucun indicateur ne le mesure" in page
    assert "1 niveau promis n’est mesuré par aucun chiffre" in page


def test_a_promise_on_cases_within_a_threshold_is_told_with_what_was_granted(
    measured: Measured,
) -> None:
    contract = opened(measured)
    with current.company(measured.company.pk):
        claim = levels.claimed(contract, metric="time_to_resolved_median", threshold=24.0)
        levels.measure(NOW)
        claim.refresh_from_db()
        claim_settling.grant(
            by=measured.alice, at=NOW, claim=claim, version=None, granted_cents=10_000
        )
    page = text(browse(accounts.user_of(measured.alice)).get(address(measured, contract)))
    assert "Délais tenus (au moins 95 % des dossiers en" in page
    assert "périodes sur 4 mesurées" in page
    assert "Pénalités et avoirs accordés" in page
    assert "pénalité 100 €" in page


def test_our_own_targets_stand_only_where_the_contract_writes_no_level(measured: Measured) -> None:
    contract = opened(measured)
    with current.company(measured.company.pk):
        indicator = Indicator.objects.get(code="sla_met")
        targets.aim(
            by=measured.alice, at=NOW, indicator=indicator, low=0.9, high=None,
            start_date=date(2025, 1, 1),
        )  # fmt: skip
    client = browse(accounts.user_of(measured.alice))
    assert "(notre cible)" in text(client.get(address(measured, contract)))
    with current.company(measured.company.pk):
        levels.promised(contract)
    assert "(notre cible)" not in text(client.get(address(measured, contract)))


def test_the_price_asked_stands_beside_what_the_clause_gives(measured: Measured) -> None:
    contract = opened(measured)
    client = browse(accounts.user_of(measured.alice))
    assert "Aucune clause de révision du prix" in text(client.get(address(measured, contract)))
    with current.company(measured.company.pk):
        money.clause(measured.alice, contract)
    page = text(client.get(address(measured, contract)))
    assert "Aucun prix récurrent n’est saisi" in page
    with current.company(measured.company.pk):
        money.priced(measured.alice, contract)
    assert "La valeur de l’indice Syntec" in text(client.get(address(measured, contract)))
    with current.company(measured.company.pk):
        money.value(measured.alice, contract)
    page = text(client.get(address(measured, contract)))
    assert "Demandé : « Forfait mensuel »" in page
    assert "1 250,00 €" in page
    assert "1 294,31 €" in page
    assert "Syntec 127,1 en novembre 2024, puis 132,4 en novembre 2025 (syntec.fr" in page


def test_before_it_opens_the_page_offers_to_open_it(measured: Measured) -> None:
    contract, client = signed(measured), browse(accounts.user_of(measured.alice))
    assert "pas encore ouvert" in text(client.get(address(measured, contract)))
    answer = client.post(address(measured, contract, "ouvrir/"), follow=True)
    assert "Trois voies" in text(answer)
    assert kept(measured).opened_by == measured.alice.name


def test_an_assumption_changes_the_figures_and_a_wrong_one_names_its_field(
    measured: Measured,
) -> None:
    contract, client = opened(measured), browse(accounts.user_of(measured.alice))
    said = {"version": 1, "percent": "-8", "exit_amount": "3 000"}
    page = text(client.post(address(measured, contract, "hypotheses/"), said, follow=True))
    assert "hypothèse saisie : prix −8 %" in page
    assert "11 040 €" in page
    assert "3 000 €" in page
    wrong = client.post(address(measured, contract, "hypotheses/"), {**said, "percent": "200"})
    assert "has-error" in wrong.content.decode()
    assert kept(measured).percent == -8


def test_leaving_is_recorded_sends_nothing_and_can_be_undone(measured: Measured) -> None:
    contract, client = opened(measured), browse(accounts.user_of(measured.alice))
    said = {"version": 1, "choice": "leave", "reason": "Trop cher", "dissent": "Le DAF"}
    page = text(client.post(address(measured, contract, "decider/"), said, follow=True))
    assert "Préavis à donner avant le 30 mars 2026" in page
    assert "rien n’est envoyé d’ici" in page
    assert "Avis contraire : Le DAF" in page
    client.post(address(measured, contract, f"defaire/?version={kept(measured).version}"))
    assert kept(measured).state == "open"


def test_a_decision_without_its_reason_is_refused_beside_its_field(measured: Measured) -> None:
    contract, client = opened(measured), browse(accounts.user_of(measured.alice))
    said = {"version": 1, "choice": "renew", "reason": ""}
    answer = client.post(address(measured, contract, "decider/"), said)
    assert "has-error" in answer.content.decode()
    assert kept(measured).state == "open"


def test_it_fits_on_one_page_whatever_there_is_to_say(measured: Measured) -> None:
    contract = opened(measured, note="")
    with current.company(measured.company.pk):
        for rank in range(12):
            ServiceLevel.objects.create(contract=contract, title=f"Niveau {rank} " + "long " * 25)
    answer = browse(accounts.user_of(measured.alice)).get(address(measured, contract, "page.pdf"))
    document = pypdfium2.PdfDocument(answer.content)
    assert len(document) == 1
    told = document[0].get_textpage().get_text_bounded()
    assert "30 mars 2026" in told
    assert "Trois voies" in told


def test_the_open_file_is_among_what_there_is_to_decide(measured: Measured) -> None:
    opened(measured)
    page = text(browse(accounts.user_of(measured.alice)).get(f"/{measured.slug}/"))
    assert "Dossier de décision ouvert : Tenue de la paie" in page


def test_the_list_of_files_filters_and_exports(measured: Measured) -> None:
    opened(measured)
    client = browse(accounts.user_of(measured.alice))
    answer = client.get(f"/{measured.slug}/contrats/decisions/")
    assert "Tenue de la paie" in text(answer)
    page = text(client.get(f"/{measured.slug}/contrats/decisions/avance/"))
    assert "Jours d’avance" in page
    client.post(f"/{measured.slug}/contrats/decisions/avance/", {"days_ahead": "90"})
    assert "90 jours" in text(client.get(f"/{measured.slug}/contrats/decisions/"))


def test_the_frieze_draws_and_says_the_same_dates(measured: Measured) -> None:
    signed(measured)
    with current.company(measured.company.pk):
        contracts.bare(measured.alice)
    client = browse(accounts.user_of(measured.alice))
    for months in (12, 24, 36, "beaucoup"):
        answer = client.get(f"/{measured.slug}/contrats/frise/?mois={months}")
        assert "Durée ferme du 1er juillet 2023 au 30 juin 2026" in answer.content.decode()
        assert "Dates à connaître" in text(answer)


def test_the_quadrant_places_who_is_measured_and_lists_the_others(measured: Measured) -> None:
    signed(measured)
    client: Client = browse(accounts.user_of(measured.alice))
    for axis in ("montant", "criticite"):
        page = text(client.get(f"/{measured.slug}/contrats/quadrant/?axe={axis}"))
        assert "Nova" in page
    # Its criticality is not known: it is told, not placed at nought.
    assert "criticité à connaître" in page


def test_the_list_of_contracts_says_what_is_missing_of_each(measured: Measured) -> None:
    signed(measured)
    page = text(browse(accounts.user_of(measured.alice)).get(f"/{measured.slug}/contrats/"))
    assert "Criticité" in page
    assert "à regarder" in page


def test_who_may_only_read_is_offered_no_gesture(measured: Measured) -> None:
    contract = opened(measured)
    with current.company(measured.company.pk):
        auditor = measured.member(Role.AUDITOR, provider=measured.nova)
    client = browse(auditor)
    page = text(client.get(address(measured, contract)))
    assert "Trois voies" in page
    assert "Enregistrer la décision" not in page
    assert client.post(address(measured, contract, "ouvrir/")).status_code == 403


def test_the_scores_say_why_there_is_none_and_weights_are_tried_before_they_hold(
    measured: Measured,
) -> None:
    client = browse(accounts.user_of(measured.alice))
    here = f"/{measured.slug}/contrats/notes/"
    page = text(client.get(here))
    assert "Nova" in page
    assert "donnée manquante" in page
    weights = {"levels": 60, "punctuality": 40, "incidents": 0, "papers": 0, "price": 0}
    tried = text(client.post(f"{here}poids/", {**weights, "version": 0, "try": ""}))
    assert "Avec ces poids" in tried
    assert "poids proposés" in text(client.get(here)).lower()
    said = {**weights, "version": 0, "reason": "Le délai d’abord", "save": ""}
    client.post(f"{here}poids/", said)
    assert "Poids, version 1" in text(client.get(here))
    assert "Le délai d’abord" in text(client.get(f"{here}poids/"))
