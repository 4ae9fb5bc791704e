from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.instances import Instance, instance


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance with a company, its director and facts; its tests leave it as it is."""
    folder = tmp_path_factory.mktemp("source")
    with instance(folder / "data") as one:
        yield one.filled(folder / "files")


@pytest.fixture(scope="session")
def backup(source: Instance) -> Path:
    """A backup of it."""
    return Path(source.run("backup", "--json").json["file"])


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Callable[[], Instance]]:
    """Empty instances, as many as asked."""
    with ExitStack() as stack:
        ranks = iter(range(100))
        yield lambda: stack.enter_context(instance(tmp_path / f"another{next(ranks)}"))
