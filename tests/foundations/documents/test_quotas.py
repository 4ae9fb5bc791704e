"""How much a company keeps and a user sends; what is refused leaves nothing."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.factories.facts import NOW
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.documents import operations, quotas, storage
from timonerie.foundations.documents.connectors import FileRefused, require_weight
from timonerie.foundations.documents.models import Blob, Reception
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.rule("FIL-07")


def send(by: Actor, content: bytes = b"a;b", *, hours: int = 0, name: str = "a.csv") -> Blob:
    at = NOW + timedelta(hours=hours)
    return operations.keep(by=by, at=at, chunks=[content], name=name)


def code(by: Actor, content: bytes = b"a;b", *, hours: int = 0, name: str = "a.csv") -> str:
    with pytest.raises(FileRefused) as refused:
        send(by, content, hours=hours, name=name)
    return refused.value.code


def test_a_user_sends_so_many_files_in_a_day(
    alice: Actor, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quotas, "USER_FILES", 2)
    send(alice)
    send(alice, hours=1)

    assert code(alice, hours=2) == "FIC-09"
    send(alice, hours=24)
    send(actors.system(company), hours=24)


def test_a_company_keeps_so_many_bytes(
    alice: Actor, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quotas, "COMPANY_BYTES", 10)
    send(alice, b"12345678")

    assert code(alice, b"12345") == "FIC-10"
    assert Reception.objects.count() == Blob.objects.count() == 1
    assert _written(company) == 1


def test_what_is_announced_is_refused_before_a_byte_is_read(
    alice: Actor, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quotas, "COMPANY_BYTES", 10)
    asked = {"by": alice, "at": NOW, "name": "a.csv"}

    for size, expected in ((11, "FIC-10"), (50_000_001, "FIC-02")):
        with pytest.raises(FileRefused, match=expected):
            operations.require_acceptable(size=size, **asked)  # type: ignore[arg-type]

    assert _written(company) == 0


def test_a_stream_longer_than_its_format_allows_leaves_nothing(
    alice: Actor, company: Company
) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield bytes(1_000_000)

    with pytest.raises(FileRefused, match="FIC-02"):
        operations.keep(by=alice, at=NOW, chunks=endless(), name="a.xlsx")

    assert _written(company) == 0


@pytest.mark.parametrize(
    ("name", "most"),
    [("a.csv", 50), ("a.xlsx", 20), ("a.XES", 100), ("a.xes.gz", 100), ("a.zip", 100), ("a", 100)],
)
def test_each_format_has_its_weight(name: str, most: int) -> None:
    require_weight(most * 1_000_000, name)
    with pytest.raises(FileRefused, match="FIC-02"):
        require_weight(most * 1_000_000 + 1, name)


@pytest.mark.rule("FIL-02")
def test_a_file_is_kept_under_its_print_for_its_owner_alone(alice: Actor, company: Company) -> None:
    blob = send(alice, name="mars.csv")
    path = operations.path_of(company=company, blob=blob)

    assert (path.name, path.parent.name) == (blob.sha256, blob.sha256[:2])
    assert path.stat().st_mode & 0o777 == 0o600
    assert operations.name_of(blob=send(alice, name="avril.csv", hours=1)) == "avril.csv"


def _written(company: Company) -> int:
    folder: Path = storage.company_folder(company.public_id)
    return sum(path.is_file() for path in folder.rglob("*"))
