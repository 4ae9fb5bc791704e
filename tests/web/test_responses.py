"""A page answers its tables and its charts as files."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.http import Http404
from django.test import RequestFactory

from tests.web.sheets import sheet
from timonerie.foundations.wording.states import State
from timonerie.web.charts import Bar, Bars
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, HeatMap, HeatRow, Row, Table

SITES = Table(
    caption="Sites",
    name="sites",
    columns=(
        Column(label="Site"),
        Column(label="Délai"),
        Column(label="Conformes"),
        Column(label="Ouvert le"),
    ),
    rows=(
        Row(
            cells=(
                Cell(text="=Lyon", note="siège"),
                Cell(text="18 h 22 ouvrées", value=66_120, unit="working_duration"),
                Cell(text="94,2 %", value=0.942, unit="percent", state=State.WATCH),
                Cell(text="3 mars 2025", value=date(2025, 3, 3)),
            )
        ),
    ),
)
BARS = Bars(subject="Par site", unit="percent", bars=(Bar(label="Lyon", value=0.5),), target=0.9)
MAP = HeatMap(
    caption="Sites et indicateurs",
    corner="Site",
    columns=(Column(label="Conformes"),),
    rows=(HeatRow(label="Lyon", cells=(Cell(text="conforme", state=State.MET),)),),
)


def ask(query: str) -> bytes:
    request = RequestFactory().get(f"/?{query}")
    context = {"table": SITES, "parts": [{"bars": BARS}], "map": MAP}
    return show(request, "unused.html", context).content


def lines(query: str) -> list[list[str]]:
    return list(csv.reader(StringIO(ask(query).decode("utf-8-sig")), delimiter=";"))


def test_a_csv_says_numbers_as_a_spreadsheet_reads_them() -> None:
    header, row = lines("format=csv&table=sites")
    told = dict(zip(header, row, strict=True))
    assert told["Délai"] == "18:22:00"
    assert told["Conformes"] == "94,2%"
    assert told["Ouvert le"] == "2025-03-03"


def test_states_and_notes_stand_in_columns_of_their_own() -> None:
    header, row = lines("format=csv&table=sites")
    told = dict(zip(header, row, strict=True))
    assert told["Conformes\u00a0: état"] == "à surveiller"
    assert told["Site\u00a0: précision"] == "siège"


def test_a_csv_runs_nothing() -> None:
    assert lines("format=csv&table=sites")[1][0] == "'=Lyon"


def test_a_workbook_holds_numbers_and_keeps_a_text_a_text() -> None:
    header, row = sheet(ask("format=xlsx&table=sites"))
    told = dict(zip(header, row, strict=True))
    assert told["Site"] == "=Lyon"
    assert told["Conformes"] == pytest.approx(0.942)
    assert told["Délai"].total_seconds() == 66_120
    assert told["Ouvert le"] == date(2025, 3, 3)


def test_a_chart_inside_the_context_is_a_table_too() -> None:
    assert lines("format=csv&table=barres-par-site")[1] == ["Lyon", "50%", "90%"]


def test_a_heat_map_says_its_rows() -> None:
    assert lines("format=csv&table=site") == [["Site", "Conformes"], ["Lyon", "conforme"]]


@pytest.mark.parametrize("query", ["format=pdf", "format=csv&table=inconnu"])
def test_what_the_page_does_not_have_is_not_found(query: str) -> None:
    with pytest.raises(Http404):
        ask(query)
