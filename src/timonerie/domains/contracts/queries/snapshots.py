"""What a contract says at a moment, as plain JSON: what an approval freezes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import lives
from timonerie.domains.contracts.rules.snapshots import JSON

#: What is said of the contract itself; a note, a follower, a time to prepare bind nobody.
TOLD: Final = (
    *("name", "reference", "currency", "tax", "yearly_cents", "start_date", "end_date", "firm"),
    *("renewal", "renewal_length", "renewals", "notice", "notice_counts", "notice_form"),
)


def of(contract: Contract) -> dict[str, JSON]:
    """Everything that binds, by part; at most one query a part. Names are those of that day."""
    return {
        "kind": "timonerie.contract",
        "version": 1,
        **{name: build(contract) for name, build in PARTS.items()},
    }


def _terms(contract: Contract) -> JSON:
    told: dict[str, JSON] = {name: _plain(getattr(contract, name)) for name in TOLD}
    told["provider"] = contract.provider.name if contract.provider else contract.provider_written
    told["frame"] = contract.frame.name if contract.frame else ""
    return told


def _statement(contract: Contract) -> JSON:
    version = contract.statement_version
    if version is None:
        return {}
    return {
        "statement": version.statement.title,
        "statement_version": version.number,
        "statement_sha256": version.sha256,
    }


def _activities(contract: Contract) -> JSON:
    rows = contract.entrusted_activities.select_related("activity")
    return {f"{one.activity.code}": one.activity.name for one in rows}


def _amendments(contract: Contract) -> JSON:
    return {
        str(one.public_id): {
            "effect_date": _plain(one.effect_date),
            "title": one.title,
            "changes": dict(one.changes),
        }
        for one in lives.amendments(contract)
    }


def _suspensions(contract: Contract) -> JSON:
    return {
        str(one.public_id): {
            "first_date": _plain(one.first_date),
            "last_date": _plain(one.last_date),
        }
        for one in lives.suspensions(contract)
    }


_LEVEL: Final = (
    *("title", "metric", "target", "unit", "at_least", "threshold", "period", "window"),
    *("exclusions", "stop_clock", "consequence", "bands", "cap", "yearly_cap_cents"),
    *("start_date", "end_date"),
)


_OWED: Final = ("title", "side", "start_date", "end_date")
_REPORT: Final = (*_OWED, "cadence", "day", "grace_days", "content")
_OBLIGATION: Final = (
    *(*_OWED, "kind", "text", "cadence", "when", "anchor", "day", "event_day", "hour"),
    *("who", "format", "acceptance"),
)
#: A proof that came, and the day of the next one, are how it is kept.
_PROOF: Final = (*_OWED, "measure", "expected", "when")
_PRICE: Final = (
    *("title", "unit", "recurrence", "amount", "bands", "low", "expected", "high", "per"),
    *("start_date", "is_stopped"),
)
_SHARE: Final = ("key", "weight", "share", "start_date")


def _levels(contract: Contract) -> JSON:
    return _rows(contract.levels.filter(archived_at__isnull=True), _LEVEL)


def _reports(contract: Contract) -> JSON:
    return _rows(contract.expectedreports.filter(archived_at__isnull=True), _REPORT)


def _obligations(contract: Contract) -> JSON:
    return _rows(contract.obligations.filter(archived_at__isnull=True), _OBLIGATION)


def _proofs(contract: Contract) -> JSON:
    return _rows(contract.securityproofs.filter(archived_at__isnull=True), _PROOF)


def _prices(contract: Contract) -> JSON:
    return _rows(contract.prices.all(), _PRICE)


def _shares(contract: Contract) -> JSON:
    rows = contract.shares.select_related("unit")
    return {str(one.public_id): {"title": one.unit.name, **_told(one, _SHARE)} for one in rows}


def _rows(rows: Iterable[Any], names: Sequence[str]) -> JSON:
    return {str(one.public_id): _told(one, names) for one in rows}


def _told(row: Any, names: Sequence[str]) -> dict[str, JSON]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> JSON:
    """Dates and exact numbers as texts; whole numbers past 53 bits have no canonical form."""
    if isinstance(value, bool | str | float) or value is None:
        return value
    if isinstance(value, list | dict):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


#: The parts of what is frozen, by name: a mapping each, of a key to what is said under it.
PARTS: Final[Mapping[str, Callable[[Contract], JSON]]] = {
    "terms": _terms,
    "statement": _statement,
    "activities": _activities,
    "amendments": _amendments,
    "suspensions": _suspensions,
    "levels": _levels,
    "reports": _reports,
    "obligations": _obligations,
    "proofs": _proofs,
    "prices": _prices,
    "shares": _shares,
}
