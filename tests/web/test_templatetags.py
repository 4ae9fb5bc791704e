"""The tags that pages are written with."""

import datetime
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from timonerie.foundations.wording.states import State
from timonerie.web.figures import Coverage, Figure
from timonerie.web.tables import Cell, Column, Row, Table

LOADS = "{% load components numbers durations typography %}"


def render(source: str, **context: Any) -> str:
    return " ".join(Template(LOADS + source).render(Context(context)).split(" ")).strip()


def test_figure_writes_value_and_unit() -> None:
    assert render("{% figure 0.942 'percent' %}") == "94,2\u00a0%"


def test_figure_without_value_says_its_state() -> None:
    assert render("{% figure None 'percent' state='no-activity' %}") == "sans activité"


def test_figure_refuses_an_unknown_state() -> None:
    with pytest.raises(ValueError, match="green"):
        render("{% figure 1 '' state='green' %}")


def test_duration_says_working_hours() -> None:
    assert render("{% duration 22200 working=True %}") == "6\u00a0h\u00a010\u00a0ouvrées"


def test_duration_without_value_says_so() -> None:
    assert render("{% duration None %}") == "donnée manquante"


def test_day_and_instant_read_dates() -> None:
    moment = datetime.datetime(2025, 3, 3, 15, 40, tzinfo=datetime.UTC)
    text = render("{{ m|day:'short' }}, {{ m|instant:'Europe/Paris' }}", m=moment)
    assert text == "03/03/2025, lundi 3 mars 2025 à 16\u00a0h\u00a040"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Vraiment ?", "Vraiment\u202f?"),
        ("Site : Lyon", "Site\u00a0: Lyon"),
        ("« oui »", "«\u202foui\u202f»"),
        ("12 000 €", "12\u202f000\u00a0€"),
        ("le 3 mars", "le 3 mars"),
        ("art. R. 1221-5", "art.\u00a0R.\u00a01221-5"),
        ("mesure n° 1", "mesure n°\u00a01"),
        ("08:30", "08:30"),
    ],
)
def test_typography_places_no_break_spaces(typed: str, shown: str) -> None:
    assert render("{{ text|typography }}", text=typed) == shown


def test_typography_escapes_what_people_typed() -> None:
    assert render("{{ text|typography }}", text="<b> !") == "&lt;b&gt;\u202f!"


def test_initials_skip_what_is_not_a_word() -> None:
    assert render("{{ name|initials }}", name="L’Atelier & Perrin") == "LA"


def test_a_state_shows_its_shape_and_its_word() -> None:
    html = render("{% state_badge 'missed' %}")
    assert "#state-missed" in html
    assert "hors cible" in html


def test_a_figure_card_says_its_coverage_and_leads_to_its_facts() -> None:
    figure = Figure(
        label="Délai", value=0.9, unit="percent", state=State.WATCH,
        coverage=Coverage(covered=7, expected=9), facts_url="/faits", history=(0.8, None, 0.9),
    )  # fmt: skip
    html = render("{% figure_card f %}", f=figure)
    assert "7 sites sur 9" in html
    assert 'href="/faits"' in html
    assert 'class="sparkline-line"' in html


def test_a_silent_figure_card_shows_a_word_and_no_number() -> None:
    html = render("{% figure_card f %}", f=Figure(label="Délai", value=0, state=State.NO_ACTIVITY))
    assert "sans activité" in html
    assert '<svg class="sparkline"' not in html


def test_drawings_keep_decimal_points_on_french_pages() -> None:
    html = render("{% figure_card f %}", f=Figure(label="x", value=1, history=(1, 2, 2.5)))
    path = html.split('class="sparkline-line" d="')[1].split('"')[0]
    assert "," not in path


TABLE = Table(
    caption="Sites",
    columns=(
        Column(label="Site"),
        Column(label="Dossiers", is_number=True, sort_url="?tri=dossiers", sorted="ascending"),
    ),
    rows=(Row(cells=(Cell(text="Lyon", url="/lyon"), Cell(text="12"))),),
)


def test_a_table_says_how_it_is_sorted_and_names_each_cell() -> None:
    html = render("{% data_table t %}", t=TABLE)
    assert 'aria-sort="ascending"' in html
    assert 'data-label="Dossiers"' in html
    assert '<th scope="row"><a href="/lyon">Lyon</a></th>' in html


def test_an_empty_table_says_what_to_do() -> None:
    empty = Table(caption="Sites", columns=TABLE.columns, rows=())
    html = render("{% data_table t empty_title='Rien encore' empty_text='Importez.' %}", t=empty)
    assert "Rien encore" in html
    assert "<table" not in html


def test_a_row_with_a_cell_missing_is_refused() -> None:
    short = Table(caption="x", columns=TABLE.columns, rows=(Row(cells=(Cell(text="Lyon"),)),))
    with pytest.raises(ValueError, match="shorter"):
        render("{% data_table t %}", t=short)


class SampleForm(forms.Form):
    name = forms.CharField(label="Nom", help_text="Court.")


def test_a_field_in_error_points_to_its_help_and_its_error() -> None:
    html = render("{% form_field f.name example='Lyon' %}", f=SampleForm({"name": ""}))
    assert 'aria-describedby="id_name-help id_name-example id_name-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name-error"' in html


def test_the_summary_of_errors_leads_to_each_field() -> None:
    html = render("{% error_summary f %}", f=SampleForm({"name": ""}))
    assert '<a href="#id_name">Nom</a>' in html


def test_a_form_not_sent_yet_has_no_summary() -> None:
    assert render("{% error_summary f %}", f=SampleForm()) == ""


def test_progress_polls_until_the_server_stops_it() -> None:
    source = "{% progress_bar id='p' label='Lecture' done=1 total=2 poll_url=url %}"
    assert 'hx-trigger="every 1s"' in render(source, url="/avancement")
    assert "hx-get" not in render(source, url="")


def test_pagination_keeps_the_other_parameters_of_the_address() -> None:
    page = Paginator(range(90), 30).get_page(2)
    request = RequestFactory().get("/", {"site": "lyon", "page": "2"})
    html = render("{% pagination page noun='dossiers' %}", page=page, request=request)
    assert 'href="?site=lyon&amp;page=3"' in html
    assert "31 à 60 sur 90 dossiers" in html


def test_the_stepper_says_where_we_are() -> None:
    html = render("{% stepper steps current=2 %}", steps=["Fichier", "Colonnes", "Aperçu"])
    assert html.count('aria-current="step"') == 1
    assert html.index("Fichier") < html.index('aria-current="step"') < html.index("Colonnes")
