"""Statements of work that hold, everywhere, what bidders may not read."""

from typing import Any

from hypothesis import strategies as st

from tests.domains.sourcing.rules.statements.lines import GOOD, line
from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements.shapes import Line

MEASURED = {
    "text": "médiane 6 h 12", "median": 6.2, "n": 40, "first": "2025-01-01", "last": "2025-12-31",
    "frozen_on": "2026-01-05",
}  # fmt: skip
NAMES = st.from_regex(r"[A-Z][a-z]{3,8}(?: (?:& )?[A-Z][a-zé]{3,8}){0,2}", fullmatch=True).map(
    lambda name: f"{name} Xyloquartz"
)
"""Names of firms that no other sentence holds."""
_WORDS = st.sampled_from(["", "Fréquence : mensuelle.", "[à compléter : par qui ?]", "suite"])


@st.composite
def statements(draw: st.DrawFn) -> tuple[str, list[Line]]:
    """A name, and lines of every kind that hold it in their title, their text or a value."""
    name = draw(NAMES)
    return name, [_holding(draw, kind, name) for kind in Kind]


def _holding(draw: st.DrawFn, kind: Kind, name: str) -> Line:
    said = draw(st.sampled_from([name, name.upper(), name.lower(), name.replace(" ", "\u00a0")]))
    text = f"{draw(_WORDS)} Prestataire actuel : {said}. {draw(_WORDS)} chez {said}, puis {said}"
    given = {one: f"{kept} {said}" for one, kept in GOOD.get(kind, {}).items() if _is_free(kept)}
    own = draw(st.sampled_from([{}, given]))
    measured = {"measured": MEASURED} if kind == Kind.SERVICE_LEVEL else {}
    return line(kind, title=f"Titre {said}", text=text, values={**own, **measured})


def _is_free(kept: Any) -> bool:
    return isinstance(kept, str) and kept not in ("volume", "second_factor")
