"""What a calendar shows, folded into the rituals that are known: nothing is counted twice."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations import units
from timonerie.domains.organisation.queries import directory
from timonerie.domains.rituals.enums import OccurrenceState, RitualLevel, RitualState
from timonerie.domains.rituals.models import CalendarExport, Ritual, RitualOccurrence
from timonerie.domains.rituals.rules import comparing, levels, matching
from timonerie.domains.rituals.rules.comparing import Fate, Later, Missing
from timonerie.domains.rituals.rules.matching import Known
from timonerie.engine.meetings import titles

Told = Mapping[str, Any]
_PACE = ("frequency", "interval", "nth", "month_day", "hour")
_AFTER = {Fate.ASKED: OccurrenceState.VANISHED, Fate.RESCHEDULED: OccurrenceState.MOVED}


def fold(export: CalendarExport, told: Told) -> tuple[int, int]:
    """Write what an export shows, inside a transaction: (rituals proposed anew, meetings that
    vanished). One that was written before the last of its agenda adds what it knows, and takes
    nothing away."""
    return _Folding(export, told).run()


class _Folding:
    def __init__(self, export: CalendarExport, told: Told) -> None:
        self.export = export
        self.told = told
        self.rituals = {one.pk: one for one in Ritual.objects.select_related("export")}
        rows = RitualOccurrence.objects.select_related("last_seen")
        self.known = {one.key: one for one in rows}
        before = CalendarExport.objects.filter(agenda=export.agenda).exclude(pk=export.pk)
        self.is_latest = not before.filter(written_at__gt=export.written_at).exists()
        self.seen: set[str] = set()
        self.repaced: set[int] = set()
        self.changed: dict[int, RitualOccurrence] = {}

    def run(self) -> tuple[int, int]:
        owners, created = self._owners()
        made: list[RitualOccurrence] = []
        for rank, series in enumerate(self.told["series"]):
            for each in series["occurrences"]:
                made += self._occurrence(owners[rank], each)
        for each in self.told["alone"]:
            self._again(each)
        RitualOccurrence.objects.bulk_create(made)
        vanished = self._vanished({one.pk for one in owners.values()}) if self.is_latest else 0
        RitualOccurrence.objects.bulk_update(
            self.changed.values(), ["planned", "start", "state", "last_seen"], batch_size=500
        )
        return created, vanished

    def _owners(self) -> tuple[dict[int, Ritual], int]:
        """The ritual of each series, by its rank; how many of them are new."""
        series = self.told["series"]
        known = [
            Known(one.pk, frozenset(one.keys), one.title_key, one.export.agenda)
            for one in self.rituals.values()
        ]
        found = matching.matched(series, known, agenda=self.export.agenda)
        new = [rank for rank in range(len(series)) if rank not in found]
        made = Ritual.objects.bulk_create([self._proposed(series[rank]) for rank in new])
        owners = dict(zip(new, made, strict=True))
        for rank, number in found.items():
            owners[rank] = self.rituals[number]
            self._follow(owners[rank], series[rank])
        return owners, len(made)

    def _proposed(self, series: Told) -> Ritual:
        level, unit = self._guess(series)
        return Ritual(
            name=series["title"],
            title_key=series["title_key"][:150],
            level=level,
            unit=unit,
            zone=self.told["zone"],
            export=self.export,
            **_pace(series),
        )

    def _guess(self, series: Told) -> tuple[str, Unit | None]:
        place = directory.places().get(series["place"] or 0)
        firms = {one.name: one.pk for one in directory.firms().values()}
        level = levels.guess(
            series["title_key"],
            place_kind=place.kind if place else "",
            names_provider=titles.place_in(series["title"], firms) is not None,
        )
        if place is not None:
            return level, Unit.objects.get(pk=place.pk)
        return level, units.root() if level == RitualLevel.DIRECTION else None

    def _follow(self, ritual: Ritual, series: Told) -> None:
        """A ritual takes the pace of its last calendar; what people said of it stays."""
        values = _pace(series)
        values["keys"] = list(dict.fromkeys([*ritual.keys, *series["keys"]]))
        if not self.is_latest:
            values = {"keys": values["keys"]}
        elif any(getattr(ritual, name) != values[name] for name in (*_PACE, "weekdays")):
            self.repaced.add(ritual.pk)
        for name, value in values.items():
            setattr(ritual, name, value)
        ritual.save(update_fields=list(values))

    def _occurrence(self, ritual: Ritual, each: Told) -> Iterable[RitualOccurrence]:
        if self._again(each):
            return
        row = RitualOccurrence(
            ritual=ritual,
            key=each["key"],
            planned=datetime.fromisoformat(each["planned"]),
            start=datetime.fromisoformat(each["start"]),
            state=_state(each),
            first_seen=self.export,
            last_seen=self.export,
        )
        self.known[row.key] = row
        yield row

    def _again(self, each: Told) -> bool:
        """Whether that meeting was known: it is seen once more."""
        row = self.known.get(each["key"])
        if row is None:
            return False
        self.seen.add(row.key)
        if row.pk is None or row.last_seen.written_at > self.export.written_at:
            return True
        row.start, row.last_seen = datetime.fromisoformat(each["start"]), self.export
        if row.state in (OccurrenceState.SEEN, OccurrenceState.VANISHED):
            row.state = _state(each)
        self.changed[row.pk] = row
        return True

    def _vanished(self, held: set[int]) -> int:
        missing = {
            row.pk: row
            for row in self.known.values()
            if row.pk is not None
            and row.key not in self.seen
            and row.state == OccurrenceState.SEEN
            and row.last_seen.agenda == self.export.agenda
            and row.last_seen_id != self.export.pk
        }
        later = Later(_days(self.told), _singles(self.told), held, self.repaced)
        fates = comparing.fates(map(self._missing, missing.values()), later)
        for number, fate in fates.items():
            if fate in _AFTER:
                missing[number].state = _AFTER[fate]
                self.changed[number] = missing[number]
        return sum(
            fate is Fate.ASKED and self.rituals[missing[number].ritual_id].state in _ASKABLE
            for number, fate in fates.items()
        )

    def _missing(self, row: RitualOccurrence) -> Missing:
        return Missing(
            pk=row.pk,
            ritual=row.ritual_id,
            is_ruled=bool(self.rituals[row.ritual_id].rule),
            day=row.start.date(),
            before=row.last_seen.written_at.date(),
        )


_ASKABLE = (RitualState.KEPT, RitualState.PROPOSED)


def _pace(series: Told) -> dict[str, Any]:
    pace = series["cadence"]
    return {
        **{name: pace[name] for name in _PACE},
        "weekdays": list(pace["weekdays"]),
        "rule": series["rule"],
        "minutes": series["minutes"],
        "guests": series["guests"],
        "keys": list(series["keys"]),
    }


def _state(each: Told) -> OccurrenceState:
    return OccurrenceState.CANCELLED if each["is_cancelled"] else OccurrenceState.SEEN


def _days(told: Told) -> comparing.Days | None:
    if told["first"] is None:
        return None
    return date.fromisoformat(told["first"]), date.fromisoformat(told["last"])


def _singles(told: Told) -> comparing.Days | None:
    if told["singles"] is None:
        return None
    first, last = told["singles"]
    return date.fromisoformat(first), date.fromisoformat(last)
