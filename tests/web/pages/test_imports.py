"""The pages of a file say its history and its refusal in the words of a reader."""

from django.test import Client
from django.urls import reverse

from tests.factories import facts, figures
from tests.factories.facts import event
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.facts.models import ImportBatch
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current


def page_of(browser: Client, measured: Measured, batch: ImportBatch) -> str:
    return browser.get(f"/{measured.slug}/donnees/{batch.public_id}/").content.decode()


def test_the_history_of_a_file_is_told_without_a_code(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        batch = ImportBatch.objects.get()
    lines = browser.get(f"/{measured.slug}/donnees/{batch.public_id}/").context["history"]
    assert [line.act for line in lines] == ["Fichier accepté", "Fichier lu", "Fichier reçu"]
    assert lines[0].detail.startswith("lignes\u00a0: 48 · ")


def test_a_faulty_row_is_named_by_line_column_value_and_remedy(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        rows = [event("A"), event("B", received="un jour")]
        batch = facts.read(measured.alice, rows, mapping=facts.whole_cases(), at=NOW)
    page = browser.get(f"/{measured.slug}/donnees/{batch.public_id}/")
    cells = [str(cell.text) for cell in page.context["rejects"].rows[0].cells]
    assert cells[:3] == ["3", "received", "un jour"]
    assert cells[3]
    assert "Accepter le reste, sans 1" in page.content.decode()


def test_a_file_with_faulty_rows_is_not_accepted_without_saying_so(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        rows = [event("A"), event("B", received="un jour")]
        batch = facts.read(measured.alice, rows, mapping=facts.whole_cases(), at=NOW)
    browser.post(f"/{measured.slug}/donnees/{batch.public_id}/accepter/")
    with current.company(measured.company.pk):
        batch.refresh_from_db()
        assert batch.state == "read"


def test_a_damaged_file_is_said_in_french_and_leads_to_another_file(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        batch = facts.read(measured.alice, b"case;site\nA;Lyon\nB;\x00Lyon\n", at=NOW)
    page = browser.get(f"/{measured.slug}/donnees/{batch.public_id}/")
    text = page.content.decode()
    assert text.index("Le fichier est abîmé") < text.index("code CSV-01")
    assert "motif" not in text
    assert reverse("import-mapping", args=[measured.slug, batch.public_id]) not in text
    assert reverse("import-new", args=[measured.slug]) in text
    assert page.context["step"] == 1


def test_a_file_without_a_column_asked_for_leads_back_to_its_columns(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        batch = facts.read(measured.alice, b"ticket;site\nA;Lyon\n", at=NOW)
    page = browser.get(f"/{measured.slug}/donnees/{batch.public_id}/")
    assert reverse("import-mapping", args=[measured.slug, batch.public_id]) in page.content.decode()
    assert page.context["step"] == 2


def test_a_site_manager_sees_the_files_they_dropped_only(measured: Measured) -> None:
    client = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    with current.company(measured.company.pk):
        batch = ImportBatch.objects.get()
    assert client.get(f"/{measured.slug}/donnees/{batch.public_id}/").status_code == 404
    assert client.get(f"/{measured.slug}/donnees/").context["table"].rows == ()


def test_names_that_look_like_markup_stay_text(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        figures.bring(
            measured.alice, [event("<b>A</b>")], source="<i>source</i>", name="<script>.csv"
        )
        batch = ImportBatch.objects.order_by("-pk")[0]
    page = page_of(browser, measured, batch)
    assert "<script>.csv" not in page
    assert "<i>source</i>" not in page
