"""A sheet printed for a folder says where it comes from."""

import pytest
from django.test import Client

from tests.factories.figures import Measured


@pytest.mark.parametrize("path", ["", "indicateurs/sla_met/", "sites/", "faits/"])
def test_a_page_says_who_prints_it(browser: Client, measured: Measured, path: str) -> None:
    page = browser.get(f"/{measured.slug}/{path}").text
    assert "Imprimé par Alice Martin" in page
    assert "data-print" in page


def test_a_page_of_settings_is_not_a_sheet(browser: Client, measured: Measured) -> None:
    assert "Imprimé par" not in browser.get(f"/{measured.slug}/reglages/unites/").text
