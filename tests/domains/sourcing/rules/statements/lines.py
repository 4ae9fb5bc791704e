"""Lines of statements of work, good ones unless told otherwise, and strategies that draw them."""

from itertools import count
from typing import Any

from hypothesis import strategies as st

from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements.shapes import JSON, SECTIONS, Line

GOOD: dict[Kind, dict[str, JSON]] = {
    Kind.SCOPE: {"accountable": "Responsable paie"},
    Kind.VOLUME: {
        "unit": "bulletins", "per": "year", "low": 900, "expected": 1000, "high": 1100,
        "bands": [{"from": 0, "to": 1000}, {"from": 1000, "unit_price_factor": 0.9}],
        "seasonality": [1] * 12,
    },
    Kind.INPUT: {"side": "ours", "when": "J-5", "day": -5, "of": "event", "hour": "12:00"},
    Kind.DELIVERABLE: {"when": "J-3", "format": "PDF", "acceptance": "Sondage sans erreur"},
    Kind.SERVICE_LEVEL: {
        "metric": "on_time_delivery", "target": 98, "unit": "percent", "at_least": True,
        "period": "month", "window": "Calendrier du siège",
    },
    Kind.INDICATOR: {"formula": "Reprises / bulletins", "unit": "%", "period": "month"},
    Kind.REPORT: {"cadence": "monthly", "day": 5, "content": "Délais et erreurs"},
    Kind.GOVERNANCE: {"cadence": "monthly", "who": "Les deux responsables"},
    Kind.SECURITY: {"measure": "second_factor", "proof": "Copie d’écran"},
    Kind.PRIVACY: {
        "topics": [
            "processing", "instructions", "confidentiality", "subprocessors", "transfers",
            "assistance", "breach", "fate", "audit",
        ],
    },
    Kind.TEAM: {"role": "Responsable", "side": "ours", "is_accountable": True, "deputy": "DAF"},
    Kind.TRANSITION: {"gate": "Bascule", "criteria": ["Aucun écart"], "parallel_months": 2},
    Kind.REVERSIBILITY: {"delay_days": 30, "format": "CSV", "price": "Compris"},
    Kind.PRICE: {"unit": "bulletin", "volume_key": "volume", "recurrence": "unit"},
    Kind.CRITERION: {"weight": 100, "question": "Combien de reprises ?"},
}  # fmt: skip
_NUMBERS = count()


def line(kind: Kind, *, section: int = 0, without: str = "", **said: Any) -> Line:
    """A good line of a kind; `values` given change its own, `without` leaves one of them out."""
    own = {name: value for name, value in GOOD.get(kind, {}).items() if name != without}
    values = {**own, **said.pop("values", {})}
    where = section or next(one.number for one in SECTIONS if kind in one.kinds)
    said = {"key": f"line-{next(_NUMBERS)}", "rank": 1, "title": "Titre", "text": "", **said}
    return Line(section=where, kind=kind, values=values, **said)


def whole() -> list[Line]:
    """A statement of work that lacks nothing."""
    lines = [
        line(Kind.TEXT, section=1),
        line(Kind.SCOPE, activity="PAIE"),
        line(Kind.EXCLUSION),
        line(Kind.PROCESS),
        line(Kind.VOLUME, key="volume", activity="PAIE"),
        line(Kind.DELIVERABLE, activity="PAIE"),
    ]
    others = [
        Kind.INPUT, Kind.SERVICE_LEVEL, Kind.INDICATOR, Kind.REPORT, Kind.GOVERNANCE,
        Kind.SECURITY, Kind.PRIVACY, Kind.TEAM, Kind.TRANSITION, Kind.REVERSIBILITY, Kind.PRICE,
        Kind.CRITERION, Kind.ANNEX,
    ]  # fmt: skip
    return [*lines, *map(line, others)]


WORDS = st.sampled_from(["", "un", "un deux", "deux un", "un\ndeux trois", "l’été"])
VALUES = st.dictionaries(
    st.sampled_from(["unit", "when", "target"]),
    st.sampled_from([None, True, False, 0, 1, 1.0, 1.5, "", "1", "J-3"]),
    max_size=2,
)


def versions() -> st.SearchStrategy[list[Line]]:
    """Few keys, so that two versions have many lines in common."""
    one = st.builds(
        Line,
        key=st.sampled_from("abcdef"),
        section=st.integers(1, 3),
        kind=st.sampled_from([Kind.TEXT, Kind.SCOPE]),
        rank=st.integers(1, 4),
        title=WORDS,
        text=WORDS,
        values=VALUES,
        activity=st.sampled_from(["", "A"]),
        origin=st.just(""),
    )
    return st.lists(one, max_size=6, unique_by=lambda line: line.key)
