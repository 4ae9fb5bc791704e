"""Payroll files that are refused: a code, the line, what to do, and never a piece of the file."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest

from tests.factories import dsn
from timonerie.engine.dsn import Malformed, lines, read

pytestmark = pytest.mark.rule("FIL-11")

MARCH = date(2025, 3, 1)
SOUND = dsn.lines(
    dsn.declaration(
        dsn.PLACES[0], MARCH, [dsn.person(one, MARCH) for one in dsn.group().people[40:44]]
    )
)
Damage = Callable[[list[str]], list[str]]


def at(rubrique: str) -> int:
    return next(rank for rank, line in enumerate(SOUND) if line.startswith(rubrique))


def put(rubrique: str, text: str) -> Damage:
    """The first line of a rubrique, written otherwise."""
    return lambda found: [*found[: at(rubrique)], text, *found[at(rubrique) + 1 :]]


def without(*starts: str) -> Damage:
    return lambda found: [line for line in found if not line.startswith(starts)]


FAULTY: dict[str, tuple[Damage, str, int | None]] = {
    "empty": (lambda found: [], "DSN-01", 1),
    "a spreadsheet": (lambda found: ["dossier;date", *found], "DSN-03", 1),
    "no header": (lambda found: found[5:], "DSN-01", 1),
    "cut short": (lambda found: found[:-2], "DSN-01", len(SOUND) - 2),
    "a line less": (
        lambda found: [*found[:30], *found[33:]],
        "DSN-02",
        len(SOUND) - 3,
    ),
    "another count of declarations": (
        put("S90.G00.90.002", "S90.G00.90.002,'2'"),
        "DSN-02",
        len(SOUND),
    ),
    "a total that is no number": (
        put("S90.G00.90.001", "S90.G00.90.001,'beaucoup'"),
        "DSN-02",
        len(SOUND),
    ),
    "no quotes": (
        put("S21.G00.30.002", f"S21.G00.30.002,{dsn.NAME}"),
        "DSN-03",
        at("S21.G00.30.002") + 1,
    ),
    "another kind of line": (
        put("S21.G00.30.001", f"{dsn.NAME} {dsn.NIR}"),
        "DSN-03",
        at("S21.G00.30.001") + 1,
    ),
    "a very long line": (
        put("S21.G00.30.002", dsn.rubrique("S21.G00.30.002", dsn.NAME * 80)),
        "DSN-03",
        at("S21.G00.30.002") + 1,
    ),
    "a contract of nobody": (
        put("S21.G00.12.004", dsn.rubrique("S21.G00.40.001", "01012020")),
        "DSN-03",
        at("S21.G00.12.004") + 1,
    ),
    "two sendings": (lambda found: [*found, *found], "DSN-03", len(SOUND) + 1),
    "no month": (without("S20.G00.05.005"), "DSN-06", 6),
    "a SIREN of eight digits": (
        put("S21.G00.06.001", "S21.G00.06.001,'73282932'"),
        "DSN-06",
        at("S21.G00.06.001") + 1,
    ),
    "an unknown type": (put("S20.G00.05.002", "S20.G00.05.002,'77'"), "DSN-06", 6),
    "a day that does not exist": (
        put("S21.G00.40.001", "S21.G00.40.001,'31022020'"),
        "DSN-07",
        at("S21.G00.40.001") + 1,
    ),
    "a day in other digits": (
        put("S20.G00.05.005", "S20.G00.05.005,'٠١٠٣٢٠٢٥'"),
        "DSN-07",
        6,
    ),
    "hours with an exponent": (
        put("S21.G00.53.002", "S21.G00.53.002,'1e9'"),
        "DSN-07",
        at("S21.G00.53.001") + 1,
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_file_is_refused_with_its_line(name: str) -> None:
    damage, code, line = FAULTY[name]

    with pytest.raises(Malformed) as fault:
        read(BytesIO("\r\n".join([*damage(SOUND), ""]).encode()))

    assert (fault.value.code, fault.value.line) == (code, line)
    assert fault.value.remedy.endswith(".")
    assert not any(canary in fault.value.remedy for canary in (*dsn.CANARIES, "1e9", "beaucoup"))


def test_too_many_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_LINES", 20)

    with pytest.raises(Malformed) as fault:
        read(BytesIO(dsn.encoded(SOUND)))

    assert fault.value.code == "DSN-10"


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_both_encodings_and_ends_of_lines_are_read(encoding: str, end: str) -> None:
    place = dsn.Place(dsn.nic(7), "42000", "SAINT-ÉTIENNE", 1)
    found = dsn.lines(dsn.declaration(place, MARCH))

    told = read(BytesIO(end.join([*found, ""]).encode(encoding)))

    assert told.declarations[0].town == "SAINT-ÉTIENNE"


@pytest.mark.parametrize("more", [0, 2])
def test_the_total_may_leave_out_its_own_two_lines(more: int) -> None:
    found = dsn.lines(dsn.declaration(dsn.PLACES[0], MARCH))
    total = dsn.rubrique("S90.G00.90.001", len(found) - more)

    assert read(BytesIO(dsn.encoded([*found[:-2], total, found[-1]]))).declarations
