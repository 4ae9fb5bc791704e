"""Which position of a file each name of a mapping stands for, and how its cells are read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from timonerie.domains.facts.enums import DIMENSIONS, FLAGS, INSTANTS, Field
from timonerie.domains.facts.rules import values
from timonerie.domains.facts.rules.date_formats import DateFormat
from timonerie.domains.facts.rules.instants import DayOrder, InstantReader, ZoneClock
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.facts.rules.order_keys import order_reader
from timonerie.domains.facts.rules.values import Fault, Reader, Value
from timonerie.domains.facts.rules.words import lexicon
from timonerie.foundations.documents.connectors.base import FileRefused, Notice
from timonerie.foundations.documents.connectors.headers import clean_column, folded

# Readings kept per column: the same texts come back row after row, but keys never do.
_REMEMBERED = 1 << 16


@dataclass(frozen=True)
class Binding:
    """Positions in the file of what a mapping names.

    ``fields`` holds the case, the event's instant and every mapped field; ``used`` the distinct
    positions of all the columns read, in ascending order.
    """

    header: tuple[str, ...]
    fields: dict[Field, int]
    order: tuple[int, ...]
    pauses: tuple[int, ...]
    reopen: int | None
    notices: tuple[Notice, ...]

    @property
    def used(self) -> tuple[int, ...]:
        extra = () if self.reopen is None else (self.reopen,)
        return tuple(sorted({*self.fields.values(), *self.order, *self.pauses, *extra}))

    @property
    def dated(self) -> tuple[int, ...]:
        """Positions of the columns that hold instants, or may."""
        instants = {self.fields[f] for f in (*INSTANTS, Field.EVENT) if f in self.fields}
        return tuple(sorted(instants | set(self.order)))


def bind(header: Sequence[str], mapping: Mapping) -> Binding:
    """Find the mapping's columns in a header; case, accents and blanks may differ, with a notice.

    Raises:
        FileRefused: MAP-01, naming the first column that the file lacks.
    """
    finder = _Finder(header)
    order = mapping.order or ()
    if not order and Field.EVENT in mapping.columns:
        order = (mapping.columns[Field.EVENT],)
    binding = Binding(
        header=tuple(header),
        fields={field: finder.position(name) for field, name in mapping.columns.items()},
        order=tuple(finder.position(name) for name in order),
        pauses=tuple(finder.position(states.column) for states in mapping.pauses),
        reopen=finder.position(mapping.reopen.column) if mapping.reopen else None,
        notices=(),
    )
    return replace(binding, notices=tuple(finder.notices))


class _Finder:
    def __init__(self, header: Sequence[str]) -> None:
        self._exact = {name: position for position, name in enumerate(header)}
        self._near: dict[str, list[str]] = {}
        for name in header:
            self._near.setdefault(folded(name), []).append(name)
        self.notices: list[Notice] = []

    def position(self, wanted: str) -> int:
        name = clean_column(wanted)
        if name in self._exact:
            return self._exact[name]
        near = self._near.get(folded(name), [])
        if len(near) == 1:
            message = f"La colonne « {near[0]} » est lue comme « {wanted} »."
            self._notice(Notice("MAP-02", message, column=near[0], value=wanted))
            return self._exact[near[0]]
        raise FileRefused(
            "MAP-01",
            f"Le fichier n’a pas de colonne « {wanted} ». Colonnes : "
            f"{', '.join(list(self._exact)[:30])}. Corrigez la correspondance de cette source.",
            line=1,
            column=wanted,
        )

    def _notice(self, notice: Notice) -> None:
        if notice not in self.notices:
            self.notices.append(notice)


@dataclass(frozen=True)
class Readers:
    """One reader per column read; constants are read once, here."""

    fields: dict[Field, Reader]
    order: tuple[Reader, ...]
    text: Reader
    constants: dict[Field, Value]


def readers(mapping: Mapping, binding: Binding, orders: dict[int, DayOrder]) -> Readers:
    """The readers of a mapping, day and month in the order found for each position.

    Raises:
        FileRefused: MAP-03, for a constant that its field cannot hold.
    """
    missing = frozenset(mapping.missing) | {""}
    clock = ZoneClock(mapping.zone)
    formats = tuple(DateFormat.compile(written) for written in mapping.dates)
    instants = InstantReader(clock, mapping.offsets, formats)

    def dated(position: int) -> InstantReader:
        return instants.with_order(orders.get(position, DayOrder.DAY_FIRST))

    def bare(field: Field, position: int = -1) -> Reader:
        return field_reader(field, mapping, dated(position))

    return Readers(
        fields={f: _remembered(bare(f, at), missing) for f, at in binding.fields.items()},
        order=tuple(_remembered(order_reader(dated(at)), missing) for at in binding.order),
        text=_remembered(values.name, missing),
        constants={f: _constant(f, text, bare(f)) for f, text in mapping.constants.items()},
    )


def field_reader(field: Field, mapping: Mapping, instants: InstantReader) -> Reader:
    """The reader of the texts of a field that are not missing."""
    if field in INSTANTS or field is Field.EVENT:
        return instants
    if field in DIMENSIONS or field is Field.CASE:
        return values.name
    if field is Field.QUANTITY:
        return values.quantity
    if field is Field.AMOUNT:
        return values.amount
    if field is Field.CURRENCY:
        return values.currency
    words = lexicon(field, mapping.values.get(field, {}))
    if field is Field.CAUSE:
        return values.cause(words)
    if field in FLAGS:
        return values.flag(words, counts=field is not Field.ON_TIME, key=field)
    return values.count(words)


def _remembered(read: Reader, missing: frozenset[str]) -> Reader:
    @lru_cache(maxsize=_REMEMBERED)
    def remembered(text: str) -> Value | Fault:
        stripped = text.strip()
        return values.MISSING if stripped in missing else read(stripped)

    return remembered


def _constant(field: Field, text: str, read: Reader) -> Value:
    found = read(text.strip())
    if isinstance(found, Fault):
        raise FileRefused(
            "MAP-03",
            f"La constante « {field} » ne convient pas : {found.remedy}",
            column=f"constants.{field}",
            value=text,
        )
    return found
