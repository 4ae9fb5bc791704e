"""Which facts a page lists, as its address says it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.sourcing.queries import activities as sourcing
from timonerie.engine import periods
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.wording import formats, months
from timonerie.web.arrangements import CHOSEN
from timonerie.web.readings import Names
from timonerie.web.tables import Sorted

KINDS = {"mois": "month", "semaine": "week", "trimestre": "quarter", "annee": "year"}
ORDERS = {
    "dossier": "case",
    "recu": "received_at",
    "resolu": "resolved_at",
    "echeance": "due_at",
    "ouvre": "worked_to_resolve",
    "compte": "hit",
}
DEFAULT_ORDER = "recu"


@dataclass(frozen=True)
class Filters:
    """The address, read; row ids in place of public ones."""

    query: QueryDict
    indicator: str = ""
    kind: str = ""
    start: date | None = None
    unit: int | None = None
    provider: int | None = None
    activity: int | None = None
    team: int | None = None
    sort: str = f"-{DEFAULT_ORDER}"
    page: int = 1

    @classmethod
    def of(cls, query: QueryDict, names: Names) -> "Filters":
        """Raises Http404 for a value that names nothing."""
        kind, start = _period(query)
        sort = query.get("tri") or f"-{DEFAULT_ORDER}"
        if sort.lstrip("-") not in ORDERS:
            raise Http404(_("tri inconnu"))
        return cls(
            query=query,
            indicator=query.get("indicateur", ""),
            kind=kind,
            start=start,
            unit=_id_of(query.get("site"), names.units),
            provider=_id_of(query.get("prestataire"), names.providers),
            activity=_id_of(query.get("activite"), names.activities),
            team=_id_of(query.get("equipe"), names.units),
            sort=sort,
            page=_number(query.get("page", "1")),
        )

    def within(self, seen: Reach) -> "Filters":
        """Raises Http404 where a filter names what the reader does not reach, as if it named
        nothing: its name would be told."""
        is_theirs = seen.holds(unit=self.unit, provider=self.provider) and seen.holds(
            unit=self.team
        )
        if self.activity is not None and seen.function_ids is not None:
            is_theirs &= self.activity in sourcing.activities_of(seen.function_ids)
        if not is_theirs:
            raise Http404(_("filtre inconnu"))
        return self

    def fitting(self, metric: Metric | None) -> "Filters":
        """Only a ratio says of each case whether it counts: else the usual order."""
        has_hits = metric is not None and metric.numerator is not None
        return self if has_hits or self.order != "hit" else replace(self, sort=f"-{DEFAULT_ORDER}")

    @property
    def end(self) -> date | None:
        """First day after the period."""
        if self.start is None:
            return None
        return periods.end_of(self.kind, self.start)

    @property
    def is_narrowed(self) -> bool:
        """Whether some filter leaves cases out."""
        members = (self.unit, self.provider, self.activity, self.team)
        return self.start is not None or any(one is not None for one in members)

    @property
    def order(self) -> str:
        return ORDERS[self.sort.lstrip("-")]

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith("-")

    def url(self, **changes: str | None) -> str:
        """The same page with other parameters; None takes one away."""
        query = self.query.copy()
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = value
        return f"?{query.urlencode()}" if query else f"?{CHOSEN}=1"

    def sort_url(self, name: str) -> str:
        descending = self.sort == name
        return self.url(tri=f"-{name}" if descending else name, page=None)

    def sorted_by(self, name: str) -> Sorted:
        if self.sort.lstrip("-") != name:
            return ""
        return "descending" if self.is_descending else "ascending"

    def chips(self, names: Names, metric: Metric | None = None) -> list[Mapping[str, Any]]:
        """One chip per filter, each with the address without it."""
        labels = self._labels(names)
        if metric is not None:
            labels = {"indicateur": metric.label, **labels}
        return [
            {"label": label, "url": self.url(**{name: None}, page=None)}
            for name, label in labels.items()
        ]

    def summary(self, names: Names) -> str:
        """The filters in one line."""
        return " · ".join(self._labels(names).values())

    def _labels(self, names: Names) -> dict[str, str]:
        labels = {}
        if self.start is not None:
            word = next(word for word, kind in KINDS.items() if kind == self.kind)
            labels[word] = _period_label(self.kind, self.start)
        for name, found, known in (
            ("site", self.unit, names.units),
            ("prestataire", self.provider, names.providers),
            ("activite", self.activity, names.activities),
            ("equipe", self.team, names.units),
        ):
            if found is not None:
                labels[name] = known[found][1]
        return labels


def _period(query: QueryDict) -> tuple[str, date | None]:
    for word, kind in KINDS.items():
        text = query.get(word)
        if text:
            try:
                day = date.fromisoformat(text if len(text) > 7 else f"{text}-01")
            except ValueError:
                raise Http404(_("période inconnue")) from None
            return kind, day
    return "", None


def _period_label(kind: str, start: date) -> str:
    if kind == "month":
        return months.month_label(start)
    if kind == "week":
        return _("semaine du %(day)s") % {"day": formats.day(start)}
    return _("période du %(day)s") % {"day": formats.day(start)}


def _id_of(text: str | None, names: Mapping[int, tuple[UUID, str]]) -> int | None:
    if not text:
        return None
    for row_id, (public_id, _name) in names.items():
        if str(public_id) == text:
            return row_id
    raise Http404(_("filtre inconnu"))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 1_000_000 else 1
