"""What makes a legal guard-rail fire: what is known of an activity and of the company around it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from timonerie.domains.sourcing.enums import Confidentiality, Veto

_FILE: Final = Path(__file__).parents[1] / "catalogue" / "guard_rails.toml"
#: C. trav. D8222-5 and R8222-1: 5 000 € before tax, for the whole contract. In cents.
VIGILANCE_FROM: Final = 500_000
#: C. trav. L2312-8: heads from which the works council is consulted on the organisation.
CONSULTED_FROM: Final = 50


class Need(StrEnum):
    """A condition of a guard-rail."""

    ENTRUSTED = "entrusted"
    PERSONAL_DATA = "personal_data"
    ON_SITE = "on_site"
    HEADS_50 = "heads_50"
    AMOUNT_5000 = "amount_5000"
    FRACTIONAL = "fractional"
    STAFF_MOVED = "staff_moved"
    INDEPENDENT = "independent"
    CONFIDENTIAL = "confidential"
    LEAVING = "leaving"


@dataclass(frozen=True)
class About:
    """An activity; None is not known. `code` is that of the catalogue, empty for one of the
    company's own. `data` are kinds of data (staff, candidates, customers, health…), `yearly_cents`
    and `contract_cents` what it costs before tax, in a year and over the whole contract."""

    name: str
    code: str = ""
    function: str = ""
    vetoes: frozenset[Veto] = frozenset()
    is_entrusted: bool | None = None
    """A provider serves it, or the verdict or the choice is to entrust it."""
    data: frozenset[str] | None = None
    confidentiality: int | None = None
    yearly_cents: int | None = None
    contract_cents: int | None = None
    is_on_site: bool | None = None
    """People of the provider work on our sites."""
    is_done_by_us: bool | None = None
    """People of ours do it today."""
    is_by_one_person: bool | None = None
    """The provider is one person, by themselves."""
    is_fractional: bool = False
    """An executive shared between companies holds it."""
    is_left: bool = False
    """Its provider is about to be left: changed, or the activity taken back."""


@dataclass(frozen=True)
class Around:
    """The company; `heads` under an employment contract, None where it is not known."""

    heads: int | None = None


def holds(need: Need, activity: About, company: Around) -> bool | None:
    """Whether a condition holds; None where nobody knows."""
    answers: Mapping[Need, bool | None] = {
        Need.ENTRUSTED: activity.is_entrusted,
        Need.PERSONAL_DATA: _is_personal(activity),
        Need.ON_SITE: activity.is_on_site,
        Need.HEADS_50: _at_least(company.heads, CONSULTED_FROM),
        Need.AMOUNT_5000: _is_of_vigilance(activity),
        Need.FRACTIONAL: activity.is_fractional,
        Need.STAFF_MOVED: activity.is_done_by_us,
        Need.INDEPENDENT: activity.is_by_one_person,
        Need.CONFIDENTIAL: _at_least(activity.confidentiality, Confidentiality.CONFIDENTIAL),
        Need.LEAVING: activity.is_left,
    }
    return answers[need]


def _is_personal(activity: About) -> bool | None:
    told = _personal_data()
    if activity.function in told["functions"]:
        return True
    return None if activity.data is None else not activity.data.isdisjoint(told["kinds"])


def _is_of_vigilance(activity: About) -> bool | None:
    """The threshold is that of the whole contract: less in a year says nothing of it."""
    if activity.contract_cents is not None:
        return activity.contract_cents >= VIGILANCE_FROM
    return _at_least(activity.yearly_cents, VIGILANCE_FROM) or None


def _at_least(known: int | None, least: int) -> bool | None:
    return None if known is None else known >= least


@cache
def _personal_data() -> dict[str, Any]:
    told: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["personal_data"]
    return told
