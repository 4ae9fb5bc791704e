"""The list of indicators leaves as a file, comes back, and only what changed makes a version."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import accounts
from tests.factories.figures import Measured
from timonerie.domains.performance.models import Indicator, IndicatorVersion, Target
from timonerie.foundations.scope import current

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")
EXPORT = "/brevent/reglages/indicateurs/export.csv"
IMPORT = "/brevent/reglages/importer/indicateurs/"
MADE = {
    "code": "reprises_nova",
    "nom": "Reprises de Nova",
    "calcul": "part",
    "part de": '{"column": "rework", "op": "gt", "value": 0}',
    "conditions": '[{"column": "provider", "op": "eq", "value": "nova"}]',
    "unité": "%",
    "sens": "plus bas",
    "cible au plus": "5",
}


@pytest.fixture
def browser(measured: Measured) -> Client:
    client = Client()
    client.force_login(accounts.user_of(measured.alice))
    return client


def written(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def exported(browser: Client) -> list[dict[str, str]]:
    text = browser.get(EXPORT).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def seen(browser: Client, data: bytes) -> tuple[str, str]:
    """The preview of a file and its address."""
    file = SimpleUploadedFile("indicateurs.csv", data)
    page = browser.post(IMPORT, {"file": file}, follow=True)
    told = page.content.decode().replace("\xa0", " ").replace("\u202f", " ")
    return told, page.redirect_chain[-1][0]


def brought(browser: Client, data: bytes) -> str:
    _told, address = seen(browser, data)
    return browser.post(address, follow=True).content.decode()


def versions(measured: Measured, code: str) -> list[dict[str, Any]]:
    with current.company(measured.company.pk):
        rows = IndicatorVersion.objects.filter(indicator__code=code).order_by("number")
        return [row.document for row in rows]


def test_the_export_comes_back_without_an_effect(browser: Client) -> None:
    brought(browser, written([MADE]))
    told, _address = seen(browser, browser.get(EXPORT).content)
    assert "Tout est déjà dans vos listes" in told
    (line,) = [row for row in exported(browser) if row["code"] == MADE["code"]]
    assert '"value": "Nova"' in line["conditions"]


def test_a_new_line_makes_an_indicator_and_its_target(browser: Client, measured: Measured) -> None:
    brought(browser, written([MADE]))
    (document,) = versions(measured, "reprises_nova")
    with current.company(measured.company.pk):
        assert document["filter"] == [{"column": "provider", "op": "eq", "value": measured.nova.pk}]
        assert Target.objects.get(indicator__code="reprises_nova").high == 0.05


def test_only_a_changed_line_makes_a_version(browser: Client, measured: Measured) -> None:
    rows = exported(browser)
    row = next(one for one in rows if one["code"] == "errors")
    row["nom"] = "Taux d’anomalie"
    told, _address = seen(browser, written(rows))
    assert "Taux d’erreur → Taux d’anomalie" in told
    brought(browser, written(rows))
    brought(browser, written(rows))
    assert [one["label"] for one in versions(measured, "errors")] == [
        "Taux d’erreur",
        "Taux d’anomalie",
    ]
    assert len(versions(measured, "sla_met")) == 1


def test_columns_left_out_stay_as_they_are(browser: Client, measured: Measured) -> None:
    brought(browser, written([{"code": "errors", "nom": "Anomalies"}]))
    before, after = versions(measured, "errors")
    assert after == before | {"label": "Anomalies"}


@pytest.mark.parametrize(
    ("wrong", "column", "message"),
    [
        ({"code": "Été"}, "code", "minuscules sans accent"),
        ({"calcul": "moitié"}, "calcul", "Valeurs possibles : nombre, part"),
        ({"part de": "{"}, "part de", "Écrivez une condition en JSON"),
        ({"part de": ""}, "part de", "nécessaire pour un calcul"),
        ({"conditions": MADE["conditions"].replace("nova", "x")}, "conditions", "ne porte ce nom"),
        ({"conditions": '[{"column": "x", "op": "eq"}]'}, "conditions", "inconnue"),
        ({"mesure": "duree"}, "mesure", "Aucune colonne des faits"),
        ({"cible au plus": "500"}, "cible au plus", "va de 0 à 100"),
        ({"cible au plus": "nan"}, "cible au plus", "Écrivez un nombre"),
    ],
)
def test_a_faulty_line_is_said_by_its_column(
    browser: Client, measured: Measured, wrong: dict[str, str], column: str, message: str
) -> None:
    told, address = seen(browser, written([MADE | wrong]))
    assert message in told
    assert f">{column}</td>" in told
    browser.post(address, {"leave_faulty": "on"})
    assert versions(measured, MADE["code"]) == []


def test_a_code_stands_once_and_an_archived_one_is_taken_back_first(
    browser: Client, measured: Measured
) -> None:
    assert "déjà donné plus haut" in seen(browser, written([MADE, MADE]))[0]
    browser.post("/brevent/reglages/indicateurs/errors/archiver/")
    told, _address = seen(browser, written([MADE | {"code": "errors"}]))
    assert "est archivé" in told
    with current.company(measured.company.pk):
        assert Indicator.objects.get(code="errors").archived_at is not None
