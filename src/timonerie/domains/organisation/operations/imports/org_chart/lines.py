"""The lines of an org chart as people: who is who, who stands twice, who cannot be told apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.imports.files import Table, UnreadableFile
from timonerie.domains.organisation.operations.imports.shapes import (
    Fault,
    Line,
    Question,
    Wrong,
    day,
)
from timonerie.engine.org_charts import headings, names, tree
from timonerie.engine.org_charts.headings import Role
from timonerie.engine.org_charts.tree import Member

LONGEST = 150


@dataclass(frozen=True)
class Entry:
    """A line: who, and where they stand in words."""

    member: Member
    department: str
    site: str
    start: str

    @property
    def line(self) -> int:
        return self.member.line

    @property
    def first_day(self) -> date | None:
        """None where it cannot be read: a holding then starts on the day of the import."""
        try:
            return day(Line(self.line, {"start": self.start}), "start")
        except Wrong:
            return None


@dataclass
class Entries:
    """Each person once; what was in doubt is asked."""

    kept: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def read(table: Table) -> Entries:
    """Raises UnreadableFile when no column is a name, or none a manager."""
    places = headings.recognise(table.header)
    lacks = headings.missing(places)
    if lacks:
        raise UnreadableFile(
            _(
                "Il manque la colonne %(missing)s. Colonnes lues : %(header)s. Partez du"
                " modèle, ou renommez les vôtres."
            )
            % {"missing": ", ".join(lacks), "header": ", ".join(table.header)},
            code="LIS-01",
        )
    found = Entries()
    listed = [_entry(number, cells, places) for number, cells in table.lines]
    for one in listed:
        fault = _fault(one)
        if fault is None:
            found.kept.append(one)
        else:
            found.faults.append(fault)
    _leave_out_doubles(found)
    return found


def _entry(number: int, cells: Sequence[str], places: dict[Role, int]) -> Entry:
    def text(role: Role) -> str:
        place = places.get(role)
        return cells[place] if place is not None and place < len(cells) else ""

    manager = text(Role.MANAGER)
    if text(Role.MANAGER_FIRST_NAME):
        manager = names.joined(text(Role.MANAGER_FIRST_NAME), manager)
    name = text(Role.NAME) or text(Role.LAST_NAME)
    first = text(Role.FIRST_NAME)
    member = Member(
        line=number,
        name=names.joined(first, name) if first and name else names.display(name or first),
        number=text(Role.NUMBER),
        email=text(Role.EMAIL).lower(),
        title=text(Role.TITLE),
        manager=manager,
        manager_number=text(Role.MANAGER_NUMBER),
        manager_email=text(Role.MANAGER_EMAIL).lower(),
    )
    return Entry(member, text(Role.DEPARTMENT), text(Role.SITE), text(Role.START))


def _fault(one: Entry) -> Fault | None:
    if not names.key(one.member.name):
        return Fault(one.line, "nom", "", _("Remplissez cette case."), "LIS-03")
    for column, value in (
        ("nom", one.member.name),
        ("poste", one.member.title),
        ("site", one.site),
        ("service", one.department),
    ):
        if len(value) > LONGEST - 10:
            remedy = _("Raccourcissez à %(limit)s caractères.") % {"limit": LONGEST - 10}
            return Fault(one.line, column, f"{value[:40]}…", remedy, "LIS-04")
    return None


def _leave_out_doubles(found: Entries) -> None:
    """A number or an address tells two people of one name apart; nothing else does."""
    seen: dict[object, Entry] = {}
    kept = []
    for one in found.kept:
        before = next((seen[key] for key in _identities(one, seen)), None)
        if before is None:
            kept.append(one)
            for key in _identities(one, None):
                seen.setdefault(key, one)
        else:
            found.questions.append(_double(before, one))
    found.kept = kept


def _identities(one: Entry, seen: dict[object, Entry] | None) -> list[object]:
    """What names somebody: their number, their address; their name where one of the two lines has
    neither."""
    member, name = one.member, names.key(one.member.name)
    told: list[object] = [("number", member.number.casefold())] if member.number else []
    told += [("email", member.email)] if member.email else []
    if seen is None:
        return [*told, ("name", name), *([] if told else [("bare", name)])]
    if told:
        return [key for key in (*told, ("bare", name)) if key in seen]
    return [key for key in (("name", name),) if key in seen]


def _double(before: Entry, one: Entry) -> Question:
    words = {"name": one.member.name, "first": before.line, "other": one.line}
    lines = (before.line, one.line)
    if replace(one.member, line=before.line) == before.member:
        return Question(
            lines, _("%(name)s est deux fois dans la liste : compté une seule fois.") % words
        )
    if names.key(before.member.name) != names.key(one.member.name):
        words["before"] = before.member.name
        return Question(
            lines,
            _(
                "%(before)s et %(name)s ont le même matricule ou la même adresse : la ligne"
                " %(other)s est laissée de côté. Corrigez l’un des deux."
            )
            % words,
        )
    return Question(
        lines,
        _(
            "Deux lignes portent le nom %(name)s : est-ce la même personne ? La ligne %(other)s est"
            " laissée de côté. Si ce sont deux personnes, donnez à chacune un matricule ou une"
            " adresse électronique."
        )
        % words,
    )


def chain(loop: Sequence[int], entries: Sequence[Entry]) -> str:
    """« A → B → A »."""
    told = [entries[rank].member.name for rank in loop]
    return " → ".join([*told, told[0]])


def resolved(entries: Sequence[Entry]) -> tree.Tree:
    return tree.of([one.member for one in entries])
