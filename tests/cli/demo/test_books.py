"""The accounting entries of the demo are a file that any accounting software could have made."""

from datetime import date
from pathlib import Path

from timonerie.cli.demo import books
from timonerie.cli.demo.horizon import Horizon
from timonerie.engine.fec import controls, payment_delays, providers, purchases, reading, recurring
from timonerie.engine.fec.shapes import Reading

HORIZON = Horizon.before(date(2026, 3, 10))


def read(folder: Path, *, span: int = 36) -> Reading:
    horizon = Horizon(HORIZON.last, span)
    path = folder / books.file_name(horizon)
    path.write_bytes(books.content(7, horizon))
    return reading.read(path)


def test_it_is_read_whole_and_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert (found.profile.name_siren, found.profile.name_closing) == (
        "000000026",
        date(2026, 2, 28),
    )
    assert found.profile.set_aside == 0
    seen = controls.check(found.lines, found.profile)
    assert {one.code for one in seen if one.severity == "anomaly"} <= {"FEC-04"}


def test_it_holds_a_rise_a_missing_invoice_and_delays(tmp_path: Path) -> None:
    lines = read(tmp_path).lines
    spend = purchases.attributions(lines)
    assert len(providers.providers(lines, spend).rows) == len(books.PAYEES)
    regular = {one.provider.rpartition(":")[2]: one for one in recurring.find(spend)}
    assert regular["KERLUNE"].changes[-1].share > 0
    assert regular["PERCENEIGE"].missing
    assert payment_delays.measure(lines).overall is not None


def test_a_short_demo_has_the_months_it_covers(tmp_path: Path) -> None:
    days = read(tmp_path, span=4).lines["entry_date"].to_pylist()
    assert date(2025, 11, 1) <= min(days) < date(2025, 11, 8)
    assert max(days) == date(2026, 2, 28)


def test_the_same_seed_gives_the_same_file(tmp_path: Path) -> None:
    assert books.content(7, HORIZON) == books.content(7, HORIZON)
    assert books.content(7, HORIZON) != books.content(8, HORIZON)
