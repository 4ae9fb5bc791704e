"""A million lines of accounting entries, read, controlled and answered as a bound child does.

The file is the same bytes every time: years of the made-up company of `tests/factories/fec.py`,
with seeds of their own, as one ledger of forty times its providers. Ours runs in a process bound
like those that read received files (`foundations.documents.limits`: a gigabyte of addresses, sixty
seconds of processor); pandas reads the same file, its dates and its amounts in a free process.

    python -m bench.fec [--write]
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.factories.fec_files import Entry

LINES = 1_000_000
COPIES = 40
FOLDER = Path(tempfile.gettempdir()) / "timonerie-bench"
FILE = FOLDER / "732829320FEC20251231-2.txt"  # the last number changes with the lines
PAGE = Path(__file__).resolve().parents[1] / "docs" / "bench-fec.md"
SHOWN = {
    "read": "reading: encoding, columns, types, fingerprint",
    "controls": "controls",
    "attributions": "spend of each third party",
    "providers": "providers, by month and by account",
    "recurring": "recurring amounts",
    "delays": "payment delays",
    "others": "fees, late entries, unlettered items, context, what cannot be told",
}


def made() -> Iterator[str]:
    """Lines, header included, until there are a million."""
    from tests.factories import fec, fec_files

    yield "\t".join(fec_files.HEADER) + "\r\n"
    total, number, seed = 0, 1, 0
    while total < LINES:
        seed += 1
        entries = [_copied(one, seed) for one in fec.book(seed)]
        for cells in fec_files.rows(entries, first=number)[: LINES - total]:
            yield "\t".join(cells) + "\r\n"
            total += 1
        number += len(entries)


def _copied(entry: "Entry", seed: int) -> "Entry":
    """The same entry with parties and pieces of its own."""
    mark = f"{seed % COPIES:02}"
    lines = tuple(
        replace(one, party=(f"{one.party[0]}{mark}", f"{one.party[1]} {mark}"))
        if one.party[0] else one
        for one in entry.lines
    )  # fmt: skip
    return replace(entry, lines=lines, piece=f"{entry.piece}-{seed}", label=f"{entry.label} {seed}")


def make_file() -> None:
    if not FILE.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        draft = FILE.with_suffix(".draft")
        with draft.open("w", encoding="utf-8", newline="") as file:
            file.writelines(made())
        draft.rename(FILE)


def ours() -> dict[str, float]:
    """Seconds of processor of each step, in a process that the limits bind."""
    from timonerie.foundations.documents import limits
    from timonerie.foundations.documents.confined import _WithoutPandas

    folder = FOLDER / "child"
    folder.mkdir(exist_ok=True)
    limits.apply(folder)
    sys.meta_path.insert(0, _WithoutPandas())
    return _steps()


def _steps() -> dict[str, float]:
    from timonerie.engine.fec import (
        after_closing,
        concentration,
        context,
        controls,
        das2,
        payment_delays,
        providers,
        purchases,
        reading,
        recurring,
        unlettered,
        unmeasurable,
    )

    seconds, start, began = {}, time.process_time(), time.perf_counter()

    def done(step: str) -> None:
        nonlocal start
        seconds[step], start = time.process_time() - start, time.process_time()

    read = reading.read(FILE)
    assert read.lines.num_rows == LINES
    done("read")
    controls.check(read.lines, read.profile)
    done("controls")
    parts = purchases.attributions(read.lines)
    done("attributions")
    concentration.measure(providers.providers(read.lines, parts))
    done("providers")
    recurring.find(parts)
    done("recurring")
    payment_delays.measure(read.lines)
    done("delays")
    das2.candidates(parts)
    after_closing.find(read.lines, closing=read.profile.name_closing)
    assert read.profile.last_date is not None
    unlettered.older_than(read.lines, on=read.profile.last_date)
    context.by_month(read.lines)
    unmeasurable.of(read.lines)
    done("others")
    return seconds | {"peak_mb": _peak(), "wall": time.perf_counter() - began}


def pandas_alone() -> dict[str, float]:
    import pandas as pd

    start = time.process_time()
    table = pd.read_csv(FILE, sep="\t", dtype=str, keep_default_na=False)
    for name in ("EcritureDate", "PieceDate", "DateLet", "ValidDate"):
        table[name] = pd.to_datetime(table[name], format="%Y%m%d", errors="coerce")
    for name in ("Debit", "Credit"):
        table[name] = table[name].str.replace(",", ".").astype(float)
    assert len(table) == LINES
    return {"read": time.process_time() - start, "peak_mb": _peak()}


def _peak() -> float:
    """Peak memory of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def in_a_process(side: str) -> dict[str, float]:
    environment = {
        "PYTHONPATH": "src:.", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "1", "LANG": "C.UTF-8",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "bench.fec", side], capture_output=True, text=True, check=True,
        cwd=PAGE.parents[1], env=environment,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def page(of_ours: dict[str, float], of_pandas: dict[str, float]) -> str:
    total = sum(of_ours[step] for step in SHOWN)
    size = FILE.stat().st_size / 1_000_000
    rows = [f"| {told} | {of_ours[step]:.1f} |" for step, told in SHOWN.items()]
    return f"""# A million lines of accounting entries

Measured on {datetime.now().astimezone():%Y-%m-%d} by `python -m bench.fec --write`, on two cores
shared with other work: {LINES:,} lines, {size:.0f} MB, in a process with a gigabyte of addresses
and sixty seconds of processor, like those that read received files. Seconds of processor, which
the other work does not change; with it, everything took {of_ours["wall"]:.0f} s.

| | seconds |
|---|---|
{chr(10).join(rows)}
| **all of it** | **{total:.1f}** |
| pandas, reading only: columns, dates, amounts | {of_pandas["read"]:.1f} |

Peak memory: {of_ours["peak_mb"]:.0f} MB, and {of_pandas["peak_mb"]:.0f} MB for pandas.
"""


def main() -> None:
    if sys.argv[1:] and sys.argv[1] in ("ours", "pandas"):
        print(json.dumps({"ours": ours, "pandas": pandas_alone}[sys.argv[1]]()))
        return
    make_file()
    told = page(in_a_process("ours"), in_a_process("pandas"))
    print(told)
    if "--write" in sys.argv:
        PAGE.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
