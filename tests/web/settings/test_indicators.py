"""An indicator is made on screen: tried on one's own facts, refused at its field, versioned."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import accounts
from tests.factories.figures import Measured
from timonerie.domains.performance.enums import JobKind
from timonerie.domains.performance.models import Indicator, Target
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import User
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope import current

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")
HOME = "/brevent/reglages/indicateurs/"
NEW = f"{HOME}nouveau/"
ASKED = {
    "label": "Part à l’heure de Nova",
    "what": "share_met",
    "statistic": "median",
    "anchor": "resolved",
    "direction": "higher",
    "column_1": "provider",
    "op_1": "eq",
    "value_1": "nova",
}


@pytest.fixture
def browser(measured: Measured) -> Client:
    client = Client()
    client.force_login(accounts.user_of(measured.alice))
    return client


def document(measured: Measured, code: str) -> dict[str, Any]:
    with current.company(measured.company.pk):
        indicator = Indicator.objects.get(code=code)
        last = indicator.versions.order_by("-number")[0]
        return {"number": last.number, **last.document}


def test_it_is_tried_on_one_s_own_facts_before_it_is_saved(
    browser: Client, measured: Measured
) -> None:
    told = browser.post(NEW, ASKED | {"preview": "1"}).content.decode()
    assert "Sur vos données" in told
    assert "32 demandes comptées" in told  # two sites of Nova, four months, four cases
    assert "le prestataire est « Nova »" in told.replace("\xa0", " ").replace("\u202f", " ")
    with current.company(measured.company.pk):
        assert not Indicator.objects.filter(code__startswith="part_").exists()


def test_it_is_saved_as_a_first_version_and_computed(browser: Client, measured: Measured) -> None:
    answer = browser.post(NEW, ASKED | {"save": "1"}, follow=True)
    assert answer.redirect_chain == [("/brevent/indicateurs/part_a_lheure_de_nova/", 302)]
    saved = document(measured, "part_a_lheure_de_nova")
    assert (saved["number"], saved["aggregate"]) == (1, "ratio")
    with current.company(measured.company.pk):
        assert saved["filter"] == [{"column": "provider", "op": "eq", "value": measured.nova.pk}]
        assert Job.objects.filter(kind=JobKind.REFRESH).count() == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"label": ""}, "obligatoire"),
        ({"value_1": "Orion"}, "Valeurs possibles : Clarté, Nova."),
        ({"op_1": "gt"}, "pas d’ordre"),
        ({"column_1": "quantity"}, "Écrivez un nombre"),
        ({"what": "age", "statistic": "nope"}, "choix valide"),
        ({"low": "120"}, "va de 0 à 100"),
        ({"low": "95", "high": "90"}, "sous la borne basse"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    browser: Client, wrong: dict[str, str], message: str
) -> None:
    told = browser.post(NEW, ASKED | wrong | {"save": "1"}).content.decode()
    assert message in told.replace("\xa0", " ")
    assert "Sur vos données" not in told


def test_a_change_is_a_version_seen_beside_the_current_one(
    browser: Client, measured: Measured
) -> None:
    address = f"{HOME}sla_met/modifier/"
    assert "Comme aujourd’hui" in browser.get(address).content.decode()
    change = {**ASKED, "label": "Respect du niveau de service", "what": "keep", "version": 1}
    assert "version actuelle" in browser.post(address, change | {"preview": "1"}).content.decode()
    browser.post(address, change | {"save": "1"})
    saved = document(measured, "sla_met")
    assert (saved["number"], saved["numerator"]) == (2, {"met": ["flag", "due"]})
    assert saved["target"] == 0.95


def test_a_proposed_target_is_set_with_the_indicator(browser: Client, measured: Measured) -> None:
    browser.post(NEW, ASKED | {"low": "92,5", "save": "1"})
    with current.company(measured.company.pk):
        target = Target.objects.get(indicator__code="part_a_lheure_de_nova")
    assert (target.low, target.high, target.watch) == (0.925, None, 0.02)
    assert 'name="low"' not in browser.get(f"{HOME}sla_met/modifier/").content.decode()


def test_a_copy_starts_as_its_model(browser: Client) -> None:
    assert "Copie de Respect" in browser.get(f"{NEW}?copie=sla_met").content.decode()


def test_an_archived_one_leaves_the_pages_and_comes_back(browser: Client) -> None:
    browser.post(f"{HOME}errors/archiver/")
    assert browser.get("/brevent/indicateurs/errors/").status_code == 404
    browser.post(f"{HOME}errors/reprendre/")
    assert browser.get("/brevent/indicateurs/errors/").status_code == 200


def test_who_only_reads_makes_none(measured: Measured) -> None:
    client = Client()
    client.force_login(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    assert client.get(NEW).status_code == 403
    assert "nouveau" not in client.get(HOME).content.decode()


def test_an_english_reader_saves_no_english_over_the_words_of_the_company(
    browser: Client, measured: Measured
) -> None:
    User.objects.update(language="en")
    page = browser.get(f"{HOME}sla_met/modifier/")
    assert page.context["form"].initial["label"] == "Respect du niveau de service"
    assert '<html lang="en">' in page.content.decode()
