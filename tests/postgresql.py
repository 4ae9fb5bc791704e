"""A PostgreSQL of our own for the tests: made in a temporary folder, gone when they end.

    python -m tests.postgresql -- pytest --only-database

starts a cluster, gives its address to the command in TIMONERIE_TEST_DSN, and removes it. It
listens on no network: its only door is a socket inside a folder that belongs to us alone. A
cluster left by a run that was killed is removed by the next one: each run holds a lock on its
own folder, and the kernel drops that lock with the process.
"""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

OLDEST = 15
"""Oldest PostgreSQL that we promise to run on; the newest one of the machine is used."""

DSN = "TIMONERIE_TEST_DSN"
PREFIX = "timonerie-postgresql-"
ROLE = "timonerie"

# Nothing here has to survive a power cut.
FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"


def binaries() -> Path:
    """Folder of the server programs: the newest of Debian's folders, else the one on the path.

    Raises:
        FileNotFoundError: none is recent enough.
    """
    debian = Path("/usr/lib/postgresql")
    versions = sorted(int(p.name) for p in debian.glob("[0-9]*") if (p / "bin/initdb").exists())
    if versions and versions[-1] >= OLDEST:
        return debian / str(versions[-1]) / "bin"
    found = shutil.which("initdb")
    if found is None or _version(Path(found)) < OLDEST:
        raise FileNotFoundError(f"initdb of PostgreSQL {OLDEST} or later")
    return Path(found).resolve().parent


def _version(initdb: Path) -> int:
    answer = subprocess.run([initdb, "--version"], capture_output=True, text=True, check=True)
    return int(answer.stdout.split()[2].split(".")[0])


def _run(folder: Path, program: str, *arguments: str) -> None:
    """Run a server program; PostgreSQL refuses root, who becomes Debian's postgres."""
    command = [str(binaries() / program), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}{_log(folder)}")


def _log(folder: Path) -> str:
    log = folder / "log"
    return log.read_text() if log.exists() else ""


def _claim() -> tuple[Path, IO[str]]:
    """A new folder, locked. It gets the known prefix once locked: nobody sweeps it in between."""
    new = Path(tempfile.mkdtemp(prefix=f"new-{PREFIX}"))
    lock = (new / "lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    folder = new.with_name(new.name.removeprefix("new-"))
    new.rename(folder)
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
    return folder, lock


def _remove(folder: Path) -> None:
    # The server may be dead already, or may never have started.
    with suppress(RuntimeError):
        _run(folder, "pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def sweep() -> list[Path]:
    """Remove the clusters whose run is dead; return their folders."""
    swept = []
    for lock_path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/lock"):
        if not os.access(lock_path, os.W_OK):
            continue
        with lock_path.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            _remove(lock_path.parent)
        swept.append(lock_path.parent)
    return swept


@contextmanager
def cluster(*settings: str) -> Iterator[str]:
    """Start a private cluster with these settings; yield the address of its database.

    The role owns its databases but is no superuser: what the product may not rely on in
    production, it does not get here.
    """
    folder, lock = _claim()
    data = str(folder / "data")
    options = f"-c listen_addresses='' -k {folder} {FAST}"
    options = " -c ".join([options, *settings])
    try:
        _run(folder, "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        _run(folder, "pg_ctl", "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start")
        _run(folder, "createuser", "-h", str(folder), "-U", "postgres", "--createdb", ROLE)
        _run(folder, "createdb", "-h", str(folder), "-U", ROLE, ROLE)
        yield f"postgresql://{ROLE}@/{ROLE}?host={folder}&port=5432"
    finally:
        _remove(folder)
        lock.close()


def _stop(number: int, _frame: object) -> None:
    """Turn a polite kill into an exception, so that the cluster is removed on the way out."""
    sys.exit(128 + number)


def main(command: Sequence[str]) -> int:
    """Run a command beside a cluster; give back its exit code."""
    signal.signal(signal.SIGTERM, _stop)
    sweep()
    with cluster() as address:
        return subprocess.run(command, env={**os.environ, DSN: address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:]))
