"""What the content security policy refuses is found, and so is a template that nobody asks for."""

import pytest

from tests.repository import templates


@pytest.mark.parametrize(
    ("page", "faults"),
    [
        ('<p style="color: red">', ["style="]),
        ("<style>p { color: red }</style>", ["<style>"]),
        ("<script>let a = 1</script>", ["inline <script>"]),
        ('<button onclick="go()">', ["onclick="]),
        ('<button hx-on:click="go()">', ["hx-on:click="]),
        ('<a href="javascript:go()">', ["href=javascript:"]),
        ('<p {% if wide %}style="width: {{ w }}%"{% endif %}>', ["style="]),
        ('<script src="{% static "app.js" %}" defer></script>', []),
        ('<script type="application/json">{"a": 1}</script>', []),
        ('<option {% if here %}selected{% endif %} value="{{ id }}">', []),
    ],
)
def test_styles_scripts_and_handlers_inside_a_page_are_found(page: str, faults: list[str]) -> None:
    assert templates.policy_faults(page) == faults


def test_the_text_of_a_page_is_what_can_be_read_in_it() -> None:
    page = """<h1 class="wide" title="Au survol">Bonjour {{ name }}</h1>
        <pre>a : b</pre>{# remark #}{% include "c.html" with label="Dans un composant" %}"""
    text = [piece.strip() for piece in templates.texts(page) if piece.strip()]
    assert text == ["Au survol", "Bonjour x", "c.html", "Dans un composant"]


def test_a_template_is_used_by_a_view_by_another_template_or_by_its_known_name() -> None:
    pages = {
        "404.html": "",
        "base.html": "",
        "site.html": '{% extends "base.html" %}',
        "recursive.html": '{% include "recursive.html" %}',
        "forgotten.html": "",
    }
    view = 'render(request, "site.html#table", {})'
    assert templates.unused(pages, [view]) == ["forgotten.html", "recursive.html"]
