"""An org chart in a spreadsheet: people, their posts, and who reports to whom.

Nothing of it is refused for being human: what cannot be told is left blank and asked.
"""

from collections.abc import Sequence
from datetime import datetime
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
from timonerie.domains.organisation.operations.imports import units
from timonerie.domains.organisation.operations.imports.files import Table
from timonerie.domains.organisation.operations.imports.org_chart import lines, questions
from timonerie.domains.organisation.operations.imports.org_chart.known import Known
from timonerie.domains.organisation.operations.imports.org_chart.lines import Entry
from timonerie.domains.organisation.operations.imports.org_chart.questions import (
    GUESSES,
    SITES,
    VACANT,
)
from timonerie.domains.organisation.operations.imports.shapes import (
    Act,
    Choice,
    Column,
    Importer,
    Plan,
    Step,
)
from timonerie.engine.org_charts import names
from timonerie.foundations.accounts.actors import Actor


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
        self.known = Known(on=at.date())
        self.links: dict[int, tuple[Seat, Seat | None]] = {}
        self.unknown_sites: dict[str, list[int]] = {}

    def plan(self, table: Table) -> Plan:
        entries = lines.read(table)
        found = Plan(faults=sorted(entries.faults, key=lambda one: one.line))
        found.questions += entries.questions
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
        found.questions += questions.of_sites(self.unknown_sites)
        found.questions += questions.of_days(entries.kept)
        found.questions += questions.of_those_gone(self.known.gone(listed))
        return found

    def write(self, plan: Plan, *, by: Actor) -> None:
        super().write(plan, by=by)
        units.repath(list(Unit.objects.all()))
        for seat, manager in self.links.values():
            seat.manager = manager
        Seat.objects.bulk_update(
            [seat for seat, _manager in self.links.values()], ["manager"], batch_size=200
        )

    def _unit(self, step: Step, entry: Entry) -> Unit:
        """The team of the service where it is known, else the site, else the group."""
        unit = self.known.unit(entry.department, entry.site)
        if unit is not None or not entry.site:
            return unit or self.known.root
        if SITES not in self.chosen:
            self.unknown_sites.setdefault(entry.site, []).append(entry.line)
            return self.known.root
        unit = Unit(kind=UnitKind.SITE, name=entry.site, code=rules.code_from(entry.site),
                    parent=self.known.root)  # fmt: skip
        self.known.add_unit(unit)
        step.create(unit)
        return unit

    def _person(self, step: Step, entry: Entry, unit: Unit) -> Person:
        member = entry.member
        values: dict[str, Any] = {"name": member.name}
        values |= {"email": member.email} if member.email else {}
        values |= {"number": member.number[:40]} if member.number else {}
        person = self.known.person(member)
        if person is None:
            person = Person(**values, unit=unit)
            step.create(person)
            return person
        values |= {"unit": unit} if unit is not self.known.root else {}
        if names.key(person.name) == names.key(member.name):
            values.pop("name")
        step.update(person, values)
        return person

    def _post(self, step: Step, entry: Entry, person: Person, unit: Unit) -> Seat:
        title = entry.member.title or _("Poste de %(person)s") % {"person": person.name}
        function = self.known.function(entry.member, department=entry.department)
        seat = self.known.post_of(person)
        if seat is None:
            return self._taken(step, entry, person, unit, title, function)
        values: dict[str, Any] = {}
        if entry.member.title and not _is_of(seat.name, title):
            values["name"] = self.known.free(unit if unit.pk else seat.unit, title)
        if unit is not self.known.root and unit != seat.unit:
            values["unit"] = unit
        if function is not None and seat.function_id is None:
            values["function"] = function
        step.update(seat, values)
        return seat

    def _taken(
        self,
        step: Step,
        entry: Entry,
        person: Person,
        unit: Unit,
        title: str,
        function: BusinessFunction | None,
    ) -> Seat:
        """A vacant post of that title, or a new one, taken by the person."""
        seat = self.known.take_vacant(unit, title, person)
        if seat is None:
            seat = self._created(step, unit, self.known.free(unit, title), function)
        start = entry.first_day or self.at.date()
        step.create(
            SeatHolding(seat=seat, kind=HolderKind.EMPLOYEE, person=person, start_date=start)
        )
        return seat

    def _created(
        self, step: Step, unit: Unit, name: str, function: BusinessFunction | None = None
    ) -> Seat:
        seat = Seat(name=name, unit=unit, function=function)
        self.known.add_post(unit, seat)
        step.create(seat)
        return seat

    def _tie(self, found: Plan, entries: Sequence[Entry], posts: Sequence[Seat]) -> None:
        """Who reports to whom, and what of it is asked."""
        told = lines.resolved(entries)
        managers = {rank: posts[above] for rank, above in told.managers.items()}
        if GUESSES in self.chosen:
            managers |= {rank: posts[above] for rank, above in told.guesses.items()}
        else:
            found.questions += questions.of_guesses(told, entries)
        for name, ranks in told.absent.items():
            above = self._absent(found, name, [entries[rank] for rank in ranks])
            if above is not None:
                managers |= dict.fromkeys(ranks, above)
        found.questions += questions.of_links(told, entries)
        steps = {step.line: step for step in found.steps}
        for rank, post in enumerate(posts):
            if rank in managers or rank in told.roots:
                self._link(steps[entries[rank].line], post, managers.get(rank))

    def _absent(self, found: Plan, name: str, entries: Sequence[Entry]) -> Seat | None:
        """The post of a manager who is not in the list: that of somebody known, a vacant one if it
        was chosen, or a question."""
        theirs = self.known.post_of_one_named(name)
        if theirs is not None:
            return theirs
        if VACANT not in self.chosen:
            found.questions.append(questions.of_absent(name, entries))
            return None
        root = self.known.root
        title = _("Responsable (%(name)s)") % {"name": names.display(name)[:120]}
        seat = self.known.titled(root, title)
        if seat is None:
            step = Step(entries[0].line, title)
            seat = self._created(step, root, title)
            found.steps.append(step)
        return seat

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


def _is_of(name: str, title: str) -> bool:
    """« Technicien n° 2 » is a post of technician."""
    key, wanted = rules.key(name), rules.key(title)
    return key == wanted or key.startswith(f"{wanted} n°")
