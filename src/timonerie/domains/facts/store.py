"""The Parquet files of a company: written whole and synced, read through the manifest only."""

import os
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID, uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from timonerie.foundations.documents import storage

ROW_GROUP = 64 * 1024


def folder(company: UUID) -> Path:
    """Folder of the facts of a company, made when absent."""
    path = storage.company_folder(company) / "facts"
    path.mkdir(exist_ok=True, mode=0o700)
    return path


def staged_path(company: UUID, batch: UUID) -> Path:
    """Rows of a batch that was read and not accepted yet."""
    waiting = folder(company) / "staged"
    waiting.mkdir(exist_ok=True, mode=0o700)
    return waiting / f"{batch}.parquet"


def rejects_path(company: UUID, batch: UUID) -> Path:
    """The rejected lines of a batch, as CSV."""
    return staged_path(company, batch).with_suffix(".rejects.csv")


def lock(company: UUID) -> AbstractContextManager[None]:
    """One writer of a company's facts at a time."""
    return storage.lock(folder(company))


def write(company: UUID, table: pa.Table, *, kind: str) -> str:
    """Write a table under a new name and return it. Durable before it returns, visible only once
    the manifest names it."""
    name = f"{kind}-{uuid4().hex}.parquet"
    write_to(folder(company) / name, table)
    return name


def write_to(path: Path, table: pa.Table) -> None:
    """Write, sync, name, sync the name."""
    temporary = path.with_suffix(".partial")
    with temporary.open("wb") as file:
        pq.write_table(table, file, row_group_size=ROW_GROUP, compression="zstd")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    storage.sync_folder(path.parent)


def paths(company: UUID, names: Iterable[str]) -> list[Path]:
    where = folder(company)
    return [where / name for name in names]


def read(files: Sequence[Path], *, schema: pa.Schema, cases: pa.Array | None = None) -> pa.Table:
    """Rows of files, only those of `cases` when given; no file gives a typed empty table."""
    if not files:
        return schema.empty_table()
    rows = ds.dataset([str(file) for file in files], schema=schema)
    if cases is None:
        return rows.to_table()
    return rows.to_table(filter=pc.field("case").isin(cases))


def holds_any(file: Path, cases: pa.Array) -> bool:
    """Whether a file has a row of one of the cases."""
    keys = pq.read_table(file, columns=["case"])["case"]
    return bool(pc.any(pc.is_in(keys, value_set=cases)).as_py())


def without(file: Path, cases: pa.Array, *, schema: pa.Schema) -> pa.Table:
    """Rows of a file that belong to none of the cases."""
    return ds.dataset(str(file), schema=schema).to_table(filter=~pc.field("case").isin(cases))


def discard(company: UUID, names: Iterable[str]) -> None:
    """Delete files that no manifest row names."""
    for path in paths(company, names):
        path.unlink(missing_ok=True)


def orphans(company: UUID, *, named: set[str]) -> list[str]:
    """Files that no manifest row names: what a killed import left. Under `lock`, or a running
    import has some."""
    return sorted(
        file.name
        for file in folder(company).iterdir()
        if file.is_file() and file.suffix in (".parquet", ".partial") and file.name not in named
    )
