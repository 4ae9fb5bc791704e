"""Names of time zones as calendars write them."""

import pytest

from timonerie.engine.meetings import zones
from timonerie.engine.meetings.zones import Described

PARIS_LIKE = Described(standard=60, daylight=120, sundays={"3", "10"})


@pytest.mark.rule("ICS-02")
@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ('"Europe/Paris"', "Europe/Paris"),
        ("Romance Standard Time", "Europe/Paris"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Mauritius Standard Time", "Indian/Mauritius"),
        ("/freeassociation.sourceforge.net/Europe/Paris", "Europe/Paris"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("GMT", "UTC"),
        ("../../etc/passwd", None),
        ("Lune", None),
        ("", None),
    ],
)
def test_a_name_is_that_of_the_database_or_nothing(name: str, zone: str | None) -> None:
    assert zones.resolve(name, {}) == zone


def test_a_zone_of_no_list_is_read_from_what_the_file_says_of_it() -> None:
    said = {
        "Customized Time Zone": PARIS_LIKE,
        "La Réunion": Described(standard=240),
        "Ailleurs": Described(standard=-300, daylight=-240, sundays={"3", "11"}),
        "Muette": Described(),
    }

    assert zones.resolve("Customized Time Zone", said) == "Europe/Paris"
    assert zones.resolve("La Réunion", said) == "Etc/GMT-4"
    assert zones.resolve("Ailleurs", said) is None
    assert zones.resolve("Muette", said) is None
