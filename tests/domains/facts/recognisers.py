"""Everything of ours that reads bytes of others, each as a function of bytes.

Each answers in a word what came out, and lets out only what must never come: any exception but a
named refusal. The properties of `test_fuzz.py` and the fuzzer of `tools/fuzz.py` call them.
"""

import io
import json
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from tests.engine.fec import ledgers
from timonerie.domains.contracts.operations import list_files, list_values
from timonerie.domains.contracts.rules import lines
from timonerie.domains.contracts.rules.papers import looking
from timonerie.domains.contracts.rules.papers.pages import Page
from timonerie.domains.facts.enums import Offsets
from timonerie.domains.facts.rules import rows, values
from timonerie.domains.facts.rules.drafts import draft
from timonerie.domains.facts.rules.instants import InstantReader, ZoneClock
from timonerie.domains.facts.rules.mapping import Mapping, MappingError
from timonerie.domains.facts.rules.values import Fault
from timonerie.domains.organisation.operations.imports import files as lists
from timonerie.domains.organisation.operations.imports.org_chart import lines as chart_lines
from timonerie.domains.organisation.operations.imports.shapes import Wrong
from timonerie.engine import dsn
from timonerie.engine.fec import reading as entries
from timonerie.engine.fec import recognition
from timonerie.engine.fec import rules as fec_rules
from timonerie.engine.fec.shapes import Unreadable
from timonerie.engine.meetings import reading as meetings
from timonerie.engine.meetings.faults import CalendarRefused
from timonerie.foundations.documents import codes
from timonerie.foundations.documents.connectors import (
    FileRefused,
    encodings,
    grids,
    opened_in,
    tables,
)
from timonerie.foundations.documents.connectors.base import MAX_COLUMNS, MAX_ROWS
from timonerie.foundations.documents.papers import bounds
from timonerie.foundations.documents.papers import reading as papers

Recogniser = Callable[[bytes], str]
PARIS = ZoneClock("Europe/Paris")
READERS = (
    InstantReader(PARIS),
    InstantReader(PARIS, Offsets.DROP, month_first=True),
)
COUNT = values.count({"oui": "true"})


def of_file(name: str) -> Recogniser:
    """A file of that name: drafted, then read whole with its draft."""

    def outcome(data: bytes) -> str:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            path = folder / name
            path.write_bytes(data)
            try:
                return _read(path, folder)
            except FileRefused as refused:
                return codes.catalogue()[refused.code].code if refused.remedy else ""
            except MappingError as error:
                return error.key

    return outcome


def _read(path: Path, folder: Path) -> str:
    grid = opened_in(folder, path, path.name)
    sampled = [cells for _, cells in grid.rows]
    mapping = draft(grid.header, sampled, grid.format, grid.options).mapping(zone="Europe/Paris")
    (folder / "unpacked").unlink(missing_ok=True)
    reading = rows.read(opened_in(folder, path, path.name), mapping)
    assert reading.events.num_rows + reading.rejected == reading.rows <= MAX_ROWS
    assert len(reading.header) <= MAX_COLUMNS
    return "read"


def of_encoding(data: bytes) -> str:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        try:
            found, _ = encodings.detect(Path(file.name), None)
        except FileRefused as refused:
            return refused.code
    return found


def of_dsn(data: bytes) -> str:
    """A payroll file: whatever is damaged in it, no value of it is in the refusal."""
    try:
        reading = dsn.read(io.BytesIO(data))
    except dsn.Malformed as refused:
        return codes.catalogue()[refused.code].code if refused.remedy else ""
    assert json.dumps(reading.to_dict())
    assert sum(reading.thrown.values()) <= reading.rubriques
    return "read"


def of_pdf(data: bytes) -> str:
    """A paper on its way in, then its pages, then what they say of each clause."""
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "contrat.pdf"
        try:
            path.write_bytes(b"".join(bounds.checked([data])))
            told = papers.read({"path": str(path)}, Path(made), lambda number: None)
        except FileRefused as refused:
            return codes.catalogue()[refused.code].code if refused.remedy else ""
    pages = [Page(page["number"], page["text"]) for page in told["pages"]]
    looked = looking.look(pages)
    for one in looked.findings.values():
        assert one.extract == pages[one.page - 1].text[one.start : one.end]
    return "read"


def of_dates(data: bytes) -> str:
    text = data.decode(errors="replace").strip()
    found = [reader(text) for reader in READERS]
    return ",".join(one.code if isinstance(one, Fault) else "read" for one in found)


def of_numbers(data: bytes) -> str:
    text = data.decode(errors="replace").strip()
    found = [read(text) for read in (values.amount, values.quantity, COUNT, values.name)]
    return ",".join(one.code if isinstance(one, Fault) else "read" for one in found)


def of_mapping(data: bytes) -> str:
    text = data.decode(errors="replace")
    told = []
    for make in (_from_toml, _from_json):
        try:
            mapping = make(text)
        except MappingError as error:
            told.append(error.key)
        else:
            assert Mapping.from_toml(mapping.to_toml()) == mapping
            told.append("read")
    return ",".join(told)


def _from_toml(text: str) -> Mapping:
    return Mapping.from_toml(text, default_zone="Europe/Paris")


def _from_json(text: str) -> Mapping:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        document = {}
    return Mapping.from_dict(document if isinstance(document, dict) else {}, default_zone="UTC")


def of_entries(data: bytes) -> str:
    """An accounting entries file: recognised, read, controlled, and every answer asked of it."""
    assert 0 <= recognition.looks_like(data[:65_536], "ecritures.txt") <= 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "732829320FEC20251231.txt"
        path.write_bytes(data)
        try:
            found = entries.read(path)
        except Unreadable as refused:
            return fec_rules.rules()[refused.code].code if refused.sentence else ""
    told = ledgers.everything(found)
    spent = sum(told["attributions"].column("amount").to_pylist())
    assert spent == ledgers.spent(found.lines)
    return "read"


def of_calendar(data: bytes) -> str:
    """A calendar, read whole around a day of 2026."""
    try:
        found = meetings.read(data, on=date(2026, 3, 2), zone="Europe/Paris", places={"Lyon": 1})
    except CalendarRefused as refused:
        return codes.catalogue()[refused.code].code if refused.remedy else ""
    assert json.loads(json.dumps(found.to_dict()))["events"] == found.events
    return "read"


def of_contract_list(data: bytes) -> str:
    """A list of contracts: its sheet, its titles, then what each line says or leaves open."""
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "contrats.csv"
        path.write_bytes(data)
        asked = {"path": str(path), "name": path.name, "most": lists.MOST_LINES}
        try:
            found = list_files.sheets_of(grids.sheets(asked, Path(made), lambda number: None))
        except FileRefused as refused:
            return codes.catalogue()[refused.code].code if refused.remedy else ""
    if not found:
        return "empty"
    sheet = list_files.likeliest(found)
    header, proposal = list_files.proposal(sheet)
    titles = sheet.titles(header)
    columns = [
        lines.Column(rank, meaning, titles[rank] if rank < len(titles) else "")
        for rank, meaning in proposal.fields.items()
    ]
    told = ["read"]
    for number, cells in sheet.below(header):
        try:
            said = list_values.checked(lines.read(number, cells, columns, origin=proposal.origin))
        except Wrong as wrong:
            told.append(codes.catalogue()[wrong.code].code if wrong.remedy else "")
        else:
            assert set(list_values.values_of(said)) <= set(said.values)
    assert all(told)
    return ",".join(told)


def cycles(managers: dict[int, int]) -> Iterator[int]:
    """Who is found again on the way up from themselves."""
    for rank in managers:
        seen, above = {rank}, managers.get(rank)
        while above is not None and above not in seen:
            seen.add(above)
            above = managers.get(above)
        if above is not None:
            yield rank


def of_org_chart(data: bytes) -> str:
    """An org chart: nobody is above themselves, however far, nor counted twice."""
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "organigramme.csv"
        path.write_bytes(data)
        asked = {"path": str(path), "name": path.name, "most": lists.MOST_LINES}
        try:
            table = lists.table_of(tables.whole(asked, Path(made), lambda number: None))
            entries = chart_lines.read(table)
        except FileRefused as refused:
            return codes.catalogue()[refused.code].code if refused.remedy else ""
        except lists.UnreadableFile as refused:
            return codes.catalogue()[refused.code].code if refused.message else ""
    tree = chart_lines.resolved(entries.kept)
    assert not list(cycles(tree.managers))
    assert len(entries.kept) + len(entries.faults) <= len(table.lines)
    return "read"


RECOGNISERS: dict[str, Recogniser] = {
    "csv": of_file("envoi.csv"),
    "xlsx": of_file("envoi.xlsx"),
    "xes": of_file("journal.xes"),
    "xes.gz": of_file("journal.xes.gz"),
    "zip": of_file("envoi.zip"),
    "dsn": of_dsn,
    "encodings": of_encoding,
    "dates": of_dates,
    "numbers": of_numbers,
    "mapping": of_mapping,
    "fec": of_entries,
    "ics": of_calendar,
    "pdf": of_pdf,
    "contract lists": of_contract_list,
    "org charts": of_org_chart,
}
