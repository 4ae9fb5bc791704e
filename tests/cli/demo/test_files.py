"""Each file reads back through the product's own connectors, with the mapping given for it."""

from pathlib import Path

import pyarrow as pa
import pytest

from tests.cli.demo.conftest import AS_OF
from timonerie.cli.demo.horizon import Horizon, midnight
from timonerie.cli.demo.plan import DEFAULT_SEED
from timonerie.cli.demo.simulator import SIMULATORS
from timonerie.cli.demo.simulators import accounting, assistant, it, payroll
from timonerie.cli.demo.world import World
from timonerie.cli.demo.writer import DemoFile
from timonerie.domains.facts.rules import rows
from timonerie.domains.facts.rules.folding import fold
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.foundations.documents.connectors import Options, open_file


@pytest.fixture(scope="module")
def world() -> World:
    """Five months: two civil years or halves, an export missing at Colmar."""
    return World.of(DEFAULT_SEED, Horizon.before(AS_OF, span=8))


def read(file: DemoFile, folder: Path) -> rows.Reading:
    path = folder / file.name
    path.write_bytes(file.content)
    mapping = Mapping.from_dict(file.mapping)
    options = Options(mapping.encoding, mapping.delimiter, mapping.sheet)
    return rows.read(open_file(path, file.name, options), mapping)


@pytest.mark.parametrize("simulator", SIMULATORS)
def test_files_are_read_without_a_reject_nor_a_doubt(
    simulator: object, world: World, tmp_path: Path
) -> None:
    for file in simulator.files(world):  # type: ignore[attr-defined]
        reading = read(file, tmp_path)
        assert reading.rows > 0
        assert reading.rejects == []
        assert reading.notices == []


@pytest.mark.parametrize("simulator", SIMULATORS)
def test_folded_cases_are_the_simulated_ones(
    simulator: object, world: World, tmp_path: Path
) -> None:
    files = list(simulator.files(world))  # type: ignore[attr-defined]
    read_ = [(file.source, read(file, tmp_path).events) for file in files]
    folded = 0
    for source in {file.source for file in files}:
        ranked = [
            events.append_column("rank", pa.array([rank] * events.num_rows, pa.int64()))
            for rank, (name, events) in enumerate(read_)
            if name == source
        ]
        found = fold(pa.concat_tables(ranked), Mapping.from_dict(files[0].mapping))
        assert found.ties == 0
        folded += found.cases.num_rows
    assert folded == len(simulator.cases(world))  # type: ignore[attr-defined]


def test_a_reopened_ticket_is_seen_as_such(world: World, tmp_path: Path) -> None:
    file = next(it.files(world))
    found = fold(read(file, tmp_path).events, Mapping.from_dict(file.mapping)).cases
    again = {
        f"T{number:06d}"
        for number, ticket in enumerate(it.cases(world), start=1)
        if any(c.state == it.AGAIN and c.at < _cut(file) for c in ticket.changes)
    }
    reopened = found.filter(found["reopened"])["case"].to_pylist()
    assert set(reopened) == again & set(found["case"].to_pylist())


def test_waiting_for_the_asker_is_a_pause(world: World, tmp_path: Path) -> None:
    file = next(it.files(world))
    found = fold(read(file, tmp_path).events, Mapping.from_dict(file.mapping)).cases
    pauses = dict(zip(found["case"].to_pylist(), found["pauses"].to_pylist(), strict=True))
    for number, ticket in enumerate(it.cases(world), start=1):
        states = [change for change in ticket.changes if change.at < _cut(file)]
        waits = [change.at for change in states[:-1] if change.state == it.WAITING]
        if f"T{number:06d}" in pauses and states[-1].state != it.WAITING:
            starts = [round(p["start"].timestamp()) for p in pauses[f"T{number:06d}"] or ()]
            assert starts == waits


def _cut(file: DemoFile) -> int:
    return file.made


def test_inputs_have_no_provider_and_payslips_have_one(world: World, tmp_path: Path) -> None:
    """A late input is the client's: it must not count against the payroll firm. A file that names
    no provider is taken for its source's, so the source has none either."""
    seen: dict[str, set[str | None]] = {"": set(), "Solde & Clarté": set()}
    for file in payroll.files(world):
        seen[file.provider] |= set(read(file, tmp_path).events["provider"].to_pylist())
    assert seen == {"": {None}, "Solde & Clarté": {"Solde & Clarté"}}


def test_amounts_of_an_old_tool_are_read_to_the_cent(world: World, tmp_path: Path) -> None:
    file = next(accounting.files(world))
    events = read(file, tmp_path).events
    read_amounts = dict(zip(events["case"].to_pylist(), events["amount"].to_pylist(), strict=True))
    cents = {case.key: case.cents for case in accounting.cases(world)}
    assert any(amount is not None for amount in read_amounts.values())
    for key, amount in read_amounts.items():
        assert (amount is None and cents[key] is None) or amount * 100 == cents[key]


def test_offsets_written_by_the_assistants_are_kept(world: World, tmp_path: Path) -> None:
    events = read(next(assistant.files(world)), tmp_path).events
    received = {case.key: case.received for case in assistant.cases(world)}
    start = midnight(world.horizon.first)
    for key, instant in zip(
        events["case"].to_pylist(), events["received_at"].to_pylist(), strict=True
    ):
        assert instant.timestamp() == received[key] >= start
