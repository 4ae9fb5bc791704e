"""The columns of a FEC: their legal names, their order, what they are called here."""

from dataclasses import dataclass

import pyarrow as pa

CENTS = pa.int64()


@dataclass(frozen=True)
class Column:
    """`legal` is the name of the article, `name` the column of our table; `filled` when the article
    wants a value on every line."""

    legal: str
    name: str
    kind: pa.DataType
    filled: bool = True


USUAL = (
    Column("JournalCode", "journal", pa.string()),
    Column("JournalLib", "journal_label", pa.string()),
    Column("EcritureNum", "entry", pa.string()),
    Column("EcritureDate", "entry_date", pa.date32()),
    Column("CompteNum", "account", pa.string()),
    Column("CompteLib", "account_label", pa.string()),
    Column("CompAuxNum", "auxiliary", pa.string(), filled=False),
    Column("CompAuxLib", "auxiliary_label", pa.string(), filled=False),
    Column("PieceRef", "piece", pa.string()),
    Column("PieceDate", "piece_date", pa.date32()),
    Column("EcritureLib", "label", pa.string()),
    Column("Debit", "debit", CENTS),
    Column("Credit", "credit", CENTS),
    Column("EcritureLet", "lettering", pa.string(), filled=False),
    Column("DateLet", "lettering_date", pa.date32(), filled=False),
    Column("ValidDate", "valid_date", pa.date32()),
    Column("Montantdevise", "currency_amount", CENTS, filled=False),
    Column("Idevise", "currency", pa.string(), filled=False),
)
"""Article A. 47 A-1, VII: the eighteen columns, in their order."""

OF_CASH_BASIS = (
    Column("DateRglt", "payment_date", pa.date32(), filled=False),
    Column("ModeRglt", "payment_mode", pa.string(), filled=False),
    Column("NatOp", "operation", pa.string(), filled=False),
    Column("IdClient", "customer", pa.string(), filled=False),
)
"""Article A. 47 A-1, VIII: what cash-basis books add."""

ALL = (*USUAL, *OF_CASH_BASIS)
AMOUNT, SIDE = "Montant", "Sens"
"""They stand for Debit and Credit in some books (VII, 12 and 13)."""

SCHEMA = pa.schema([("line", pa.int64()), *((one.name, one.kind) for one in ALL)])
"""A table of lines. `line` is the number in the file, the header being 1; amounts are in cents of
euro; a blank text is "", a blank date or foreign amount is null. A table of several files has two
more columns, `file` (text) and `siren` (nine digits or "")."""
