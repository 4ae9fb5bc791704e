import hashlib
import stat
from uuid import uuid4

import pytest

from tests.factories.organisation import NOW
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.documents import operations, storage
from timonerie.foundations.scope.models import Company


def test_a_file_is_stored_under_its_digest_for_its_owner_alone(data_dir: object) -> None:
    company = uuid4()
    sha256, size = storage.write_blob(company, [b"abc", b"def"])
    path = storage.blob_path(company, sha256)
    assert (sha256, size) == (hashlib.sha256(b"abcdef").hexdigest(), 6)
    assert path.read_bytes() == b"abcdef"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_stream_cut_short_leaves_no_file_with_a_name(data_dir: object) -> None:
    company = uuid4()

    def cut() -> object:
        yield b"abc"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        storage.write_blob(company, cut())  # type: ignore[arg-type]
    assert not (storage.company_folder(company) / "blobs").exists()


def test_the_same_bytes_give_one_blob(alice: Actor, company: Company) -> None:
    first = operations.keep(by=alice, at=NOW, chunks=[b"abc"], name="a.csv")
    second = operations.keep(by=alice, at=NOW, chunks=[b"a", b"bc"], name="b.csv")
    assert first == second
    assert operations.path_of(company=company, blob=first).read_bytes() == b"abc"
