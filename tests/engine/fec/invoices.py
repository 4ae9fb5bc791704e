"""Single entries, for tests of one answer."""

from datetime import date, timedelta

from tests.factories.fec_files import Account, Entry, Line

RENT: Account = ("61320000", "Locations")
FEES: Account = ("62260000", "Honoraires")
PAY: Account = ("64110000", "Salaires")
SUPPLIERS: Account = ("40100000", "Fournisseurs")
ACCRUED: Account = ("40810000", "Factures non parvenues")
VAT: Account = ("44566000", "TVA déductible")
BANK: Account = ("51200000", "Banque")
VALID = date(2026, 1, 10)


def invoice(
    code: str, day: date, net: int, *, tax: int = 0, account: Account = RENT, piece: str = "",
    paid: date | None = None, letter: str = "", supplier: Account = SUPPLIERS,
) -> Entry:  # fmt: skip
    """A purchase, or a credit note when `net` is negative; `code` is blank for no auxiliary."""
    lines = (
        Line(account, *_sides(net)),
        Line(VAT, *_sides(tax)),
        Line(supplier, *_sides(-net - tax), _party(code), letter or ("A" if paid else ""), paid),
    )
    kept = tuple(one for one in lines if one.debit or one.credit)
    named = piece or f"{code}-{day:%m%d}"
    return Entry("AC", day, named, f"Facture {code}", kept, day - timedelta(days=1), VALID)


def shared(day: date, parties: dict[str, int], spent: dict[Account, int]) -> Entry:
    """Several third parties in one entry."""
    lines = [Line(account, *_sides(cents)) for account, cents in spent.items()]
    lines += [Line(SUPPLIERS, *_sides(-owed), _party(code)) for code, owed in parties.items()]
    return Entry("AC", day, "LOT", "Lot de factures", tuple(lines), day, VALID)


def payment(
    code: str,
    day: date,
    cents: int,
    *,
    fee: int = 0,
    letter: str = "",
    lettered: date | None = None,
) -> Entry:
    lines = [Line(SUPPLIERS, cents, 0, _party(code), letter, lettered)]
    lines += [Line(("62700000", "Frais bancaires"), fee)] if fee else []
    lines.append(Line(BANK, 0, cents + fee))
    return Entry("BQ", day, f"VIR-{day:%m%d}", f"Virement {code}", tuple(lines), day, VALID)


def carried(day: date, owed: dict[str, int]) -> Entry:
    """An opening entry."""
    lines = [Line(SUPPLIERS, 0, cents, _party(code)) for code, cents in owed.items()]
    lines.append(Line(BANK, sum(owed.values())))
    return Entry("AN", day, "AN", "A-nouveaux", tuple(lines), day, VALID)


def monthly(code: str, amounts: list[int], *, year: int = 2025, day: int = 5) -> list[Entry]:
    """One invoice a month from January on; none where the amount is 0."""
    days = [date(year + rank // 12, rank % 12 + 1, day) for rank in range(len(amounts))]
    return [invoice(code, when, cents) for when, cents in zip(days, amounts, strict=True) if cents]


def _party(code: str) -> tuple[str, str]:
    return (code, f"Tiers {code}") if code else ("", "")


def _sides(balance: int) -> tuple[int, int]:
    return max(balance, 0), max(-balance, 0)
