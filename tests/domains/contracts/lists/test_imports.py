"""A list of contracts taken in: seen first, then written, again, changed, undone."""

from datetime import date
from typing import Any

import pytest

from tests.factories import accounts, contract_lists, contracts
from tests.factories.contract_lists import FREE, GLPI, TITLED, accepted, csv, received, xlsx
from tests.factories.organisation import NOW, Group
from timonerie.domains.contracts.models import Contract, ContractList, ContractQuestion
from timonerie.domains.contracts.operations import contracts as operations
from timonerie.domains.contracts.operations import lists
from timonerie.domains.contracts.operations.list_steps import Plan
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.imports.files import UnreadableFile
from timonerie.domains.organisation.operations.imports.lists import FaultyLines
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company

LINE = "Fournisseur;Objet;Échéance;Préavis\nOnet;Nettoyage;31/12/2026;{notice}\n"


def preview(by: Actor, content: bytes, *, name: str = "contrats.csv") -> Plan:
    made = received(by, content, name=name)
    return lists.preview(by=by, at=NOW, contract_list=made)


def kept(**fields: Any) -> Contract:
    found: Contract = Contract.objects.get(**fields)
    return found


def line(notice: str) -> bytes:
    return LINE.format(notice=notice).encode()


def test_a_preview_writes_no_contract(alice: Actor) -> None:
    plan = preview(alice, csv(FREE))
    assert lists.counts_of(plan)["created"] == 4
    assert plan.new_providers == ["Cegid SAS", "Onet", "Orange Business Services", "Cabinet Durand"]
    assert (Contract.objects.count(), Provider.objects.count()) == (0, 0)


def test_free_cells_become_terms_or_questions(alice: Actor) -> None:
    accepted(alice, csv(FREE))
    paie = kept(name="Logiciel de paie")
    assert (paie.start_date, paie.firm, paie.renewal) == (date(2024, 1, 1), "36 months", "tacit")
    assert (paie.notice, paie.yearly_cents, paie.tax) == ("3 months", 1_200_000, "excluded")
    assert (paie.notice_form, paie.renewals) == ("registered", None)
    phone = kept(name="Téléphonie")
    assert (phone.renewal, phone.notice) == ("", "")
    assert {one.cell for one in phone.questions.all()} == {"voir contrat"}


def test_what_limits_the_renewals_is_kept(alice: Actor) -> None:
    terms = "36 mois puis tacite 12 mois renouvelable 2 fois"
    accepted(alice, f"Objet;Début;Conditions\nPaie;01/07/2023;{terms}\n".encode())
    assert kept(name="Paie").renewals == 2


LIMITED = "Objet;Reconduction;Nombre de reconductions\nPaie;{renewal};{times}\n"


def test_a_limit_on_what_does_not_renew_is_asked_and_keeps_no_line_out(alice: Actor) -> None:
    accepted(alice, LIMITED.format(renewal="sans reconduction", times="2").encode())
    paie = kept(name="Paie")
    assert (paie.renewal, paie.renewals) == ("none", None)
    assert [one.field for one in paie.questions.all() if one.field == "renewals"] == ["renewals"]


def test_a_limit_goes_with_the_renewal_and_comes_back_with_it(alice: Actor) -> None:
    accepted(alice, LIMITED.format(renewal="tacite", times="2").encode())
    assert kept(name="Paie").renewals == 2
    accepted(alice, LIMITED.format(renewal="sans reconduction", times="").encode())
    assert (kept(name="Paie").renewal, kept(name="Paie").renewals) == ("none", None)
    newest = ContractList.objects.order_by("-pk").first()
    assert newest is not None
    lists.undo(by=alice, at=NOW, contract_list=newest)
    assert (kept(name="Paie").renewal, kept(name="Paie").renewals) == ("tacit", 2)


def test_a_written_end_past_the_last_renewal_is_asked(alice: Actor) -> None:
    rows = "Objet;Début;Durée;Reconduction;Nombre de reconductions;Échéance\n"
    rows += "Paie;01/01/2022;12 mois;tacite 12 mois;1;31/12/2026\n"
    accepted(alice, rows.encode())
    assert "end_disagrees" in {one.code for one in kept(name="Paie").questions.all()}


def test_titles_sections_and_totals_are_no_contract(alice: Actor) -> None:
    plan = preview(alice, csv(TITLED))
    assert [step.label for step in plan.steps] == ["Infogérance", "Licences", "Nettoyage"]
    assert [one.line for one in plan.left] == [4, 7, 9]


def test_a_workbook_gives_its_sheet_that_looks_like_a_list(alice: Actor) -> None:
    book = xlsx({"Lisez-moi": [("Bonjour",)], "Contrats": GLPI, "Notes": [("a", "b")]})
    made = accepted(alice, book, name="glpi.xlsx")
    assert (made.sheet, made.origin) == ("Contrats", "glpi")
    assert kept(name="Copieurs").firm == "60 months"
    assert kept(name="Copieurs").renewal == "none"


def test_dates_of_excel_are_days(alice: Actor) -> None:
    rows = [("Fournisseur", "Objet", "Échéance"), ("Onet", "Nettoyage", date(2026, 12, 31))]
    accepted(alice, xlsx({"Feuil1": rows}), name="contrats.xlsx")
    assert kept(name="Nettoyage").end_date == date(2026, 12, 31)


@pytest.mark.parametrize(
    "rows", [FREE, TITLED, GLPI, contract_lists.DOLIBARR, contract_lists.BY_CONTENT]
)
def test_the_same_list_again_changes_nothing(alice: Actor, rows: contract_lists.Rows) -> None:
    accepted(alice, csv(rows))
    before = list(Contract.objects.order_by("pk").values())
    asked = ContractQuestion.objects.count()
    plan = preview(alice, csv(rows))
    assert not plan.does_something
    accepted(alice, csv(rows))
    assert list(Contract.objects.order_by("pk").values()) == before
    assert ContractQuestion.objects.count() == asked


def test_a_line_that_changed_changes_its_contract(alice: Actor) -> None:
    accepted(alice, line("2 mois"))
    plan = preview(alice, line("3 mois"))
    assert [step.changed for step in plan.steps] == [{"notice": ["2 months", "3 months"]}]
    accepted(alice, line("3 mois"))
    assert (kept().notice, kept().version) == ("3 months", 2)


def test_what_somebody_corrected_stands_while_the_list_says_the_same(alice: Actor) -> None:
    accepted(alice, line("2 mois"))
    said = contracts.Statement(name="Nettoyage", provider=kept().provider, notice="6 mois")
    operations.change(by=alice, at=NOW, contract=kept(), version=1, said=said)
    accepted(alice, line("2 mois"))
    assert kept().notice == "6 months"
    accepted(alice, line("4 mois"))
    assert kept().notice == "4 months"


def test_what_somebody_checked_is_asked_before_it_changes(alice: Actor) -> None:
    accepted(alice, line("2 mois"))
    operations.confirm(by=alice, at=NOW, contract=kept(), version=1, fields=["notice"])
    accepted(alice, line("3 mois"))
    assert kept().notice == "2 months"
    [one] = kept().questions.all()
    assert (one.code, one.cell) == ("confirmed_differs", "3 mois")


def test_a_reference_says_which_contract_it_is_whatever_its_name(alice: Actor) -> None:
    rows = "Réf;Fournisseur;Objet;Échéance\nC1;Onet;{name};31/12/2026\n"
    accepted(alice, rows.format(name="Nettoyage").encode())
    accepted(alice, rows.format(name="Propreté").encode())
    assert kept().name == "Propreté"


def test_a_known_provider_is_linked_and_a_likely_one_asked(alice: Actor) -> None:
    cegid = providers.create(by=alice, at=NOW, name="Cegid")
    orange = providers.create(by=alice, at=NOW, name="Orange")
    accepted(alice, csv(FREE))
    assert kept(name="Logiciel de paie").provider == cegid
    phone = kept(name="Téléphonie")
    assert (phone.provider, phone.provider_written) == (None, "Orange Business Services")
    one = phone.questions.get(code="same_provider")
    assert one.params["choices"] == str(orange.public_id)


def test_new_providers_are_created_by_consent_only(alice: Actor) -> None:
    made = received(alice, line("2 mois"))
    lists.accept(by=alice, at=NOW, contract_list=made)
    assert (kept().provider, Provider.objects.count()) == (None, 0)
    assert kept().questions.get().code == "new_provider"


def test_an_end_that_no_term_gives_is_asked(alice: Actor) -> None:
    rows = "Fournisseur;Objet;Début;Durée;Fin\nOnet;A;01/01/2024;12 mois;{end}\n"
    accepted(alice, rows.format(end="31/12/2025").encode())
    assert (kept().end_date, kept().questions.count()) == (None, 0)
    accepted(alice, rows.format(end="15/06/2026").encode())
    assert kept().questions.get().code == "end_disagrees"


def test_a_second_line_of_a_contract_is_a_fault_with_its_line(alice: Actor) -> None:
    twice = line("2 mois") + b"Onet;Nettoyage;31/12/2027;\n"
    [fault] = preview(alice, twice).faults
    assert (fault.line, fault.value) == (3, "Nettoyage")
    assert "ligne 2" in fault.remedy


def test_sites_tell_two_lines_of_one_name_apart(alice: Actor) -> None:
    rows = "Fournisseur;Objet;Site;Échéance\nOnet;Nettoyage;Lyon;31/12/2026\n"
    accepted(alice, (rows + "Onet;Nettoyage;Nantes;31/12/2026\n").encode())
    names = Contract.objects.order_by("name").values_list("name", flat=True)
    assert list(names) == ["Nettoyage (Lyon)", "Nettoyage (Nantes)"]


def test_an_end_before_its_start_is_a_fault_and_changes_nothing(alice: Actor) -> None:
    rows = "Fournisseur;Objet;Début;Fin\nOnet;A;01/01/2026;31/12/2025\n".encode()
    made = received(alice, rows)
    with pytest.raises(FaultyLines):
        lists.accept(by=alice, at=NOW, contract_list=made)
    made.refresh_from_db()
    assert (Contract.objects.count(), made.state) == (0, "received")


def test_an_undone_list_takes_back_what_it_did(alice: Actor) -> None:
    first = accepted(alice, line("2 mois"))
    second = accepted(alice, line("3 mois"))
    lists.undo(by=alice, at=NOW, contract_list=second)
    assert kept().notice == "2 months"
    lists.undo(by=alice, at=NOW, contract_list=first)
    assert kept().archived_at == NOW
    with pytest.raises(lists.ListClosed):
        lists.undo(by=alice, at=NOW, contract_list=first)


def test_a_list_dropped_again_after_its_undoing_brings_its_contracts_back(alice: Actor) -> None:
    lists.undo(by=alice, at=NOW, contract_list=accepted(alice, line("2 mois")))
    accepted(alice, line("2 mois"))
    assert (kept().archived_at, Contract.objects.count()) == (None, 1)


def test_an_archived_contract_is_left_where_it_is(alice: Actor) -> None:
    accepted(alice, line("2 mois"))
    operations.archive(by=alice, at=NOW, contract=kept(), version=1)
    [left] = preview(alice, line("3 mois")).left
    assert "archivé" in left.why


def test_undoing_leaves_what_somebody_changed_since(alice: Actor) -> None:
    accepted(alice, line("2 mois"))
    second = accepted(alice, line("3 mois"))
    said = contracts.Statement(name="Nettoyage", provider=kept().provider, notice="6 mois")
    operations.change(by=alice, at=NOW, contract=kept(), version=2, said=said)
    lists.undo(by=alice, at=NOW, contract_list=second)
    assert kept().notice == "6 months"


def test_columns_chosen_once_are_proposed_again(alice: Actor) -> None:
    rows = "Qui;Quoi;Jusqu’au\nOnet;Nettoyage;31/12/2026\n".encode()
    made = received(alice, rows)
    chosen = ["provider", "name", "end_date"]
    lists.choose_columns(by=alice, at=NOW, contract_list=made, fields=chosen)
    lists.accept(by=alice, at=NOW, contract_list=made)
    again = received(alice, rows)
    assert [field for _title, field in again.columns] == chosen


def test_two_columns_for_one_field_are_refused(alice: Actor) -> None:
    made = received(alice, line("2 mois"))
    with pytest.raises(Refused, match="la même chose"):
        lists.choose_columns(
            by=alice, at=NOW, contract_list=made, fields=["name", "name", "", "provider"]
        )


def test_a_file_without_a_list_says_what_to_do(alice: Actor) -> None:
    with pytest.raises(UnreadableFile):
        received(alice, b"%PDF-1.7", name="contrats.xlsx")
    with pytest.raises(UnreadableFile):
        received(alice, b"", name="contrats.csv")
    made = received(alice, b"a;b\n1;2\n")
    with pytest.raises(Refused, match="Dites quelle colonne"):
        lists.preview(by=alice, at=NOW, contract_list=made)
    assert ContractList.objects.count() == 1


def test_who_sees_a_part_of_the_company_takes_no_list_in(
    alice: Actor, company: Company, group: Group
) -> None:
    daf = accounts.actor(company, Role.EXECUTIVE, name="Bob")
    mandates.grant(
        by=alice,
        at=NOW,
        membership=accounts.membership_of(daf),
        start_date=accounts.LONG_AGO,
        unit=group.lyon,
    )
    with pytest.raises(Refused, match="votre mandat"):
        received(daf, line("2 mois"))
    assert ContractList.objects.count() == 0
