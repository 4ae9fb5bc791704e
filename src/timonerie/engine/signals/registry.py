"""The families of signals that work, each with what it watches and what it must be given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from timonerie.engine.signals import (
    corrections,
    evergreen,
    hidden_red,
    late_inputs,
    silence,
    standing,
    volume,
)
from timonerie.engine.signals.findings import Finding, of_level

VERSION = 1
"""To be raised with any change that makes a family say something else of the same figures."""

Find = Callable[..., list[Finding]]


@dataclass(frozen=True, slots=True)
class Family:
    """`find` takes a matrix and settings; `needs` says, for who brings the data, what the matrix
    holds, and what else is asked."""

    code: str
    describes: str
    needs: str
    find: Find
    is_beside: bool = False
    """Whether `find` also takes a matrix `beside`, row by row."""

    def __call__(self, *given: Any, **also: Any) -> list[Finding]:
        return self.find(*given, **also)


_ALL = (
    Family(
        "level",
        "a share, a duration or a cost that left its level, at once or little by little",
        "figures of any kind, with their cases where they are shares",
        of_level,
    ),
    Family(
        "silence",
        "what came at each period comes no more",
        "counts, 0 where nothing came of what was due",
        silence.find,
    ),
    Family(
        "volume",
        "more, or less, than what usually comes",
        "counts; the agreed band of each series where there is one",
        volume.find,
    ),
    Family(
        "late_inputs",
        "inputs that our own sites owe come late",
        "inputs on time among those due, by site",
        late_inputs.find,
    ),
    Family(
        "corrections",
        "closed figures change afterwards",
        "corrected periods among closed ones, by provider",
        corrections.find,
    ),
    Family(
        "evergreen",
        "an indicator that always holds while what it should reflect moves",
        "1 where a target was held, and what it should reflect beside it",
        evergreen.find,
        is_beside=True,
    ),
    Family(
        "hidden_red",
        "the figure of all holds while several sites miss",
        "1 where the figure of all held, and the sites that missed beside it",
        hidden_red.find,
        is_beside=True,
    ),
    Family(
        "concentration",
        "several vital activities with one provider",
        "vital activities of each provider, period by period",
        standing.from_(2, usual=1),
    ),
    Family(
        "decision_near",
        "a contract that renews or ends soon, and nobody decided",
        "contracts of each provider whose decision day is near, period by period",
        standing.from_(1),
    ),
    Family(
        "late_duty",
        "a legal document that is late",
        "late documents of each provider, period by period",
        standing.from_(1),
    ),
    Family(
        "undeclared",
        "a sub-contractor that nobody declared",
        "undeclared sub-contractors of each provider, period by period",
        standing.from_(1),
    ),
    Family(
        "departures",
        "people named on an account leave it",
        "people who left over a year where they are too many, 0 elsewhere, period by period",
        standing.from_(1),
    ),
    Family(
        "price_drift",
        "a price goes up by more than its clause gives",
        "what is asked over what the clause gives, as a ratio less one, period by period",
        standing.from_(0.005),
    ),
    Family(
        "off_contract",
        "a provider is paid more than its contracts say",
        "spend over what is committed, as a ratio less one, period by period",
        standing.from_(0.05),
    ),
    Family(
        "put_off",
        "a commitment put off again and again",
        "commitments of each provider that run and were put off twice, period by period",
        standing.from_(1),
    ),
    Family(
        "late_report",
        "a report that is late",
        "reports of each provider past their grace, period by period",
        standing.from_(1),
    ),
    Family(
        "repeated_late",
        "reports that are late again and again",
        "late ones among the last three reports of a line, period by period",
        standing.from_(2),
    ),
    Family(
        "poor_report",
        "a report that leaves fields blank, or says what it said last time",
        "such reports among the last of each line, period by period",
        standing.from_(1),
    ),
    Family(
        "figures_revised",
        "figures of reports changed after they were handed in",
        "figures changed over the last three months, period by period",
        standing.from_(3),
    ),
    Family(
        "silent_site",
        "a site tells nothing any more",
        "days without a word of each site where they are too many, 0 elsewhere, period by period",
        standing.from_(1),
    ),
)
FAMILIES: Mapping[str, Family] = {one.code: one for one in _ALL}
