"""What a company has already that an org chart may name: its people, its posts, its units."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import (
    BusinessFunction,
    Person,
    Seat,
    SeatHolding,
    Unit,
)
from timonerie.domains.organisation.operations.imports.shapes import by_key
from timonerie.engine.org_charts import functions, names
from timonerie.engine.org_charts.tree import Member


class Known:
    """Read once for a file; what its lines create is added to it on the way."""

    def __init__(self, *, on: date) -> None:
        self._read_people()
        self._read_posts(on)
        rows = list(Unit.objects.filter(archived_at=None))
        self.root = next(unit for unit in rows if unit.parent_id is None)
        self._units = by_key(rows, lambda unit: unit.code, lambda unit: unit.name, key=rules.key)
        self._functions = {row.code: row for row in BusinessFunction.objects.all()}

    def _read_people(self) -> None:
        rows = list(Person.objects.filter(archived_at=None).select_related("unit"))
        self._by_number = by_key(rows, lambda row: row.number, key=rules.key)
        self._by_email = by_key(rows, lambda row: row.email, key=rules.key)
        self._by_name: dict[names.Key, list[Person]] = defaultdict(list)
        for row in rows:
            self._by_name[names.key(row.name)].append(row)

    def _read_posts(self, on: date) -> None:
        rows = Seat.objects.filter(archived_at=None).select_related("unit", "function", "manager")
        self._seats = {row.pk: row for row in rows}
        # An archived post keeps its title in its unit.
        self._taken = {(row.unit_id, rules.key(row.name)): row for row in Seat.objects.all()}
        self._held: dict[int, Seat] = {}
        self._holders: dict[int, Person | None] = {}
        for one in SeatHolding.objects.in_force(on=on).select_related("person"):
            seat = self._seats.get(one.seat_id)
            if seat is None:
                continue
            self._holders[seat.pk] = one.person
            if one.person is not None:
                self._held.setdefault(one.person.pk, seat)

    def person(self, member: Member) -> Person | None:
        """By number, by address, then by a name that one person alone bears, and that neither of
        the two tells apart."""
        for table, text in ((self._by_number, member.number), (self._by_email, member.email)):
            if text and rules.key(text) in table:
                return table[rules.key(text)]  # type: ignore[no-any-return]
        same = self._by_name.get(names.key(member.name), [])
        if len(same) != 1:
            return None
        (one,) = same
        is_other = (member.number and one.number) or (member.email and one.email)
        return None if is_other else one

    def unit(self, *texts: str) -> Unit | None:
        """The first of the texts that is the code or the name of a unit."""
        found = (self._units.get(rules.key(text)) for text in texts if text)
        return next((unit for unit in found if unit is not None), None)

    def add_unit(self, unit: Unit) -> None:
        self._units[rules.key(unit.name)] = unit

    def function(self, member: Member, *, department: str) -> BusinessFunction | None:
        code = functions.code_of(department=department, title=member.title)
        return self._functions.get(code)

    def post_of(self, person: Person) -> Seat | None:
        return self._held.get(person.pk or 0)

    def post_of_one_named(self, name: str) -> Seat | None:
        """The post of somebody, where one person alone bears that name."""
        same = self._by_name.get(names.key(name), [])
        return self._held.get(same[0].pk) if len(same) == 1 else None

    def titled(self, unit: Unit, title: str) -> Seat | None:
        """The post of that title in a unit, archived or not."""
        return self._taken.get(_place(unit, title))

    def take_vacant(self, unit: Unit, title: str, person: Person) -> Seat | None:
        """The post of that title, if it is open and nobody holds it: it is theirs from then on."""
        seat = self.titled(unit, title) if unit.pk else None
        if seat is None or seat.pk in self._holders or seat.pk not in self._seats:
            return None
        self._holders[seat.pk] = person
        return self._seats[seat.pk]

    def add_post(self, unit: Unit, seat: Seat) -> None:
        self._taken[_place(unit, seat.name)] = seat

    def free(self, unit: Unit, title: str) -> str:
        """The title, with a number where the unit has one already: « Technicien n° 2 »."""
        name, rank = title, 1
        while _place(unit, name) in self._taken:
            rank += 1
            name = _("%(title)s n° %(rank)s") % {"title": title, "rank": rank}
        return name

    def gone(self, listed: set[int]) -> Iterator[tuple[Person, Seat]]:
        """Who holds a post of the tree and is not among those listed, by their row id."""
        tied = {seat.manager_id for seat in self._seats.values()} | {
            seat.pk for seat in self._seats.values() if seat.manager_id is not None
        }
        for seat_pk, person in self._holders.items():
            if person is not None and seat_pk in tied and person.pk and person.pk not in listed:
                yield person, self._held[person.pk]


def _place(unit: Unit, title: str) -> tuple[int, str]:
    return unit.pk or id(unit), rules.key(title)
