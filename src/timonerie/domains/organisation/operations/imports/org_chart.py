"""An org chart in a spreadsheet: people, their posts, and who reports to whom.

Nothing of it is refused for being human: what cannot be told is left blank and asked.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.enums import HolderKind, UnitKind
from timonerie.domains.organisation.models import (
    BusinessFunction,
    Person,
    Seat,
    SeatHolding,
    Unit,
)
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.imports import org_chart_lines, units
from timonerie.domains.organisation.operations.imports.files import Table
from timonerie.domains.organisation.operations.imports.org_chart_lines import Entry
from timonerie.domains.organisation.operations.imports.shapes import (
    Act,
    Choice,
    Column,
    Importer,
    Line,
    Plan,
    Question,
    Step,
    Wrong,
    by_key,
    day,
)
from timonerie.engine.org_charts import functions, names, tree
from timonerie.foundations.accounts.actors import Actor

SITES, VACANT, GUESSES = "sites", "vacants", "rapprochements"
_SHOWN = 8


class OrgChart(Importer):
    kind = "organigramme"
    title = gettext_lazy("Organigramme")
    permission = "organisation.write"
    columns = (
        Column("nom", gettext_lazy("nom et prénom, en une ou deux colonnes"), is_required=True),
        Column("prénom", gettext_lazy("s’il a sa colonne")),
        Column("matricule", gettext_lazy("distingue deux homonymes, comme l’adresse")),
        Column("e-mail", gettext_lazy("adresse électronique")),
        Column("poste", gettext_lazy("l’intitulé")),
        Column("service", gettext_lazy("sa fonction en est proposée : Paie, Informatique…")),
        Column("site", gettext_lazy("code ou nom d’un site")),
        Column(
            "N+1",
            gettext_lazy("le responsable : son nom, son matricule ou son adresse ; vide au sommet"),
            is_required=True,
        ),
        Column("date d’entrée", gettext_lazy("15/05/2026 ; à défaut, le jour de l’import")),
    )
    examples = (
        ("Roux", "Claire", "001", "claire.roux@example.org", "Directrice générale", "Direction",
         "Lyon", "", "01/09/2019"),
        ("Petit", "Marc", "002", "", "Responsable paie", "Paie", "Lyon", "Claire Roux", ""),
    )  # fmt: skip
    choices = (
        Choice(SITES, gettext_lazy("Créer les sites que la société ne connaît pas encore")),
        Choice(VACANT, gettext_lazy("Créer un poste vacant pour chaque responsable absent")),
        Choice(GUESSES, gettext_lazy("Accepter les rapprochements de noms proposés")),
    )

    def __init__(self, *, at: datetime) -> None:
        super().__init__(at=at)
        self.links: dict[int, tuple[Seat, Seat | None]] = {}
        self._read_people()
        self._read_posts()
        rows = list(Unit.objects.filter(archived_at=None))
        self.root = next(unit for unit in rows if unit.parent_id is None)
        self.units = by_key(rows, lambda unit: unit.code, lambda unit: unit.name, key=rules.key)
        self.functions = {row.code: row for row in BusinessFunction.objects.all()}

    def _read_people(self) -> None:
        rows = list(Person.objects.filter(archived_at=None).select_related("unit"))
        self.by_number = by_key(rows, lambda row: row.number, key=rules.key)
        self.by_email = by_key(rows, lambda row: row.email, key=rules.key)
        self.by_name: dict[names.Key, list[Person]] = {}
        for row in rows:
            self.by_name.setdefault(names.key(row.name), []).append(row)

    def _read_posts(self) -> None:
        seats = Seat.objects.filter(archived_at=None).select_related("unit", "function", "manager")
        self.seats = {row.pk: row for row in seats}
        # An archived post keeps its title in its unit.
        self.taken = {(row.unit_id, rules.key(row.name)): row for row in Seat.objects.all()}
        self.held: dict[int, Seat] = {}
        self.holders: dict[int, Person | None] = {}
        now = SeatHolding.objects.in_force(on=self.at.date()).select_related("person")
        for one in now:
            seat = self.seats.get(one.seat_id)
            if seat is None:
                continue
            self.holders[seat.pk] = one.person
            if one.person is not None:
                self.held.setdefault(one.person.pk, seat)

    def plan(self, table: Table) -> Plan:
        entries = org_chart_lines.read(table)
        found = Plan(faults=sorted(entries.faults, key=lambda one: one.line))
        found.questions += entries.questions
        self.unknown_sites: dict[str, list[int]] = {}
        posts: list[Seat] = []
        listed: set[int] = set()
        for entry in entries.kept:
            step = Step(entry.line, entry.member.name)
            unit = self._unit(step, entry)
            person = self._person(step, entry, unit)
            listed.add(person.pk or 0)
            posts.append(self._post(step, entry, person, unit))
            found.steps.append(step)
        self._tie(found, entries.kept, posts)
        found.questions += self._asked_of_sites()
        found.questions += _asked_of_days(entries.kept)
        found.questions += self._asked_of_those_gone(listed)
        return found

    def write(self, plan: Plan, *, by: Actor) -> None:
        super().write(plan, by=by)
        units.repath(list(Unit.objects.all()))
        for seat, manager in self.links.values():
            seat.manager = manager
        Seat.objects.bulk_update(
            [seat for seat, _manager in self.links.values()], ["manager"], batch_size=200
        )

    def _person(self, step: Step, entry: Entry, unit: Unit) -> Person:
        member = entry.member
        values: dict[str, Any] = {"name": member.name}
        values |= {"email": member.email} if member.email else {}
        values |= {"number": member.number[:40]} if member.number else {}
        person = self._known(entry)
        if person is None:
            person = Person(**values, unit=unit)
            step.create(person)
        else:
            values |= {"unit": unit} if unit is not self.root else {}
            if names.key(person.name) == names.key(member.name):
                values.pop("name")
            step.update(person, values)
        return person

    def _known(self, entry: Entry) -> Person | None:
        """By number, by address, then by a name that one person alone bears, and that neither of
        the two tells apart."""
        member = entry.member
        for table, text in ((self.by_number, member.number), (self.by_email, member.email)):
            if text and rules.key(text) in table:
                return table[rules.key(text)]  # type: ignore[no-any-return]
        same = self.by_name.get(names.key(member.name), [])
        if len(same) != 1:
            return None
        (one,) = same
        is_other = (member.number and one.number) or (member.email and one.email)
        return None if is_other else one

    def _unit(self, step: Step, entry: Entry) -> Unit:
        """The team of the service where it is known, else the site, else the group."""
        for text in (entry.department, entry.site):
            unit = self.units.get(rules.key(text)) if text else None
            if unit is not None:
                return unit  # type: ignore[no-any-return]
        if not entry.site:
            return self.root
        if SITES not in self.chosen:
            self.unknown_sites.setdefault(entry.site, []).append(entry.line)
            return self.root
        unit = Unit(kind=UnitKind.SITE, name=entry.site, code=rules.code_from(entry.site),
                    parent=self.root)  # fmt: skip
        self.units[rules.key(entry.site)] = unit
        step.create(unit)
        return unit

    def _post(self, step: Step, entry: Entry, person: Person, unit: Unit) -> Seat:
        title = entry.member.title or _("Poste de %(person)s") % {"person": person.name}
        function = self.functions.get(
            functions.code_of(department=entry.department, title=entry.member.title)
        )
        seat = self.held.get(person.pk or 0)
        if seat is None:
            return self._taken_post(step, entry, person, unit, title, function)
        values: dict[str, Any] = {}
        if entry.member.title and not _is_of(seat.name, title):
            values["name"] = self._free(unit if unit.pk else seat.unit, title)
        if unit is not self.root and unit != seat.unit:
            values["unit"] = unit
        if function is not None and seat.function_id is None:
            values["function"] = function
        step.update(seat, values)
        return seat

    def _taken_post(
        self,
        step: Step,
        entry: Entry,
        person: Person,
        unit: Unit,
        title: str,
        function: BusinessFunction | None,
    ) -> Seat:
        """A vacant post of that title, or a new one, taken by the person."""
        seat = self.taken.get((unit.pk, rules.key(title))) if unit.pk else None
        if seat is None or seat.pk in self.holders or seat.pk not in self.seats:
            seat = Seat(name=self._free(unit, title), unit=unit, function=function)
            self.taken[(unit.pk or id(unit), rules.key(seat.name))] = seat
            step.create(seat)
        else:
            seat = self.seats[seat.pk]
            self.holders[seat.pk] = person
        start = _start(entry) or self.at.date()
        step.create(
            SeatHolding(seat=seat, kind=HolderKind.EMPLOYEE, person=person, start_date=start)
        )
        return seat

    def _free(self, unit: Unit, title: str) -> str:
        """The title, with a number where the unit has one already: « Technicien n° 2 »."""
        name, rank = title, 1
        while (unit.pk or id(unit), rules.key(name)) in self.taken:
            rank += 1
            name = _("%(title)s n° %(rank)s") % {"title": title, "rank": rank}
        return name

    def _tie(self, found: Plan, entries: Sequence[Entry], posts: Sequence[Seat]) -> None:
        """Who reports to whom, and what of it is asked."""
        told = org_chart_lines.resolved(entries)
        managers = {rank: posts[above] for rank, above in told.managers.items()}
        if GUESSES in self.chosen:
            managers |= {rank: posts[above] for rank, above in told.guesses.items()}
        else:
            found.questions += _asked_of_guesses(told, entries)
        for name, ranks in told.absent.items():
            above = self._absent(found, name, [entries[rank] for rank in ranks])
            if above is not None:
                managers |= dict.fromkeys(ranks, above)
        found.questions += _asked_of(told, entries)
        steps = {step.line: step for step in found.steps}
        for rank, post in enumerate(posts):
            if rank in managers or rank in told.roots:
                self._link(steps[entries[rank].line], post, managers.get(rank))

    def _absent(self, found: Plan, name: str, entries: Sequence[Entry]) -> Seat | None:
        """The post of a manager who is not in the list: that of somebody known, a vacant one if it
        was chosen, or a question."""
        same = self.by_name.get(names.key(name), [])
        if len(same) == 1 and same[0].pk in self.held:
            return self.held[same[0].pk]
        if VACANT in self.chosen:
            title = _("Responsable (%(name)s)") % {"name": names.display(name)[:120]}
            known = self.taken.get((self.root.pk, rules.key(title)))
            if known is not None:
                return known
            seat = Seat(name=title, unit=self.root)
            self.taken[(self.root.pk, rules.key(title))] = seat
            step = Step(entries[0].line, title)
            step.create(seat)
            found.steps.append(step)
            return seat
        lines = tuple(one.line for one in entries)
        text = _(
            "« %(name)s », responsable de %(people)s, n’est pas dans la liste. Ajoutez sa ligne, ou"
            " créez un poste vacant à sa place."
        ) % {"name": name, "people": _listed([one.member.name for one in entries])}
        found.questions.append(Question(lines, text, VACANT))
        return None

    def _link(self, step: Step, post: Seat, manager: Seat | None) -> None:
        before = post.manager
        if before is manager or (before and manager and before.pk == manager.pk):
            return
        if post is manager:
            return
        self.links[id(post)] = (post, manager)
        step.changed["manager"] = [changes.words(before), changes.words(manager)]
        if post.pk is not None and post not in step.rows:
            post.version += 1
            step.rows.append(post)
            if step.act is Act.SAME:
                step.act = Act.UPDATE

    def _asked_of_sites(self) -> list[Question]:
        return [
            Question(
                tuple(lines),
                _(
                    "Aucune unité ne s’appelle « %(site)s » : les postes sont mis au groupe. Créez"
                    " le site, ou corrigez son nom."
                )
                % {"site": site},
                SITES,
            )
            for site, lines in self.unknown_sites.items()
        ]

    def _asked_of_those_gone(self, listed: set[int]) -> list[Question]:
        """Who holds a post of the tree and is not in the list: nobody is ever taken out by it."""
        tied = {seat.manager_id for seat in self.seats.values()} | {
            seat.pk for seat in self.seats.values() if seat.manager_id is not None
        }
        gone = [
            person
            for seat_pk, person in self.holders.items()
            if person is not None and seat_pk in tied and person.pk and person.pk not in listed
        ]
        return [
            Question(
                (),
                _(
                    "%(person)s tient « %(seat)s » et n’est pas dans la liste : est-ce un départ ?"
                    " Rien n’est changé ; indiquez-le sur la page du poste."
                )
                % {"person": one.name, "seat": self.held[one.pk].name},
            )
            for one in gone
        ]


def _asked_of_days(entries: Sequence[Entry]) -> list[Question]:
    return [
        Question(
            (one.line,),
            _(
                "La date d’entrée de %(name)s, « %(text)s », ne se lit pas : écrivez 15/05/2026. À"
                " défaut, le poste est tenu à partir du jour de l’import."
            )
            % {"name": one.member.name, "text": one.start[:40]},
        )
        for one in entries
        if one.start and _start(one) is None
    ]


def _asked_of_guesses(told: tree.Tree, entries: Sequence[Entry]) -> list[Question]:
    return [
        Question(
            (entries[rank].line, entries[above].line),
            _("« %(told)s », responsable de %(name)s, est-ce %(guess)s (ligne %(line)s) ?")
            % {
                "told": entries[rank].member.told_manager,
                "name": entries[rank].member.name,
                "guess": entries[above].member.name,
                "line": entries[above].line,
            },
            GUESSES,
        )
        for rank, above in told.guesses.items()
    ]


def _asked_of(told: tree.Tree, entries: Sequence[Entry]) -> list[Question]:
    found = []
    for loop in told.loops:
        words = {"chain": org_chart_lines.chain(loop, entries)}
        text = _(
            "%(chain)s : chacun relève de l’autre. Qui est au-dessus ? Les liens sont laissés."
        )
        found.append(Question(tuple(entries[rank].line for rank in loop), text % words))
    for rank in told.selves:
        text = _("%(name)s est son propre responsable : qui est au-dessus, s’il y a quelqu’un ?")
        words = {"name": entries[rank].member.name}
        found.append(Question((entries[rank].line,), text % words))
    for name, ranks in told.shared.items():
        text = _(
            "Plusieurs personnes s’appellent « %(name)s », responsable de %(people)s : donnez son"
            " matricule ou son adresse."
        ) % {"name": name, "people": _listed([entries[rank].member.name for rank in ranks])}
        found.append(Question(tuple(entries[rank].line for rank in ranks), text))
    if len(told.roots) > 1:
        text = _("%(people)s n’ont pas de responsable : est-ce voulu ?") % {
            "people": _listed([entries[rank].member.name for rank in told.roots])
        }
        found.append(Question(tuple(entries[rank].line for rank in told.roots), text))
    return found


def _listed(people: Sequence[str]) -> str:
    shown, more = ", ".join(people[:_SHOWN]), len(people) - _SHOWN
    return _("%(people)s et %(n)s autres") % {"people": shown, "n": more} if more > 0 else shown


def _is_of(name: str, title: str) -> bool:
    """« Technicien n° 2 » is a post of technician."""
    key, wanted = rules.key(name), rules.key(title)
    return key == wanted or key.startswith(f"{wanted} n°")


def _start(entry: Entry) -> date | None:
    """Left blank where it cannot be read: a holding then starts on the day of the import."""
    try:
        return day(Line(entry.line, {"start": entry.start}), "start")
    except Wrong:
        return None
