"""Order, filters and columns of a table stand in the address."""

import pytest
from django.http import QueryDict

from timonerie.foundations.wording.states import State
from timonerie.web.arrangements import arranged, arranged_map
from timonerie.web.tables import Cell, Column, Controls, HeatMap, HeatRow, Row, Table


def line(name: str, value: float | None, state: State) -> Row:
    text = "" if value is None else str(value)
    return Row(
        cells=(
            Cell(text=name),
            Cell(text=text, value=value),
            Cell(text=str(state.word), state=state),
        )
    )


SITES = Table(
    name="sites",
    caption="Sites",
    columns=(
        Column(label="Site"),
        Column(label="Valeur", is_number=True),
        Column(label="État", is_filter=True),
    ),
    rows=(
        line("Lyon", 12, State.MET),
        line("Évry", None, State.MISSING),
        line("auch", 9, State.MISSED),
    ),
)


def names(query: str, *, alone: bool = True) -> list[str]:
    found = arranged(SITES, QueryDict(query), alone=alone)
    return [str(row.cells[0].text) for row in found.rows]


def controls(query: str) -> Controls:
    found = arranged(SITES, QueryDict(query), alone=True).controls
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Lyon", "Évry", "auch"]),
        ("tri=site", ["auch", "Évry", "Lyon"]),
        ("tri=valeur", ["auch", "Lyon", "Évry"]),
        ("tri=-valeur", ["Lyon", "auch", "Évry"]),
        ("tri=etat", ["auch", "Évry", "Lyon"]),
        ("tri=couleur", ["Lyon", "Évry", "auch"]),
        ("filtre.etat=hors cible", ["auch"]),
        ("filtre.etat=parti", ["Lyon", "Évry", "auch"]),
    ],
)
def test_the_address_arranges_the_rows(query: str, expected: list[str]) -> None:
    assert names(query) == expected


def test_tables_of_one_page_do_not_collide() -> None:
    assert names("tri=site", alone=False) == ["Lyon", "Évry", "auch"]
    assert names("sites.tri=site", alone=False) == ["auch", "Évry", "Lyon"]


def test_a_second_click_turns_the_order_round_and_keeps_the_filters() -> None:
    query = QueryDict("tri=valeur&filtre.etat=conforme&page=3")
    found = arranged(SITES, query, alone=True)
    assert QueryDict(found.columns[1].sort_url[1:]).dict() == {
        "tri": "-valeur",
        "filtre.etat": "conforme",
    }
    assert found.columns[1].sorted == "ascending"


@pytest.mark.parametrize("query", ["colonnes=etat", "colonnes=etat,partie"])
def test_the_columns_chosen_stand_after_the_one_that_names_the_rows(query: str) -> None:
    found = arranged(SITES, QueryDict(query), alone=True)
    assert [column.key for column in found.columns] == ["site", "etat"]
    assert {len(row.cells) for row in found.rows} == {2}


def test_a_table_never_loses_all_its_columns() -> None:
    found = arranged(SITES, QueryDict("colonnes=rien"), alone=True)
    assert len(found.columns) == 3


def test_taking_the_last_choice_away_says_so_in_the_address() -> None:
    assert controls("filtre.etat=conforme").chips[0]["url"] == "?choix=1"


def test_a_form_carries_the_rest_of_the_address() -> None:
    assert ("mois", "2026-02") in controls("mois=2026-02&tri=site").filter_others


def test_a_map_is_sorted_by_its_figures_and_silence_comes_last() -> None:
    rows = tuple(HeatRow(label=str(row.cells[0].text), cells=(row.cells[1],)) for row in SITES.rows)
    columns = (Column(label="Valeur"),)
    found = HeatMap(caption="Sites", corner="Site", columns=columns, rows=rows)
    for order, expected in (("valeur", "auch Lyon Évry"), ("-valeur", "Lyon auch Évry")):
        shown = arranged_map(found, QueryDict(f"site.tri={order}")).rows
        assert " ".join(str(row.label) for row in shown) == expected


def test_a_tree_put_in_another_order_is_a_plain_list() -> None:
    rows = (Row(cells=(Cell(text="Ouest"),)), Row(cells=(Cell(text="Brest", depth=1),)))
    tree = Table(name="unites", caption="Unités", columns=(Column(label="Unité"),), rows=rows)

    def drawn(query: str) -> list[tuple[str, int]]:
        found = arranged(tree, QueryDict(query), alone=True)
        return [(str(row.cells[0].text), row.cells[0].depth) for row in found.rows]

    assert drawn("") == [("Ouest", 0), ("Brest", 1)]
    assert drawn("tri=unite") == [("Brest", 0), ("Ouest", 0)]


def test_a_text_that_is_no_number_may_be_given_a_rank() -> None:
    months = (Cell(text="avril 2026", rank=4), Cell(text="mars 2026", rank=3))
    table = Table(
        name="mois",
        caption="Mois",
        columns=(Column(label="Mois"),),
        rows=tuple(Row(cells=(one,)) for one in months),
    )
    found = arranged(table, QueryDict("tri=mois"), alone=True)
    assert [row.cells[0].text for row in found.rows] == ["mars 2026", "avril 2026"]
