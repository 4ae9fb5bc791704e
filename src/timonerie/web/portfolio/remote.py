"""The summary of another instance in the words of our screens, never said fresher than it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from timonerie.domains.performance import figure_words
from timonerie.domains.portfolio.enums import Fault
from timonerie.domains.portfolio.models import FollowedSummary
from timonerie.domains.portfolio.rules import documents, fingerprints
from timonerie.domains.portfolio.rules.documents import Counts, Drift, Figure, Summary, Value
from timonerie.domains.portfolio.rules.links import Link
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.wording import formats, months
from timonerie.foundations.wording.states import State
from timonerie.web import readings
from timonerie.web.figures import Coverage
from timonerie.web.portfolio import glances

STATES = {
    "met": State.MET,
    "watch": State.WATCH,
    "missed": State.MISSED,
    "none": State.MEASURED,
}


@dataclass(frozen=True)
class Shown:
    """A figure in words."""

    label: str
    text: str
    target: str
    state: State
    provider: str = ""
    coverage: Coverage | None = None

    @property
    def sentence(self) -> str:
        words = {"label": self.label, "value": self.text}
        said = _("%(label)s à %(value)s") % words
        return formats.labelled(self.provider, said) if self.provider else said


@dataclass(frozen=True, kw_only=True)
class Said:
    """A summary in words; `state` is None before any figure."""

    page: str
    month: str
    state: State | None
    counts: Counts
    drifting: int
    drifts: Sequence[Shown]
    coverage: Coverage | None
    last_file: datetime | None
    figures: Sequence[Shown]
    expires_at: datetime

    @property
    def more_drifts(self) -> int:
        """Those that drift and are not named."""
        return max(0, self.drifting - len(self.drifts)) if self.drifts else 0


@dataclass(frozen=True)
class Remote:
    """A followed summary: what its last good document says, if any is left, and why the last
    answer was refused, if it was."""

    followed: FollowedSummary
    said: Said | None

    @property
    def host(self) -> str:
        address = self.followed.address
        return Link(address, "").host if address else _("fichier")

    @property
    def page(self) -> str:
        return self.said.page if self.said is not None else ""

    @property
    def fault(self) -> str:
        return str(Fault(self.followed.fault).label) if self.followed.fault else ""

    @property
    def is_withdrawn(self) -> bool:
        return self.followed.fault == Fault.WITHDRAWN

    @property
    def fingerprint(self) -> Sequence[str]:
        return fingerprints.words(self.followed.key)

    @property
    def rank(self) -> int:
        said = self.said
        return 0 if said is None else glances.rank_of(said.state, said.counts.missed)


def of(followed: FollowedSummary, *, at: datetime) -> Remote:
    """A document that has expired since it was received is said so, whatever was asked since."""
    summary = documents.read(followed.document) if followed.document is not None else None
    if not isinstance(summary, Summary):
        return Remote(followed, None)
    if summary.expires_at <= at and not followed.fault:
        followed.fault = Fault.EXPIRED
    return Remote(followed, of_summary(summary))


def of_summary(summary: Summary) -> Said:
    return Said(
        page=summary.page,
        month=months.month_label(summary.month) if summary.month else "",
        state=STATES[summary.state] if summary.month else None,
        counts=summary.counts,
        drifting=summary.drifting,
        drifts=[_shown(one) for one in summary.drifts],
        coverage=_coverage(summary.coverage),
        last_file=summary.last_file_at,
        figures=[_shown(one) for one in summary.figures],
        expires_at=summary.expires_at,
    )


def _shown(value: Figure | Drift) -> Shown:
    metric = _metric(value)
    bounds = readings.bounds_text(metric, value.low, value.high)
    return Shown(
        # Those of the catalogue are said in the language of the reader.
        label=_(value.label),
        text=figure_words.value_text(metric, value.value, value.currency),
        target=_("cible : %(bounds)s") % {"bounds": bounds} if bounds else "",
        state=STATES[value.judged],
        provider=(value.provider or "") if isinstance(value, Drift) else "",
        coverage=_coverage(value.coverage) if isinstance(value, Figure) else None,
    )


def _metric(value: Value) -> Metric:
    """Enough of a definition to write a value in its unit."""
    return Metric(
        code=value.code,
        # Those of the catalogue are said in the language of the reader.
        label=_(value.label),
        unit=value.unit,
        direction="higher",
        aggregate="count",
    )


def _coverage(coverage: documents.Coverage | None) -> Coverage | None:
    return None if coverage is None else readings.coverage_of(coverage.covered, coverage.expected)
