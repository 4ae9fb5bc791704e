"""What a mapping says comes back from the screen as it was, asked or not."""

from pathlib import Path

import pytest

from tests.conftest import ROOT
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.web.forms.imports import ColumnsForm, initial_of, mapping_of

RICH = """
kind = "events"
zone = "Europe/Paris"
missing = ["", "?", "non renseigné"]
dates = ["%d/%m/%Y %H:%M", "%Y-%m-%d"]
[columns]
case = "dossier"
received = "recu"
[fold]
order = ["maj", "rang", "ligne"]
[[pause]]
column = "etat"
values = ["en attente", "gelé"]
[[pause]]
column = "motif"
values = ["client"]
"""
GUIDE = sorted((ROOT / "docs" / "guide" / "mappings").glob("*.toml"))


def sent_back(text: str) -> Mapping:
    """The mapping that the form makes when it is sent as it was shown."""
    before = Mapping.from_toml(text)
    document = before.to_dict()
    header = ["etat", *before.columns.values(), *before.order]
    initial = initial_of(document)
    shown = ColumnsForm(initial=initial, header=header, samples={})
    values = {name: shown[name].value() or "" for name in shown.fields}
    form = ColumnsForm(values, initial=initial, header=header, samples={})
    assert form.is_valid(), form.errors
    return mapping_of(form, document)


@pytest.mark.parametrize("path", GUIDE, ids=lambda path: path.stem)
def test_the_mappings_of_the_guide_come_back_as_they_were(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert sent_back(text) == Mapping.from_toml(text)


def test_what_the_form_has_no_room_for_is_kept() -> None:
    assert sent_back(RICH) == Mapping.from_toml(RICH)
