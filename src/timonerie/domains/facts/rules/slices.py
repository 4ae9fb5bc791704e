"""One slice of text columns to one slice of events: types, hashes, faults."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from timonerie.domains.facts.enums import CASE_FIELDS, Field
from timonerie.domains.facts.rules.binding import Binding, Readers
from timonerie.domains.facts.rules.events import EVENTS, FIELD_TYPES, INSTANT
from timonerie.domains.facts.rules.order_keys import instant_of
from timonerie.domains.facts.rules.values import MISSING, Fault, Reader, Value
from timonerie.foundations.documents.connectors.base import Notice

_SEPARATOR = "\x1f"
_CASE_LACKING = Fault("CLE-01", "Le numéro du dossier manque. Complétez-le, ou retirez la ligne.")


@dataclass(frozen=True)
class TypedSlice:
    """Events of a slice, and its faults: (line, column, value, fault)."""

    events: pa.RecordBatch
    faults: list[tuple[int, str, str, Fault]]
    rejected: int


class SliceTyper:
    """Types slices one after the other, and counts the doubts met on the way."""

    def __init__(self, ready: Readers, binding: Binding) -> None:
        self._ready = ready
        self._binding = binding
        self._doubts: dict[tuple[str, str], Notice] = {}

    def notices(self) -> list[Notice]:
        """The doubts of all the slices typed so far, one per code and column."""
        return list(self._doubts.values())

    def type(self, batch: pa.RecordBatch) -> TypedSlice:
        """The slice's accepted rows as events, in the order of the file."""
        scan = _Scan(batch, self._binding.header, self._doubts)
        ready, binding = self._ready, self._binding
        fields = {f: scan.column(at, ready.fields[f]) for f, at in binding.fields.items()}
        order = [scan.column(at, read) for at, read in zip(binding.order, ready.order, strict=True)]
        pauses = [scan.column(at, ready.text) for at in binding.pauses]
        reopen = scan.column(binding.reopen, ready.text) if binding.reopen is not None else None
        scan.refuse_missing(fields[Field.CASE], binding.fields[Field.CASE])
        states = [*pauses, *([reopen] if reopen else [])]
        arrays = {
            "case": fields[Field.CASE].array(pa.string()),
            "row_hash": pa.array(self._hashes(len(batch), fields, order, states), pa.binary(16)),
            "line": batch.column("line"),
            "event_at": _event_at(fields.get(Field.EVENT), order, len(batch)),
            "sort_keys": _lists(order, len(batch), missing=""),
            **self._field_arrays(fields, len(batch)),
            "pause_values": _lists(pauses, len(batch), missing=None),
            "reopen_value": reopen.array(pa.string())
            if reopen
            else pa.nulls(len(batch), pa.string()),
        }
        kept = pa.array(~scan.bad)
        events = pa.RecordBatch.from_arrays(list(arrays.values()), schema=EVENTS).filter(kept)
        return TypedSlice(events, scan.sorted_faults(), int(scan.bad.sum()))

    def _field_arrays(self, fields: "dict[Field, _Typed]", rows: int) -> dict[str, pa.Array]:
        arrays = {}
        for field in CASE_FIELDS:
            type_ = FIELD_TYPES[field]
            if field in fields:
                arrays[field.value] = fields[field].array(type_)
            elif field in self._ready.constants:
                value = self._ready.constants[field].value
                arrays[field.value] = pa.repeat(_scalar(value, type_), rows)
            else:
                arrays[field.value] = pa.nulls(rows, type_)
        return arrays

    def _hashes(
        self,
        rows: int,
        fields: "dict[Field, _Typed]",
        order: "Sequence[_Typed]",
        states: "Sequence[_Typed]",
    ) -> list[bytes]:
        """A hash per row over what it means: the same for the same row in another format."""
        named = sorted(fields)
        constants = sorted(self._ready.constants)
        texts = [fields[f].canonical() for f in named]
        texts += [typed.canonical() for typed in (*order, *states)]
        fixed = [f"{f}={self._ready.constants[f].canonical}" for f in constants]
        names = _SEPARATOR.join([*named, str(len(order)), *fixed])
        start = hashlib.blake2b(names.encode(), digest_size=16)
        hashes = []
        for row in zip(*texts, strict=True):
            hasher = start.copy()
            hasher.update(_SEPARATOR.join(row).encode())
            hashes.append(hasher.digest())
        return hashes


@dataclass(frozen=True)
class _Typed:
    """A column typed: each distinct text read once, and the rank of the text of each row."""

    read: list[Value]
    ranks: npt.NDArray[np.int64]

    def array(self, type_: pa.DataType) -> pa.Array:
        values = [value.value for value in self.read]
        if type_ == INSTANT:
            return pa.array(values, pa.int64()).take(pa.array(self.ranks)).cast(INSTANT)
        return pa.array(values, type_).take(pa.array(self.ranks))

    def canonical(self) -> list[str]:
        texts = [value.canonical for value in self.read]
        return [texts[rank] for rank in self.ranks.tolist()]


class _Scan:
    """Reads the columns of one slice, and gathers the faults and doubts of its rows."""

    def __init__(
        self, batch: pa.RecordBatch, header: Sequence[str], doubts: dict[tuple[str, str], Notice]
    ) -> None:
        self._batch = batch
        self._lines = batch.column("line").to_numpy()
        self._header = header
        self._doubts = doubts
        self._faults: set[tuple[int, str, str, Fault]] = set()
        self.bad = np.zeros(len(batch), dtype=bool)

    def column(self, position: int, read: Reader) -> _Typed:
        """The column at a position of the file, read; faulty values stand as missing."""
        encoded = self._batch.column(str(position)).dictionary_encode()
        ranks = encoded.indices.to_numpy().astype(np.int64)
        texts = encoded.dictionary.to_pylist()
        outcomes = [read(text) for text in texts]
        for rank, outcome in enumerate(outcomes):
            if isinstance(outcome, Fault):
                self._refuse(ranks == rank, position, texts[rank], outcome)
            elif outcome.doubt is not None:
                self._doubt(ranks == rank, position, texts[rank], outcome.doubt)
        return _Typed([MISSING if isinstance(o, Fault) else o for o in outcomes], ranks)

    def refuse_missing(self, typed: _Typed, position: int) -> None:
        """Refuse the rows without a case; those whose case is faulty already are."""
        lacking = [rank for rank, value in enumerate(typed.read) if value.value is None]
        if lacking:
            self._refuse(np.isin(typed.ranks, lacking), position, "", _CASE_LACKING)

    def sorted_faults(self) -> list[tuple[int, str, str, Fault]]:
        return sorted(self._faults, key=lambda fault: (fault[0], fault[1], fault[3].code))

    def _refuse(self, where: npt.NDArray[np.bool_], position: int, text: str, fault: Fault) -> None:
        self.bad |= where
        column = self._header[position]
        # A column read for two fields (received and resolved) is listed once.
        self._faults.update((int(line), column, text, fault) for line in self._lines[where])

    def _doubt(self, where: npt.NDArray[np.bool_], position: int, text: str, doubt: Fault) -> None:
        column, lines = self._header[position], self._lines[where]
        notice = self._doubts.get((doubt.code, column))
        if notice is None:
            self._doubts[doubt.code, column] = Notice(
                doubt.code, doubt.remedy, int(lines[0]), column, text, len(lines)
            )
        else:
            notice.count += len(lines)


def _scalar(value: object, type_: pa.DataType) -> pa.Scalar:
    if type_ == INSTANT:
        return pa.scalar(value, pa.int64()).cast(INSTANT)
    return pa.scalar(value, type_)


def _event_at(event: _Typed | None, order: Sequence[_Typed], rows: int) -> pa.Array:
    """The event's instant: its own column, else the first column of the order that holds one."""
    if event is not None:
        return event.array(INSTANT)
    instants = pa.nulls(rows, pa.int64())
    for typed in reversed(order):
        keys = [instant_of(str(value.value)) if value.value else None for value in typed.read]
        found = pa.array(keys, pa.int64()).take(pa.array(typed.ranks))
        instants = found.fill_null(instants) if found.null_count else found
    return instants.cast(INSTANT)


def _lists(columns: Sequence[_Typed], rows: int, *, missing: str | None) -> pa.Array:
    """One list per row, holding the text of each column."""
    width = len(columns)
    offsets = pa.array(np.arange(rows + 1, dtype=np.int32) * width, pa.int32())
    if not columns:
        return pa.ListArray.from_arrays(offsets, pa.array([], pa.string()))
    texts = [typed.array(pa.string()) for typed in columns]
    flat = (
        pa.concat_arrays(texts).fill_null(missing)
        if missing is not None
        else pa.concat_arrays(texts)
    )
    turned = np.arange(rows * width, dtype=np.int64).reshape(width, rows).T.ravel()
    return pa.ListArray.from_arrays(offsets, flat.take(pa.array(turned)))
