"""Every page of the product on its server, as it is served in production: the demo, and a company
of 60 sites, 200 providers and 3 million facts; a bare Django page beside them.

    python -m bench.pages [demo|grand]

Both companies are built once, in var/bench. Queries are counted in process; the times are those
of the requests over the local network, after one to warm the page up.
"""

import http.client
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDER = Path(os.environ.get("TIMONERIE_BENCH", CHECKOUT / "var" / "bench"))
COMPANIES = {"demo": "brevent", "grand": "grand"}
READERS = {"brevent": "direction@brevent.example", "grand": "director@grand.example"}
PORT = 8149
ROUNDS = 5
MOST_QUERIES, MOST_MS = 20, 150


@dataclass(frozen=True)
class Taken:
    """What one page takes, in milliseconds."""

    address: str
    status: int
    size: int
    queries: int
    median: float
    high: float

    @property
    def is_over(self) -> bool:
        return self.queries > MOST_QUERIES or self.median > MOST_MS


@contextmanager
def served(application: str) -> Iterator[None]:
    """The server of `timonerie serve`, one process."""
    granian = Path(sys.executable).with_name("granian")
    command = [str(granian), "--interface", "wsgi", "--port", str(PORT), "--workers", "1"]
    command += ["--blocking-threads", "1", "--no-ws", "--log-level", "warning", application]
    server = subprocess.Popen(command, cwd=CHECKOUT)
    try:
        _wait()
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait() -> None:
    for _attempt in range(600):
        try:
            _get("/connexion/", "")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server does not answer")


def _get(address: str, cookie: str) -> tuple[int, int]:
    """Status and size of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    connection.request("GET", address, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    return answer.status, len(answer.read())


def timed(address: str, cookie: str, queries: int = 0) -> Taken:
    """One page, asked several times."""
    status, size = _get(address, cookie)
    rounds = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        _get(address, cookie)
        rounds.append((time.perf_counter() - start) * 1000)
    high = sorted(rounds)[int(0.95 * (ROUNDS - 1) + 0.5)]
    return Taken(address, status, size, queries, statistics.median(rounds), high)


def measure(slug: str) -> None:
    """Every page of a company, for its director."""
    import django

    django.setup()
    from bench import asked

    cookie, pages = asked.pages(slug, READERS[slug])
    with served("timonerie.config.wsgi:application"):
        found = [timed(address, cookie, queries) for address, queries in pages]
    for one in sorted(found, key=lambda one: -one.median):
        print(line(one))
    late = sum(one.is_over for one in found)
    print(f"{len(found)} pages, {late} over {MOST_QUERIES} queries or {MOST_MS} ms\n")


def line(one: Taken) -> str:
    mark = " <- over" if one.is_over else ""
    return (
        f"{one.address[:70]:70}{one.status:5}{one.size / 1024:8.0f} kB{one.queries:5}"
        f"{one.median:9.1f}{one.high:9.1f}{mark}"
    )


def prepare(name: str) -> None:
    """Build a company in its folder, once."""
    folder = FOLDER / name
    if (folder / "built").exists():
        return
    if name == "demo":
        cli = [str(Path(sys.executable).with_name("timonerie")), "demo", "--no-serve"]
        subprocess.run(cli, env=_environment(name), check=True, stdout=subprocess.DEVNULL)
    else:
        _child(name, "build")
    (folder / "built").touch()


def _child(name: str, *arguments: str) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "bench.pages", *arguments]
    subprocess.run(command, env=_environment(name), check=True, cwd=CHECKOUT)


def _environment(name: str) -> dict[str, str]:
    own = {"TIMONERIE_DATA": str(FOLDER / name)}
    return os.environ | own | {"DJANGO_SETTINGS_MODULE": "timonerie.config.settings.demo"}


def build() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from bench import big_company

    call_command("migrate", verbosity=0)
    big_company.build()


def main(names: Sequence[str]) -> None:
    head = f"{'':70}{'':5}{'size':>11}{'sql':>5}{'median':>9}{'p95':>9}"
    print(f"{os.cpu_count()} cores\n{head}")
    with served("bench.bare:application"):
        print(line(timed("/", "")))
    for name in names:
        prepare(name)
        _child(name, "measure", COMPANIES[name])


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["build"]:
            build()
        case ["measure", slug]:
            measure(slug)
        case names:
            main(names or list(COMPANIES))
