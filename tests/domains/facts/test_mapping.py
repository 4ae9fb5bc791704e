"""Reading and writing mapping.toml."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.facts.enums import Field, FoldRule, Kind, Offsets, Unknown
from timonerie.domains.facts.rules.mapping import Mapping, MappingError, States
from timonerie.domains.facts.rules.toml_writer import to_toml

WHOLE = """
format = "csv"
kind = "events"
zone = "Europe/Paris"
offsets = "drop"
missing = ["", "?"]
dates = ["%d-%m-%Y %H:%M"]
unknown = "reject"
delimiter = ";"
encoding = "cp1252"

[columns]
case = "numéro"
received = "ouvert le"
on_time = "sla"

[constants]
site = "Lyon"

[fold]
order = ["maj", "rang"]
on_time = "last"

[[pause]]
column = "état"
values = ["En attente client"]

[reopen]
column = "état"
values = ["Terminé"]

[values.on_time]
true = ["tenu"]
"""


def test_every_key_of_a_mapping_is_read() -> None:
    mapping = Mapping.from_toml(WHOLE)

    assert mapping == Mapping(
        zone="Europe/Paris",
        columns={Field.CASE: "numéro", Field.RECEIVED: "ouvert le", Field.ON_TIME: "sla"},
        kind=Kind.EVENTS,
        format="csv",
        offsets=Offsets.DROP,
        missing=("", "?"),
        dates=("%d-%m-%Y %H:%M",),
        unknown=Unknown.REJECT,
        delimiter=";",
        encoding="cp1252",
        constants={Field.SITE: "Lyon"},
        order=("maj", "rang"),
        fold={Field.ON_TIME: FoldRule.LAST},
        pauses=(States("état", ("En attente client",)),),
        reopen=States("état", ("Terminé",)),
        values={Field.ON_TIME: {"true": ("tenu",)}},
    )


def test_mapping_survives_its_own_toml() -> None:
    mapping = Mapping.from_toml(WHOLE)

    assert Mapping.from_toml(mapping.to_toml()) == mapping
    assert Mapping.from_dict(mapping.to_dict()) == mapping


def test_fingerprint_follows_the_meaning_and_not_the_layout() -> None:
    mapping = Mapping.from_toml(WHOLE)
    other = Mapping.from_toml(WHOLE.replace('"Lyon"', '"Brest"'))

    assert Mapping.from_toml("# note\n" + WHOLE).fingerprint == mapping.fingerprint
    assert other.fingerprint != mapping.fingerprint


MINIMAL: dict[str, Any] = {"zone": "UTC", "columns": {"case": "n"}}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": ""}, "zone"),
        ({"zone": 3}, "zone"),
        ({"format": "pdf"}, "format"),
        ({"kind": "rows"}, "kind"),
        ({"zon": "UTC"}, "zon"),
        ({"missing": "?"}, "missing"),
        ({"missing": [1]}, "missing"),
        ({"dates": ["%d/%m"]}, "dates"),
        ({"dates": ["%A %d %B %Y"]}, "dates"),
        ({"dates": ["%d/%d/%m/%Y"]}, "dates"),
        ({"columns": {}}, "columns.case"),
        ({"columns": {"case": "n", "closed": "x"}}, "columns.closed"),
        ({"columns": {"case": "n", "site": ""}}, "columns.site"),
        ({"columns": ["n"]}, "columns"),
        ({"columns": {"case": "n", "site": "s"}, "constants": {"site": "L"}}, "constants.site"),
        ({"constants": {"case": "1"}}, "constants.case"),
        ({"fold": {"site": "median"}}, "fold.site"),
        ({"fold": {"sites": "last"}}, "fold.sites"),
        ({"fold": {"case": "last"}}, "fold.case"),
        ({"fold": {"order": "maj"}}, "fold.order"),
        ({"fold": ["maj"]}, "fold"),
        ({"pause": ["maj"]}, "pause"),
        ({"pause": {"column": "x", "values": ["y"]}}, "pause"),
        ({"kind": "events"}, "fold.order"),
        ({"pause": [{"column": "x"}]}, "pause"),
        ({"pause": [{"column": "x", "value": ["y"]}]}, "pause.value"),
        ({"reopen": {"values": ["x"]}}, "reopen"),
        ({"values": {"site": {"true": ["x"]}}}, "values.site"),
        ({"values": {"on_time": {"yes": ["x"]}}}, "values.on_time.yes"),
    ],
)
def test_error_names_the_key_at_fault(change: dict[str, Any], key: str) -> None:
    with pytest.raises(MappingError) as error:
        Mapping.from_dict(MINIMAL | change)

    assert error.value.key == key
    assert str(error.value).startswith(f"{key}\u00a0: ")


def test_syntax_error_tells_its_line() -> None:
    with pytest.raises(MappingError, match="line 2"):
        Mapping.from_toml('zone = "UTC"\nkind =\n')


def test_zone_may_come_from_the_company() -> None:
    assert Mapping.from_dict({"columns": {"case": "n"}}, default_zone="Europe/Paris").zone == (
        "Europe/Paris"
    )


def test_order_alone_makes_a_log_of_events() -> None:
    assert Mapping.from_dict(MINIMAL | {"fold": {"order": ["maj"]}}).kind is Kind.EVENTS
    assert Mapping.from_dict(MINIMAL).kind is Kind.CASES


@given(column=st.text(min_size=1), words=st.lists(st.text(), min_size=1))
def test_any_text_survives_the_toml(column: str, words: list[str]) -> None:
    mapping = Mapping.from_dict(
        MINIMAL | {"columns": {"case": column}, "pause": [{"column": column, "values": words}],
                   "fold": {"order": [column]}}
    )  # fmt: skip

    assert Mapping.from_toml(mapping.to_toml()) == mapping


KEYS = ("zone", "kind", "format", "missing", "dates", "columns", "constants", "fold", "pause",
        "reopen", "values", "offsets", "unknown", "sheet")  # fmt: skip
WORDS = ["case", "order", "site", "column", "values", "true", "last", "events", "UTC", "%d"]
anything = st.recursive(
    st.one_of(st.none(), st.integers(), st.booleans(), st.sampled_from(WORDS), st.text(max_size=5)),
    lambda inside: st.one_of(
        st.lists(inside, max_size=3), st.dictionaries(st.sampled_from(WORDS), inside, max_size=3)
    ),
    max_leaves=8,
)


@given(change=st.dictionaries(st.sampled_from(KEYS), anything, max_size=3))
def test_whatever_is_written_is_read_or_refused_by_its_key(change: dict[str, Any]) -> None:
    try:
        mapping = Mapping.from_dict(MINIMAL | change)
    except MappingError as error:
        assert error.key.partition(".")[0] in KEYS  # noqa: PT017 - either outcome is right
    else:
        assert Mapping.from_toml(mapping.to_toml()) == mapping


def test_comments_stand_above_their_key() -> None:
    written = to_toml({"zone": "", "columns": {"case": "n"}}, comments={"columns.case": "Pourquoi"})

    assert written == 'zone = ""\n\n[columns]\n# Pourquoi\ncase = "n"\n'
