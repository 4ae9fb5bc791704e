from django.test import Client
from django.urls import reverse

from tests.factories.organisation import Group
from tests.web.settings.conftest import SignIn
from timonerie.domains.organisation.models import Provider
from timonerie.domains.sourcing.models import Activity, Assignment
from timonerie.foundations.accounts.enums import Role


def address(route: str, *args: object) -> str:
    return reverse(route, args=["brevent", *args])


def test_an_empty_list_leads_to_the_catalogue(browser: Client) -> None:
    text = browser.get(address("activities")).content.decode()
    assert "Aucune activité n’est encore connue" in text
    assert address("settings-catalogue") in text


def test_lines_of_the_catalogue_are_added_and_marked(browser: Client) -> None:
    browser.post(address("settings-catalogue"), {"codes": ["PAIE-01", "PAIE-02", "inconnu"]})
    assert set(Activity.objects.values_list("code", flat=True)) == {"PAIE-01", "PAIE-02"}
    assert "du catalogue" in browser.get(address("activities")).content.decode()
    page = browser.get(address("settings-catalogue")).content.decode()
    assert 'value="PAIE-01"' not in page
    assert 'value="PAIE-03"' in page


def test_a_provider_is_put_on_an_activity_for_a_site(browser: Client, group: Group) -> None:
    browser.post(address("settings-provider-new"), {"name": "Cabinet Verlaine"})
    browser.post(address("settings-activity-new"), {"name": "Bulletins", "criticality": "4"})
    activity, cabinet = Activity.objects.get(), Provider.objects.get()
    browser.post(
        address("settings-activity-assign", activity.public_id),
        {
            "unit": str(group.lyon.public_id),
            "provider": str(cabinet.public_id),
            "start_date": "2026-01-01",
            "version": 1,
        },
    )
    assert Assignment.objects.get().provider == cabinet
    text = browser.get(address("settings-provider", cabinet.public_id)).content.decode()
    assert "Bulletins, Lyon" in text


def test_a_provider_is_named_once_with_its_sites(browser: Client, group: Group) -> None:
    browser.post(address("settings-provider-new"), {"name": "Cabinet Verlaine"})
    browser.post(address("settings-activity-new"), {"name": "Bulletins", "criticality": "4"})
    activity, cabinet = Activity.objects.get(), Provider.objects.get()
    served = ((group.lyon, cabinet), (group.nantes, cabinet), (group.grenoble, ""))
    for version, (unit, provider) in enumerate(served, start=1):
        browser.post(
            address("settings-activity-assign", activity.public_id),
            {
                "unit": str(unit.public_id),
                "provider": str(provider and cabinet.public_id),
                "start_date": "2026-01-01",
                "version": version,
            },
        )
    row = browser.get(address("activities")).context["table"].rows[0]
    assert row.cells[5].text == "interne (Grenoble), Cabinet Verlaine (2 sites)"


def test_a_reader_gets_no_button_that_would_be_refused(sign_in: SignIn, group: Group) -> None:
    text = sign_in(Role.SITE_MANAGER).get(address("activities")).content.decode()
    assert address("settings-activity-new") not in text
    assert address("settings-import", "activites") not in text
