"""The journeys hear what the browser complains of: without this, their silence says nothing."""

import pytest
from playwright.sync_api import Error, Page

from tests.journeys.conftest import Console

BREACHES = {
    "connection": "fetch('https://example.org/').catch(() => 0)",
    "style": "document.body.setAttribute('style', 'color: red')",
    "image": "document.body.append(Object.assign(new Image(), {src: 'https://example.org/a.png'}))",
}


@pytest.mark.rule("CSP-01")
@pytest.mark.parametrize("breach", BREACHES.values(), ids=BREACHES)
def test_a_breach_of_the_content_security_policy_is_heard(
    page: Page, console: Console, breach: str
) -> None:
    page.goto("/connexion/")
    assert console.unexpected() == []

    with page.expect_console_message(lambda said: "content security policy" in said.text):
        page.evaluate(breach)

    assert console.unexpected() != []
    console.expect("(?i)content.security.policy")


@pytest.mark.rule("CSP-01")
def test_a_script_made_of_text_is_refused_and_heard(page: Page, console: Console) -> None:
    page.goto("/connexion/")

    with pytest.raises(Error, match="TrustedScript"):
        page.evaluate("document.createElement('script').text = '1'")

    console.expect("TrustedScript|trusted-types")


def test_an_error_in_a_script_is_heard(page: Page, console: Console) -> None:
    page.goto("/connexion/")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('broken') })")

    assert console.unexpected() == ["uncaught: broken"]
    console.expect("broken")
