"""Which rubriques are kept, and what their codes mean for a count.

Source: code list of the technical specification CT2026 (cahier technique de la norme NEODeS).
"""

KEPT: dict[str, frozenset[str]] = {
    "S10.G00.00": frozenset({"005", "006", "008"}),
    "S20.G00.05": frozenset({"001", "002", "003", "004", "005", "006", "007", "009"}),
    "S21.G00.06": frozenset({"001"}),
    "S21.G00.11": frozenset({"001", "004", "005"}),
    # A person is a block without a value: neither number, nor name, nor employee number.
    "S21.G00.30": frozenset(),
    "S21.G00.40": frozenset({"001", "007", "009", "012", "013", "019"}),
    "S21.G00.41": frozenset({"001", "028"}),
    "S21.G00.50": frozenset(),
    "S21.G00.51": frozenset({"001", "002", "010", "011", "012"}),
    "S21.G00.53": frozenset({"001", "002", "003"}),
    "S21.G00.60": frozenset({"001", "002", "003", "010"}),
    "S21.G00.62": frozenset({"001", "002"}),
    "S21.G00.65": frozenset({"002", "003"}),
    "S21.G00.85": frozenset({"001", "004", "005"}),
    "S90.G00.90": frozenset({"001", "002"}),
}
"""Everything else is thrown away at its line. Nothing of a person is in the answer: contract
numbers tie hours to a workplace while a person is read, and go with them."""

PARENTS: dict[str, str] = {
    "S20.G00.05": "S10.G00.00",
    "S21.G00.06": "S20.G00.05",
    "S21.G00.11": "S21.G00.06",
    "S21.G00.85": "S21.G00.11",
    "S21.G00.30": "S21.G00.11",
    "S21.G00.40": "S21.G00.30",
    "S21.G00.41": "S21.G00.40",
    "S21.G00.60": "S21.G00.40",
    "S21.G00.62": "S21.G00.40",
    "S21.G00.65": "S21.G00.40",
    "S21.G00.50": "S21.G00.30",
    "S21.G00.51": "S21.G00.50",
    "S21.G00.53": "S21.G00.51",
}
"""A block comes after the block that it belongs to."""

MONTHLY = "01"
NATURES = frozenset({"01", "04", "05", "07", "08", "09", "10"})
NORMAL, EMPTY, REPLACES, CANCELS, REPLACES_EMPTY = "01", "02", "03", "04", "05"
KINDS = frozenset({NORMAL, EMPTY, REPLACES, CANCELS, REPLACES_EMPTY})
WITHOUT_PEOPLE = frozenset({EMPTY, CANCELS, REPLACES_EMPTY})
TEST_FILE = "01"

_CONTRACTS = {
    "permanent": "01 07 09 82 91",
    "fixed_term": "02 10 92",
    "temporary": "03 08",
    "internship": "29",
    "office": "80 81",
    "unsalaried": "32 53 54 70 89",
}
EMPLOYED = frozenset({"permanent", "fixed_term", "temporary", "other"})
"""Families that count in the heads: interns and company officers are told apart."""

_REASONS = {
    "resignation": "059",
    "dismissal": "020 065 086 087 088 089 091 092 093 112 113 115",
    "economic": "011 012 014 015 025 026 117",
    "agreement": "043 110 111",
    "end_of_term": "031 032 081",
    "early_end": "033 036 037 083 084 094 095 096 097",
    "trial": "034 035",
    "retirement": "038 039",
    "transfer": "100 998",
}
CANCELLED_END = "099"

_ABSENCES = {
    "sickness": "01 11 12 13",
    "accident": "04 05 06 10 14",
    "parenthood": "02 03 07 09",
    # Part time for health: at work, not absent.
    "part_time": "15 16 17 18",
    "cancelled": "99",
}
ABSENT = ("sickness", "accident", "parenthood", "other")

HOURS_OF_PAY = {"017": "overtime", "018": "structural", "019": "short_time"}
HOURS_OF_ACTIVITY = {"01": "paid", "02": "absence"}
IN_HOURS = "10"


def contract(code: str) -> str:
    """Family of a nature of contract (S21.G00.40.007)."""
    return _CONTRACT_OF.get(code, "other")


def reason(code: str) -> str:
    """Family of a reason for the end of a contract (S21.G00.62.002)."""
    return _REASON_OF.get(code, "other")


def absence(code: str) -> str:
    """Family of a reason for a stop of work (S21.G00.60.001)."""
    return _ABSENCE_OF.get(code, "other")


def _by_code(families: dict[str, str]) -> dict[str, str]:
    return {code: family for family, codes in families.items() for code in codes.split()}


_CONTRACT_OF, _REASON_OF, _ABSENCE_OF = map(_by_code, (_CONTRACTS, _REASONS, _ABSENCES))
