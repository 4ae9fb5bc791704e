"""A calendar becomes proposals, a later one questions; what must not be kept is nowhere."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from tests.factories import calendars_ics as ics
from tests.factories.calendars_ics import EXPORTED
from tests.factories.organisation import Group
from timonerie.domains.rituals.models import CalendarExport, Ritual, RitualOccurrence
from timonerie.domains.rituals.operations import occurrences, rituals
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.documents.models import Blob

Read = Callable[..., CalendarExport]
LATER = EXPORTED + timedelta(days=14)
GONE = date(2026, 3, 12)


def named(name: str) -> Ritual:
    found: Ritual = Ritual.objects.get(name=name)
    return found


def test_what_comes_back_is_proposed_with_its_level(group: Group, read: Read) -> None:
    export = read(ics.director())

    told = {one.name: (one.level, one.unit, one.state) for one in Ritual.objects.all()}
    assert told == {
        "Codir": ("direction", group.root, "proposed"),
        "Codir de gestion": ("direction", group.root, "proposed"),
        "Comité de site Lyon": ("site", group.lyon, "proposed"),
        "Déjeuner": ("", None, "proposed"),
        "Point paie": ("function", None, "proposed"),
    }
    assert (export.series, export.created, export.vanished) == (5, 5, 0)
    assert export.thrown["private"] == 1


@pytest.mark.rule("ICS-09")
def test_bodies_guests_links_and_rooms_are_nowhere(group: Group, read: Read) -> None:
    read(ics.director())

    for model in apps.get_models():
        texts = [one.name for one in model._meta.fields if _holds_text(one)]
        rows = model._base_manager.all() if hasattr(model, "_base_manager") else []
        for row in rows:
            held = " ".join(str(getattr(row, name)) for name in texts).lower()
            assert not any(one.lower() in held for one in ics.CANARIES), model
    for path in Path(settings.DATA_DIR).rglob("*"):
        if path.is_file():
            assert not any(one.encode() in path.read_bytes() for one in ics.CANARIES), path


def _holds_text(field: models.Field) -> bool:  # type: ignore[type-arg]
    return isinstance(field, models.CharField | models.TextField | models.JSONField)


def test_the_file_itself_is_not_kept(group: Group, read: Read) -> None:
    read(ics.director())

    assert not Blob.objects.exists()


def test_the_same_file_again_changes_nothing(group: Group, read: Read) -> None:
    first = read(ics.director())
    before = list(RitualOccurrence.objects.order_by("pk").values())

    again = read(ics.director(), at=LATER)

    assert again.pk == first.pk
    assert list(RitualOccurrence.objects.order_by("pk").values()) == before


def test_a_later_export_counts_no_meeting_twice(group: Group, read: Read) -> None:
    read(ics.director())
    keys = set(RitualOccurrence.objects.values_list("key", flat=True))

    later = read(ics.director(stamp=LATER), at=LATER)

    assert (later.created, later.vanished) == (0, 0)
    assert keys <= set(RitualOccurrence.objects.values_list("key", flat=True))
    assert Ritual.objects.count() == 5


def test_a_meeting_that_is_gone_is_asked_about(alice: Actor, group: Group, read: Read) -> None:
    read(ics.director())
    rituals.keep(by=alice, at=EXPORTED, ritual=named("Comité de site Lyon"))

    later = read(ics.director(without=[GONE], stamp=LATER), at=LATER)

    (asked,) = RitualOccurrence.objects.asked()
    assert later.vanished == 1
    assert (asked.ritual.name, asked.start.date()) == ("Comité de site Lyon", GONE)


def test_what_somebody_answers_is_kept(alice: Actor, group: Group, read: Read) -> None:
    read(ics.director())
    rituals.keep(by=alice, at=EXPORTED, ritual=named("Comité de site Lyon"))
    read(ics.director(without=[GONE], stamp=LATER), at=LATER)
    (asked,) = RitualOccurrence.objects.asked()

    occurrences.answer(by=alice, at=LATER, occurrence=asked, state="cancelled")
    read(ics.director(without=[GONE], stamp=LATER + timedelta(days=1)), at=LATER)

    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == ("cancelled", "Alice Martin")
    assert not RitualOccurrence.objects.asked().exists()


def test_nothing_is_asked_of_days_that_the_later_export_does_not_cover(
    group: Group, read: Read
) -> None:
    read(ics.director())
    short = ics.calendar(
        *ics.repeated(
            "Comité de site Lyon", ics.every(7, start=ics.local(2026, 3, 5, 14), times=6)
        ),
        stamp=LATER,
    )

    assert read(short, at=LATER).vanished == _codir_to_come(short)


def _codir_to_come(_short: bytes) -> int:
    """Series that are gone altogether: only what was still to come, on the days of the export."""
    rows = RitualOccurrence.objects.exclude(ritual__name="Comité de site Lyon")
    days = (date(2026, 3, 5), date(2026, 4, 9))
    return sum(days[0] <= one.start.date() <= days[1] for one in rows)


def test_a_meeting_that_comes_back_is_asked_no_more(group: Group, read: Read) -> None:
    read(ics.director())
    read(ics.director(without=[GONE], stamp=LATER), at=LATER)

    read(ics.director(stamp=LATER + timedelta(days=1)), at=LATER + timedelta(days=1))

    assert not RitualOccurrence.objects.filter(state="vanished").exists()


def test_the_same_series_in_another_agenda_is_the_same_ritual(group: Group, read: Read) -> None:
    read(ics.director(), agenda="Claire")
    other = ics.calendar(ics.series("Codir", rule="FREQ=WEEKLY;BYDAY=MO"), stamp=LATER)

    export = read(other, at=LATER, agenda="Paul")

    assert (export.created, export.vanished) == (0, 0)
    assert Ritual.objects.filter(name="Codir").count() == 1


def test_the_same_title_in_another_agenda_is_another_ritual(group: Group, read: Read) -> None:
    read(ics.calendar(ics.series("Point hebdo", uid="a")), agenda="Claire")

    read(ics.calendar(ics.series("Point hebdo", uid="b"), stamp=LATER), at=LATER, agenda="Paul")

    assert Ritual.objects.filter(name="Point hebdo").count() == 2


def test_what_the_calendar_takes_out_of_a_series_is_cancelled(group: Group, read: Read) -> None:
    monday = date(2026, 2, 2)

    read(ics.calendar(ics.series("Codir", more=[ics.except_on(monday)])))

    (cancelled,) = RitualOccurrence.objects.filter(state="cancelled")
    assert cancelled.start.date() == monday


def test_a_series_that_changes_its_hour_asks_nothing(group: Group, read: Read) -> None:
    read(ics.calendar(ics.series("Codir", uid="a")))

    moved = ics.series("Codir", ics.MONDAY + timedelta(hours=1), uid="a")
    export = read(ics.calendar(moved, stamp=LATER), at=LATER)

    assert (export.created, export.vanished) == (0, 0)
    assert named("Codir").hour == "10:00"


def test_an_older_export_takes_nothing_away(group: Group, read: Read) -> None:
    read(ics.director(stamp=LATER), at=LATER)

    export = read(ics.director(without=[GONE]), at=LATER)

    assert export.vanished == 0
    assert not RitualOccurrence.objects.filter(state="vanished").exists()


def test_a_refused_file_writes_nothing(group: Group, read: Read) -> None:
    bomb = ics.calendar(ics.series("Bombe", rule="FREQ=SECONDLY"))

    with pytest.raises(FileRefused) as refused:
        read(bomb)

    assert (refused.value.code, refused.value.line) == ("ICS-01", 9)
    assert not CalendarExport.objects.exists()
    assert not Ritual.objects.exists()
