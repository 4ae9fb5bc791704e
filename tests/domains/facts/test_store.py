"""Files of facts: whole or absent, synced before they are named, one writer at a time."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID, uuid4

import pyarrow as pa
import pytest

from timonerie.domains.facts import store
from timonerie.engine import facts

COMPANY = UUID("00000000-0000-4000-8000-000000000001")
ROWS = pa.table({"case": ["A", "B", "C"], "n": [1, 2, 3]})


def _written() -> Path:
    return store.paths(COMPANY, [store.write(COMPANY, ROWS, kind="cases")])[0]


def test_no_file_reads_as_an_empty_typed_table() -> None:
    assert store.read([], schema=facts.SCHEMA).equals(facts.empty())


def test_rows_come_back_as_they_were_written() -> None:
    assert store.read([_written()], schema=ROWS.schema).equals(ROWS)


def test_only_the_rows_of_some_cases_are_read_or_left_out() -> None:
    path, wanted = _written(), pa.array(["A", "C", "absent"])

    assert store.read([path], schema=ROWS.schema, cases=wanted)["n"].to_pylist() == [1, 3]
    assert store.without(path, wanted, schema=ROWS.schema)["n"].to_pylist() == [2]
    assert store.holds_any(path, wanted)
    assert not store.holds_any(path, pa.array(["absent"]))


def test_a_file_is_synced_then_named_then_its_name_is_synced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    sync, name = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        target = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        seen.append("sync of the folder" if target.is_dir() else f"sync of {target.suffix}")
        sync(descriptor)

    def replace(path: Path, target: Path) -> Path:
        seen.append(f"{path.suffix} becomes {target.suffix}")
        return name(path, target)

    folder = store.folder(COMPANY)
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    store.write_to(folder / "a.parquet", ROWS)

    assert seen == ["sync of .partial", ".partial becomes .parquet", "sync of the folder"]


def test_a_write_that_fails_names_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.write(COMPANY, ROWS, kind="cases")

    assert list(store.folder(COMPANY).glob("*.parquet")) == []
    assert [Path(name).suffix for name in store.orphans(COMPANY, named=set())] == [".partial"]


def test_orphans_are_the_files_that_nothing_names() -> None:
    kept, left = _written(), _written()
    with store.lock(COMPANY):
        assert store.orphans(COMPANY, named={kept.name}) == [left.name]
    store.discard(COMPANY, [left.name, "already gone.parquet"])

    assert store.orphans(COMPANY, named={kept.name}) == []


def test_a_second_process_waits_for_the_lock(data_dir: Path) -> None:
    with store.lock(COMPANY):
        assert not _enters(data_dir, COMPANY)
        assert _enters(data_dir, uuid4())
    assert _enters(data_dir, COMPANY)


def test_the_lock_of_a_dead_process_is_free(data_dir: Path) -> None:
    assert _enters(data_dir, COMPANY, then="import os, signal; os.kill(os.getpid(), 9)")
    assert _enters(data_dir, COMPANY)


def _enters(data_dir: Path, company: UUID, *, then: str = "") -> bool:
    """Whether another process can take the lock right now; what it does next holding it."""
    path = data_dir / "companies" / str(company) / "facts" / "lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    program = f"""
import fcntl, os
fd = os.open({str(path)!r}, os.O_RDWR | os.O_CREAT)
try:
    fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print("held")
else:
    print("entered", flush=True)
    {then}
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() == "entered"
