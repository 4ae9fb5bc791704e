"""XES logs: columns, lines, and the malformed ones."""

import gzip
from pathlib import Path

import pytest

from tests.domains.facts import files
from timonerie.foundations.documents.connectors import FileRefused, open_file

LOG = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="2.0" xmlns="http://www.xes-standard.org/">
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <global scope="event"><string key="ignored" value="UNKNOWN"/></global>
  <string key="concept:name" value="name of the log"/>
  <trace>
    <string key="concept:name" value="P-1"/>
    <event>
      <string key="concept:name" value="Accepted"/>
      <date key="time:timestamp" value="2012-03-15T11:53:52+01:00"/>
      <int key="cost" value="3"><string key="unit" value="hours"/></int>
      <list key="people"><values><string key="who" value="Ada"/></values></list>
    </event>
    <event>
      <string key="concept:name" value="Completed"/>
      <string key="org:group" value="G1"/>
    </event>
    <string key="severity" value="late attribute"/>
  </trace>
</log>
"""
HEADER = (
    "case:concept:name",
    "concept:name",
    "time:timestamp",
    "cost",
    "org:group",
    "case:severity",
)


@pytest.mark.parametrize("packed", [False, True])
def test_events_are_rows_and_trace_attributes_repeat(packed: bool, tmp_path: Path) -> None:
    name = "journal.xes.gz" if packed else "journal.xes"
    grid = open_file(files.log_file(tmp_path, LOG, name, packed=packed), name)

    assert grid.header == HEADER
    assert [(line, list(cells)) for line, cells in grid.rows] == [
        (8, ["P-1", "Accepted", "2012-03-15T11:53:52+01:00", "3", "", "late attribute"]),
        (14, ["P-1", "Completed", "", "", "G1", "late attribute"]),
    ]


MALFORMED = {
    "DTD": (LOG.replace("?>", "?><!DOCTYPE log>", 1), "XES-01"),
    "billion laughs": (
        LOG.replace("?>", '?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>', 1),
        "XES-01",
    ),
    "external entity": (
        LOG.replace("?>", '?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>', 1),
        "XES-01",
    ),
    "unclosed": (LOG[:-30], "XES-03"),
    "no event": ("<log></log>", "XES-04"),
    "value of 40,000 characters": (LOG.replace("Accepted", "x" * 40_000), "XES-02"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_log_is_refused(name: str, tmp_path: Path) -> None:
    content, code = MALFORMED[name]

    with pytest.raises(FileRefused) as refused:
        files.read_all(files.log_file(tmp_path, content))

    assert refused.value.code == code


@pytest.mark.parametrize("cut", [-20, 60], ids=["without its end", "cut in two"])
def test_truncated_archive_is_refused(cut: int, tmp_path: Path) -> None:
    data = gzip.compress(LOG.encode())[:cut]
    path = files.text_file(tmp_path, data, "journal.xes.gz")

    with pytest.raises(FileRefused, match="XES-03"):
        files.read_all(path)


def test_archive_with_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(LOG.encode()))
    data[-8] ^= 0xFF
    path = files.text_file(tmp_path, bytes(data), "journal.xes.gz")

    with pytest.raises(FileRefused, match="XES-03"):
        files.read_all(path)


def test_log_that_unpacks_beyond_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timonerie.foundations.documents.connectors.xes.MAX_UNPACKED", 1_000_000)
    content = LOG.replace("</log>", " " * 2_000_000 + "</log>")
    path = files.log_file(tmp_path, content, "journal.xes.gz", packed=True)

    assert path.stat().st_size < 10_000
    with pytest.raises(FileRefused, match="XES-02"):
        files.read_all(path)


def test_event_above_the_cap_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timonerie.foundations.documents.connectors.xes.MAX_ROWS", 1)

    with pytest.raises(FileRefused, match="XES-02"):
        files.read_all(files.log_file(tmp_path, LOG))


def test_other_xml_is_not_a_log(tmp_path: Path) -> None:
    path = files.log_file(tmp_path, "<invoice/>")

    with pytest.raises(FileRefused, match="FIC-03"):
        open_file(path, path.name)


def test_suspension_reopening_and_offset_are_read_from_a_log(tmp_path: Path) -> None:
    reading = files.read(
        files.log_file(tmp_path, LOG),
        files.mapped(
            {"case": "case:concept:name", "event": "time:timestamp"},
            kind="events",
            reopen={"column": "concept:name", "values": ["Completed"]},
        ),
    )

    assert reading.events["reopen_value"].to_pylist() == ["Accepted", "Completed"]
    assert [str(at) for at in reading.events["event_at"].to_pylist()] == [
        "2012-03-15 10:53:52+00:00",
        "None",
    ]
