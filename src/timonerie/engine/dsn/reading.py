"""A whole file: its declarations with the figures of their workplaces, and what was left out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from timonerie.engine.dsn import blocks, codes, counting, faults, lines, people, values
from timonerie.engine.dsn.blocks import Block
from timonerie.engine.dsn.counting import Figures, Month

HEAD = b"S10.G00.00."
_EVERY = 50_000


@dataclass(frozen=True)
class Remark:
    """Something read with a doubt: a code, and how many times."""

    code: str
    count: int = 1


@dataclass(frozen=True)
class Workplace:
    """The figures of a place of work for a month (see `counting`)."""

    siret: str
    town: str
    postcode: str
    figures: dict[str, int]


@dataclass(frozen=True)
class Declaration:
    """What an establishment says of a month, or of an event: then without month nor workplaces.

    `siret` is that of the establishment; `order` ranks the versions of a declaration; `names` is
    the identifier of the one that it replaces or cancels."""

    line: int
    nature: str
    kind: str
    fraction: str
    order: int
    month: date | None
    siren: str
    siret: str
    town: str
    postcode: str
    identifier: str
    names: str
    made_on: date | None
    individuals: int
    workplaces: tuple[Workplace, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Reading:
    norm: str
    is_test: bool
    rubriques: int
    declarations: tuple[Declaration, ...]
    thrown: dict[str, int]

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON would hold it, days in ISO."""
        return _plain(asdict(self))  # type: ignore[no-any-return]


def looks_like(head: bytes, name: str = "") -> bool:
    """Whether the first bytes of a file are those of a DSN; its name says nothing sure."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(HEAD)


def read(file: Iterable[bytes], *, tell: Callable[[int], None] | None = None) -> Reading:
    """The lines of a file, read once; `tell` is given how many rubriques went by, now and then.

    Raises:
        Malformed: DSN-01 to DSN-03, DSN-06, DSN-07 or DSN-10; nothing was kept.
    """
    seen = lines.Seen()
    reader = _Reader()
    for block in blocks.read(_told(lines.read(file, seen), tell)):
        reader.take(block)
    reader.close(seen)
    return Reading(
        norm=reader.norm,
        is_test=reader.is_test,
        rubriques=seen.rubriques,
        declarations=tuple(reader.found),
        thrown=dict(sorted(seen.thrown.items())),
    )


def _told(found: Iterable[lines.Line], tell: Callable[[int], None] | None) -> Iterator[lines.Line]:
    for rank, line in enumerate(found, 1):
        if tell is not None and rank % _EVERY == 0:
            tell(rank)
        yield line


@dataclass
class _Reader:
    """Takes the blocks one by one; the person under way is all it holds of anybody."""

    norm: str = ""
    is_test: bool = False
    found: list[Declaration] = field(default_factory=list)
    headers: int = 0
    header: Block | None = None
    siren: str = ""
    place: "_Establishment | None" = None
    person: list[Block] | None = None
    last: Block | None = None

    def take(self, block: Block) -> None:
        if block.code in _OF_A_PERSON:
            assert self.person is not None
            self.person.append(block)
            return
        self._close_person()
        if block.code == "S21.G00.30":
            self.person = []
        elif block.code == "S21.G00.85":
            self._workplace(block)
        elif block.code == "S21.G00.11":
            self._close_place()
            self.place = _Establishment(self._header(), self.siren, block)
        elif block.code == "S21.G00.06":
            self._close_place()
            self.siren = values.digits(block, "001", length=9)
        elif block.code == "S20.G00.05":
            self._close_place()
            self.headers, self.header = self.headers + 1, block
        elif block.code == blocks.START:
            self.norm, self.is_test = block.get("006")[:20], block.get("005") == codes.TEST_FILE
        else:
            self._close_place()
            self.last = block

    def close(self, seen: lines.Seen) -> None:
        """The totals of the file are checked. Raises Malformed, DSN-02."""
        assert self.last is not None
        total, many = self.last.get("001"), self.last.get("002")
        # The specification leaves a doubt on whether the total counts its own two lines.
        if _number(total) not in (seen.rubriques, seen.rubriques - 2):
            raise faults.wrong_count(seen.last, said=_shown(total), found=seen.rubriques)
        if _number(many) != self.headers:
            raise faults.wrong_declarations(seen.last, said=_shown(many), found=self.headers)

    def _header(self) -> Block:
        assert self.header is not None
        return self.header

    def _workplace(self, block: Block) -> None:
        assert self.place is not None
        self.place.describe(block)

    def _close_person(self) -> None:
        if self.person is not None:
            assert self.place is not None
            self.place.count(self.person)
        self.person = None

    def _close_place(self) -> None:
        if self.place is not None:
            self.found.append(self.place.declaration())
        self.place = None


_OF_A_PERSON = frozenset(
    {
        "S21.G00.40",
        "S21.G00.41",
        "S21.G00.50",
        "S21.G00.51",
        "S21.G00.53",
        "S21.G00.60",
        "S21.G00.62",
        "S21.G00.65",
    }
)


class _Establishment:
    """The figures of one declaration of an establishment, as its people go by."""

    def __init__(self, header: Block, siren: str, block: Block) -> None:
        self.header, self.siren = header, siren
        self.nature = values.digits(header, "001", length=2)
        self.kind = values.digits(header, "002", length=2)
        if self.kind not in codes.KINDS:
            raise faults.missing(header.line, rubrique="S20.G00.05.002")
        self.is_monthly = self.nature == codes.MONTHLY
        self.month = _month(header) if self.is_monthly else None
        self.siret = siren + values.digits(block, "001", length=5)
        self.town, self.postcode = _town(block.get("005")), _postcode(block.get("004"))
        self.figures: dict[str, Figures] = defaultdict(Counter)
        self.described: dict[str, tuple[str, str]] = {self.siret: (self.town, self.postcode)}
        self.individuals = 0

    def describe(self, block: Block) -> None:
        place = _town(block.get("005")), _postcode(block.get("004"))
        self.described.setdefault(block.get("001"), place)

    def count(self, blocks_of_one: list[Block]) -> None:
        person = people.of(blocks_of_one)
        self.individuals += 1
        if self.month is not None and self.kind not in codes.WITHOUT_PEOPLE:
            counting.add(self.figures, person, Month(self.month))

    def declaration(self) -> Declaration:
        kept, elsewhere = self._by_siret()
        return Declaration(
            line=self.header.line,
            nature=self.nature,
            kind=self.kind,
            fraction=_short(self.header.get("003"), 2),
            order=_number(self.header.get("004")) or 0,
            month=self.month,
            siren=self.siren,
            siret=self.siret,
            town=self.town,
            postcode=self.postcode,
            # An event is about somebody: what software calls it might say whom.
            identifier=self.header.get("009")[:40] if self.is_monthly else "",
            names=self.header.get("006")[:40] if self.is_monthly else "",
            made_on=values.day(self.header, "007"),
            individuals=self.individuals,
            workplaces=tuple(kept),
            remarks=tuple(self._remarks(elsewhere)),
        )

    def _by_siret(self) -> tuple[list[Workplace], int]:
        """Places of work by their SIRET; one without is counted where it is declared from."""
        found: dict[str, Figures] = defaultdict(Counter)
        elsewhere = 0
        for name, figures in self.figures.items():
            is_siret = len(name) == 14 and name.isascii() and name.isdigit()
            elsewhere += bool(name) and not is_siret
            found[name if is_siret else self.siret].update(figures)
        if not found and self.month is not None and self.kind != codes.CANCELS:
            found[self.siret]["heads"] = 0
        return [self._workplace(siret, found[siret]) for siret in sorted(found)], elsewhere

    def _workplace(self, siret: str, figures: Figures) -> Workplace:
        town, postcode = self.described.get(siret, ("", ""))
        kept = {name: figures[name] for name in sorted(figures) if figures[name]}
        return Workplace(siret, town, postcode, {"heads": figures["heads"], **kept})

    def _remarks(self, elsewhere: int) -> Iterator[Remark]:
        if elsewhere:
            yield Remark("DSN-08", elsewhere)
        unclear = sum(figures["unclear"] for figures in self.figures.values())
        if unclear:
            yield Remark("DSN-09", unclear)


def _month(header: Block) -> date:
    found = values.day(header, "005")
    if found is None:
        raise faults.missing(header.line, rubrique="S20.G00.05.005")
    return found.replace(day=1)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def _shown(text: str) -> str:
    number = _number(text)
    return "?" if number is None else str(number)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most and text.isascii() and text.isdigit() else ""


def _town(text: str) -> str:
    return " ".join(text.split())[:100]


def _postcode(text: str) -> str:
    return _short(text, 5)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
