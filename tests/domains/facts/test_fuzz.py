"""Damaged files: whatever is broken in them, the only way out is a named refusal."""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.facts import files
from tests.domains.facts.test_xes import LOG
from timonerie.domains.facts.rules import rows
from timonerie.domains.facts.rules.drafts import draft_of
from timonerie.domains.facts.rules.mapping import MappingError
from timonerie.foundations.documents.connectors import FileRefused, open_file

TEXT = 'dossier;reçu le;montant\nA;"31/01/2026 10:00";12,50\nB;01/02/2026;1 000\n'.encode()


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("originals")
    moment = datetime(2026, 1, 31, 10, 0)  # noqa: DTZ001 - as in a cell
    table: list[list[Any]] = [
        ["dossier", "reçu le", "montant"],
        ["A", moment, 12.5],
        ["B", moment, 3],
    ]
    return {
        "envoi.csv": TEXT,
        "envoi.xlsx": files.workbook(folder, table).read_bytes(),
        "journal.xes": LOG.encode(),
        "journal.xes.gz": files.log_file(folder, LOG, "j.xes.gz", packed=True).read_bytes(),
    }


Damage = list[tuple[int, bytes]]
damages = st.lists(
    st.tuples(
        st.integers(0, 20_000),
        st.one_of(
            st.binary(max_size=3),
            st.sampled_from([b'"', b";", b"\0", b"<", b"&x;", b"\xe9", b"9" * 40]),
        ),
    ),
    max_size=4,
)


def _damaged(data: bytes, damage: Damage, cut: int) -> bytes:
    for place, piece in damage:
        at = place % (len(data) + 1)
        data = data[:at] + piece + data[at + len(piece) :]
    return data[: max(0, len(data) - cut)]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["envoi.csv", "envoi.xlsx", "journal.xes", "journal.xes.gz"])
@given(damage=damages, cut=st.sampled_from([0, 0, 0, 1, 40]))
def test_damaged_file_is_read_or_refused_by_name(
    originals: dict[str, bytes], name: str, damage: Damage, cut: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(_damaged(originals[name], damage, cut))
        outcome = _outcome(path)

    assert outcome


def _outcome(path: Path) -> str:
    """The code of the refusal, or that the file was read to its end."""
    try:
        mapping = draft_of(open_file(path, path.name)).mapping(zone="Europe/Paris")
        reading = rows.read(open_file(path, path.name), mapping)
    except FileRefused as refused:
        return refused.code if refused.remedy else ""
    except MappingError as error:
        return error.key
    return "read" if reading.events.num_rows + reading.rejected == reading.rows else ""
