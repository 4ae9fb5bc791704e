"""What lines say whatever their order, as one value."""

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.fec.columns import ALL

_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def fingerprint(lines: pa.Table) -> str:
    """SHA-256 of the sorted digests of the lines, in hexadecimal; numbers of lines do not count."""
    return hashlib.sha256(np.sort(digests(lines)).tobytes()).hexdigest()


def digests(lines: pa.Table) -> np.ndarray:
    """64 bits for each line: the same for the same content."""
    total = np.zeros(lines.num_rows, dtype=np.uint64)
    for column in ALL:
        total = _mixed(total * _ODD + _of_column(lines.column(column.name)))
    return total


def _of_column(column: pa.ChunkedArray) -> np.ndarray:
    """64 bits for each value: of its text by BLAKE2b, of its number as it is."""
    if not pa.types.is_string(column.type):
        plain = column.cast(pa.int32()) if pa.types.is_date32(column.type) else column
        whole = pc.fill_null(plain.cast(pa.int64()), np.iinfo(np.int64).min)
        numbers: np.ndarray = whole.to_numpy().astype(np.uint64)
        return numbers
    return np.concatenate([np.zeros(0, np.uint64), *map(_of_texts, column.chunks)])


def _of_texts(chunk: pa.Array) -> np.ndarray:
    coded = pc.dictionary_encode(chunk)
    digest = b"".join(
        hashlib.blake2b(text.encode(), digest_size=8).digest()
        for text in coded.dictionary.to_pylist()
    )
    found: np.ndarray = np.frombuffer(digest, dtype="<u8")[np.asarray(coded.indices)]
    return found.astype(np.uint64)


def _mixed(values: np.ndarray) -> np.ndarray:
    """Spread the bits (finaliser of SplitMix64), so that columns cannot make up for one another."""
    values = (values ^ (values >> np.uint64(30))) * _MIX[0]
    values = (values ^ (values >> np.uint64(27))) * _MIX[1]
    mixed: np.ndarray = values ^ (values >> np.uint64(31))
    return mixed
