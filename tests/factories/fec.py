"""A believable accounting entries file: a year of a company of 150 people on three sites.

Pure functions of a seed, a year and a SIREN. What is planted, for whoever looks for it: F003 raises
its price by 6 % in July; F012 sends nothing in September; F025 gives a credit note of one month in
May; an invoice of February from F016 is disputed, and stays unlettered; F020 is a beneficiary of
fees above the threshold and F021 below; three entries of March are validated in June.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from tests.factories.fec_files import Account, Entry, Line, rows, written
from tests.factories.fec_providers import PROVIDERS, Provider

SIREN = "732829320"
YEAR = 2025
SITES = ("Lyon", "Nantes", "Lille")
CLIENTS = tuple((f"C{rank:03}", f"Client {rank:03}") for rank in range(1, 25))
BANK, VAT_PAID, VAT_DUE = (
    ("51200000", "Banque"), ("44566000", "TVA déductible"), ("44571000", "TVA collectée"),
)  # fmt: skip
SUPPLIERS, CUSTOMERS = ("40100000", "Fournisseurs"), ("41100000", "Clients")


@dataclass
class _Year:
    """What is being written."""

    random: Random
    year: int
    entries: list[Entry] = field(default_factory=list)
    letters: int = 0

    def letter(self) -> str:
        self.letters += 1
        high, low = divmod(self.letters, 26)
        return chr(65 + high // 26 % 26) + chr(65 + high % 26) + chr(65 + low)


def made(seed: int = 1, year: int = YEAR, siren: str = SIREN) -> bytes:
    """The bytes of the file that `name(year, siren)` names."""
    return written(rows(book(seed, year, siren)))


def name(year: int = YEAR, siren: str = SIREN) -> str:
    return f"{siren}FEC{year}1231.txt"


def book(seed: int = 1, year: int = YEAR, siren: str = SIREN) -> list[Entry]:
    """Every entry of the year, in the order of their days."""
    of = _Year(Random(f"{seed}-{year}-{siren}"), year)
    _open(of)
    for provider in PROVIDERS:
        _buy(of, provider)
    for month in range(1, 13):
        _sell(of, month)
        _pay_people(of, month)
        _settle_tax(of, month)
        _charge_of_bank(of, month)
    found = sorted(of.entries, key=lambda one: (one.day, one.journal != "AN", one.piece))
    return [replace(one, valid=one.valid or _month_after(one.day)) for one in found]


def _buy(of: _Year, provider: Provider) -> None:
    for month in provider.months:
        if (provider.code, month) == ("F012", 9):
            continue
        net = round(provider.cents * (1 + provider.spread * of.random.uniform(-1, 1)))
        if provider.code == "F003" and month >= 7:
            net = round(net * 1.06)
        day = date(of.year, month, min(28, 3 + int(provider.code[1:]) % 20))
        disputed = (provider.code, month) == ("F016", 2)
        late = (
            date(of.year, 6, 20)
            if month == 3 and provider.code in ("F031", "F032", "F033")
            else None
        )
        _invoice(of, provider, day, net, paid=not disputed, valid=late)
    if provider.code == "F025":
        _invoice(of, provider, date(of.year, 5, 26), -provider.cents, paid=False)


def _invoice(
    of: _Year, provider: Provider, day: date, net: int, *, paid: bool, valid: date | None = None
) -> None:
    tax = round(net * provider.tax / 100)
    party = (provider.code, provider.name)
    piece = f"{provider.code}-{day:%m%d}"
    delay = max(0, provider.delay + of.random.randint(-4, 9))
    paid_on = day + timedelta(days=delay)
    settled = paid and paid_on.year == of.year
    letter = of.letter() if settled else ""
    lettered = paid_on if settled else None
    site = SITES[int(provider.code[1:]) % 3]
    lines = [
        Line((provider.account, provider.account_label), *_sides(net)),
        Line(VAT_PAID, *_sides(tax)),
        Line(SUPPLIERS, *_sides(-net - tax), party, letter, lettered),
    ]
    what = "Avoir" if net < 0 else "Facture"
    before = timedelta(days=of.random.randint(0, 2))
    of.entries.append(
        Entry("AC", day, piece, f"{what} {provider.name} {site}",
              tuple(one for one in lines if one.debit or one.credit), day - before, valid)
    )  # fmt: skip
    if settled:
        _move_money(of, paid_on, f"VIR-{piece}", SUPPLIERS, party, -net - tax, letter)


def _move_money(
    of: _Year, day: date, piece: str, account: Account, party: tuple[str, str], cents: int,
    letter: str,
) -> None:  # fmt: skip
    """A payment: `cents` is the balance of the account that it settles, debit less credit."""
    settling = Line(account, *_sides(-cents), party, letter, day if letter else None)
    lines = (settling, Line(BANK, *_sides(cents)))
    of.entries.append(Entry("BQ", day, piece, f"Règlement {party[1] or account[1]}", lines))


def _sell(of: _Year, month: int) -> None:
    for rank, client in enumerate(CLIENTS):
        net = round(of.random.uniform(18_000_00, 46_000_00))
        day = date(of.year, month, 1 + rank % 27)
        paid_on = day + timedelta(days=of.random.randint(25, 60))
        settled = paid_on.year == of.year
        letter, tax = of.letter() if settled else "", round(net * 0.2)
        due = Line(CUSTOMERS, net + tax, 0, client, letter, paid_on if settled else None)
        sold = (due, Line(("70700000", "Ventes"), 0, net), Line(VAT_DUE, 0, tax))
        piece = f"FA{month:02}{rank:03}"
        of.entries.append(Entry("VE", day, piece, f"Facture {client[1]}", sold))
        if settled:
            _move_money(of, paid_on, f"ENC-{piece}", CUSTOMERS, client, net + tax, letter)


def _pay_people(of: _Year, month: int) -> None:
    day = date(of.year, month, 28)
    gross = round(150 * 2_650_00 * of.random.uniform(0.98, 1.03))
    withheld, employer, tax = round(gross * 0.22), round(gross * 0.42), round(gross * 0.04)
    net = gross - withheld - tax
    wages, social = ("42100000", "Personnel, rémunérations dues"), ("43100000", "URSSAF")
    source = ("44210000", "Prélèvement à la source")
    of.entries.append(
        Entry("PA", day, f"PAIE{month:02}", f"Paie {month:02}", (
            Line(("64110000", "Salaires"), gross), Line(("64510000", "Cotisations"), employer),
            Line(wages, 0, net), Line(social, 0, withheld + employer), Line(source, 0, tax),
        ))
    )  # fmt: skip
    for account, cents, code in ((wages, net, "SAL"), (social, withheld + employer, "URS"),
                                 (source, tax, "PAS")):  # fmt: skip
        paid_on = day if account is wages else _month_after(day)
        if paid_on.year == of.year:
            _move_money(of, paid_on, f"{code}{month:02}", account, ("", ""), -cents, "")


def _settle_tax(of: _Year, month: int) -> None:
    in_month = [line for one in of.entries if one.day.month == month and one.journal in ("AC", "VE")
                for line in one.lines]  # fmt: skip
    due, paid = (
        sum(line.debit - line.credit for line in in_month if line.account == account)
        for account in (VAT_DUE, VAT_PAID)
    )
    to_pay = ("44551000", "TVA à décaisser")
    day = (date(of.year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    lines = (Line(VAT_DUE, -due), Line(VAT_PAID, 0, paid), Line(to_pay, *_sides(due + paid)))
    of.entries.append(Entry("OD", day, f"TVA{month:02}", f"TVA {month:02}", lines))
    if month < 12:
        when = _month_after(day) + timedelta(days=10)
        _move_money(of, when, f"CA3-{month:02}", to_pay, ("", ""), due + paid, "")


def _charge_of_bank(of: _Year, month: int) -> None:
    cents = of.random.randint(90_00, 210_00)
    lines = (Line(("62700000", "Services bancaires"), cents), Line(BANK, 0, cents))
    of.entries.append(Entry("BQ", date(of.year, month, 27), f"FRAIS{month:02}", "Frais", lines))


def _open(of: _Year) -> None:
    """Balances carried over, some of them owed to providers and paid in January."""
    day, lines, total = date(of.year, 1, 1), [Line(BANK, 640_000_00)], 640_000_00
    for provider in PROVIDERS[:12]:
        owed, letter = round(provider.cents * 1.2), of.letter()
        paid_on, party = date(of.year, 1, 15), (provider.code, provider.name)
        lines.append(Line(SUPPLIERS, 0, owed, party, letter, paid_on))
        _move_money(of, paid_on, f"VIR-AN-{provider.code}", SUPPLIERS, party, -owed, letter)
        total -= owed
    lines.append(Line(("10100000", "Capital"), 0, total))
    of.entries.append(Entry("AN", day, "AN", "A-nouveaux", tuple(lines)))


def _sides(balance: int) -> tuple[int, int]:
    """Debit and credit of a balance, debit less credit."""
    return max(balance, 0), max(-balance, 0)


def _month_after(day: date) -> date:
    """The tenth of the next month, when a month is validated."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=10)
