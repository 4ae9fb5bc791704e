"""What every test gets: an isolated data folder, a database on file, and no silent skip."""

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import DEFAULT_DB_ALIAS
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from pytest_django import Settings

from tests import migrated_database, migrated_template
from tests.postgresql import DSN

ROOT = Path(__file__).resolve().parents[1]
MIGRATED = migrated_database.place(ROOT / "src" / "timonerie", ROOT / "var" / "tests")
REAL_DATA = Path(os.environ.get("TIMONERIE_REAL_DATA") or ROOT.parent / "shared" / "data").resolve()

# The same examples in every run, so that a red build is red again here; the campaign draws its own.
# A deadline would be a timed test.
hypothesis.register_profile("tests", deadline=None, derandomize=True)
hypothesis.register_profile(
    "campaign",
    deadline=None,
    max_examples=5_000,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis.load_profile("tests")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="run only the tests that use the database (the second run, on PostgreSQL)",
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None, None, None]:
    """Leave out what cannot concern this run, and say so in the count of deselected tests. What is
    slow begins, once the order is drawn: at the end, no core waits long for the other."""
    engine = "postgresql" if os.environ.get(DSN) else "sqlite"
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        if "real_data" in _fixtures(item):
            item.add_marker("real_data")
        (kept if _concerns(item, engine=engine, config=config) else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept
    yield
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def _fixtures(item: pytest.Item) -> frozenset[str]:
    return frozenset(getattr(item, "fixturenames", ()))


def _concerns(item: pytest.Item, *, engine: str, config: pytest.Config) -> bool:
    if item.get_closest_marker("real_data") and not REAL_DATA.is_dir():
        return False
    wanted = item.get_closest_marker("engine")
    if wanted and engine not in wanted.args:
        return False
    return _uses_database(item) or not config.getoption("only_database")


def _uses_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or bool(
        _fixtures(item) & {"db", "transactional_db", "django_db_setup", "live_server"}
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that cannot run is a failure: a skip lets a missing part pass for a working one."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped: {call.excinfo.value if call.excinfo else 'no reason'}"
    item.stash.setdefault(OUTCOMES, {})[report.when] = report.outcome
    return report


OUTCOMES = pytest.StashKey[dict[str, str]]()
"""Outcome of each phase of a test: a fixture reads it on its way out."""


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole module (`importorskip`)."""
    report = yield
    if report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} skips itself"
    return report


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of the real files, kept outside the project; a test that asks for it is left out
    where the folder is absent."""
    return REAL_DATA


@pytest.fixture(scope="session", autouse=True)
def static_root() -> None:
    """WhiteNoise warns of a folder of static files that nobody has collected yet."""
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file, as in production: in memory, all threads would share one connection."""
    database = django_settings.DATABASES[DEFAULT_DB_ALIAS]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    if database["ENGINE"].endswith("sqlite3"):
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        migrated_database.copy(MIGRATED, file)
        name = str(file)
    else:
        name = f"test_timonerie_{worker}"
        database.setdefault("TEST", {})["TEMPLATE"] = migrated_template.of_this_code()
    database.setdefault("TEST", {})["NAME"] = name


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A database that begins from a copy is not made anew; pytest clears its folder away. A
    cluster of PostgreSQL is gone with its run."""
    return True


@pytest.fixture(autouse=True)
def data_dir(settings: Settings, tmp_path: Path) -> Path:
    """The folder of everything an instance keeps, new for each test."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings.DATA_DIR = folder
    settings.BACKUP_DIR = folder / "backups"
    return folder


@pytest.fixture
def emptied(transactional_db: None) -> None:
    """What a test writes is committed, for other threads and processes; the tables are emptied
    after it."""


@pytest.fixture(scope="session", autouse=True)
def quick_emptying() -> Iterator[None]:
    """In the place of Django's flush."""
    from tests import emptying  # noqa: PLC0415 - it reads models, and they are loaded by now

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", lambda case: emptying.empty())
        yield


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """A page read in English leaves its thread in English, and the next test with it."""
    yield
    translation.deactivate()
