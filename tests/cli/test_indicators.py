"""`timonerie indicators`: groups, periods, instants, and what it refuses."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.cli.conftest import Run, run_command
from tests.factories import facts
from tests.factories.facts import event
from tests.factories.recorded import recorded

pytestmark = pytest.mark.slow

ROWS = [
    event("A", received="2026-01-05 08:00", resolved="2026-01-05 10:00", due="2026-01-05 09:00"),
    event("B", received="2026-01-20 08:00", resolved="2026-02-02 08:00", site="Nantes"),
    event("C", received="2026-02-03 08:00", site="Nantes"),
]


@recorded
def _brought() -> None:
    with TemporaryDirectory() as folder:
        mapping, file = Path(folder) / "mapping.toml", Path(folder) / "envoi.csv"
        mapping.write_text(facts.log().to_toml(), encoding="utf-8")
        file.write_bytes(facts.content(ROWS))
        run_command("init", company="a", zone="UTC")
        assert run_command("import", file, company="a", source="s", mapping=mapping).code == 0


@pytest.fixture(autouse=True)
def filled(db: None) -> None:
    _brought()


def _values(run: Run, **options: object) -> list[tuple[dict[str, str], str, float]]:
    rows = run("indicators", company="a", json=True, **options).json
    return [(row["by"], row["period"], row["value"]) for row in rows]


def test_every_figure_has_the_shape_promised(run: Run) -> None:
    rows = run("indicators", company="a", at="2026-03-01T12:00", json=True).json

    keys = {"indicator", "by", "period", "n", "numerator", "denominator", "value", "unit"}
    assert all(row.keys() == keys | {"state", "covered", "expected"} for row in rows)
    codes = {row["indicator"] for row in rows}
    times = {
        f"{p}time_to_resolved_{k}" for p in ("", "working_") for k in ("median", "p90", "mean")
    }
    assert codes >= {"cases", "sla_met", "reopened", "reworked", "errors", "backlog"} | times


def test_figures_by_site_and_month(run: Run) -> None:
    assert _values(run, only="cases", by="site,month") == [
        ({"site": "Lyon"}, "2026-01", 1),
        ({"site": "Nantes"}, "2026-01", 1),
        ({"site": "Nantes"}, "2026-02", 1),
    ]


@pytest.mark.parametrize(
    ("period", "names"),
    [
        ("week", ["2026-W02", "2026-W04", "2026-W06"]),
        ("year", ["2026"]),
        ("quarter", ["2026-01-01"]),
        ("day", ["2026-01-05", "2026-01-20", "2026-02-03"]),
    ],
)
def test_periods_are_named(run: Run, period: str, names: list[str]) -> None:
    assert [name for _by, name, _value in _values(run, only="cases", by=period)] == names


def test_days_bound_the_figures(run: Run) -> None:
    assert _values(run, only="cases", from_="2026-01-20", to="2026-02-02") == [({}, "all", 1)]


def test_the_backlog_is_counted_at_an_instant(run: Run) -> None:
    counts = [_values(run, only="backlog", at=f"2026-0{at}T12:00")[0][2] for at in ("1-21", "3-01")]

    assert counts == [1, 1]


def test_an_empty_backlog_is_a_measured_zero(run: Run) -> None:
    (row,) = run("indicators", company="a", only="backlog", at="2026-01-01T12:00", json=True).json

    assert (row["value"], row["state"]) == (0, "measured")


@pytest.mark.parametrize(
    "options",
    [
        {"by": "ville"},
        {"by": "month,week"},
        {"only": "bonheur"},
        {"only": "backlog"},
        {"at": "demain"},
        {"from_": "hier"},
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, options: dict[str, str]) -> None:
    answer = run("indicators", company="a", json=True, **options)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_a_dimension_given_twice_counts_once(run: Run) -> None:
    assert _values(run, only="cases", by="site,site") == _values(run, only="cases", by="site")


def test_the_table_for_people_says_the_same(run: Run) -> None:
    assert "cases" in run("indicators", company="a").out
