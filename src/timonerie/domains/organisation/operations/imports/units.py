"""The management tree, one unit a line."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Calendar, Establishment, Unit
from timonerie.domains.organisation.operations import calendars, units
from timonerie.domains.organisation.operations.imports.shapes import (
    Column,
    Line,
    LineImporter,
    Plan,
    Step,
    Wrong,
    by_key,
    one_of,
)
from timonerie.foundations.accounts.actors import Actor

KINDS = {
    rules.key(name): kind
    for kind, names in {
        UnitKind.GROUP: ("groupe",),
        UnitKind.REGION: ("région", "region"),
        UnitKind.SITE: ("site", "agence", "filiale"),
        UnitKind.TEAM: ("équipe", "equipe"),
    }.items()
    for name in names
}


class Units(LineImporter):
    kind = "unites"
    title = gettext_lazy("Unités")
    permission = "organisation.write"
    columns = (
        Column("niveau", gettext_lazy("groupe, région, site ou équipe"), is_required=True),
        Column("nom", gettext_lazy("le nom affiché"), is_required=True),
        Column("code", gettext_lazy("celui de vos fichiers ; à défaut, le nom"), limit=60),
        Column(
            "rattachée à", gettext_lazy("code ou nom de l’unité au-dessus ; à défaut, le groupe")
        ),
        Column("siret", gettext_lazy("celui d’un établissement déjà connu"), limit=20),
        Column(
            "calendrier", gettext_lazy("nom d’un calendrier ; vide, celui de l’unité au-dessus")
        ),
    )
    examples = (
        ("région", "Est", "EST", "", "", ""),
        ("site", "Colmar", "COL", "EST", "", ""),
        ("équipe", "Paie Colmar", "COL-PAIE", "COL", "", ""),
    )

    def __init__(self, *, at: datetime) -> None:
        super().__init__(at=at)
        rows = list(Unit.objects.select_related("parent", "calendar", "establishment"))
        self.root = next(unit for unit in rows if unit.parent_id is None)
        self.units: dict[str, dict[str, Unit]] = {
            kind: by_key(
                [unit for unit in rows if unit.kind == kind],
                lambda unit: unit.code,
                lambda unit: unit.name,
                key=rules.key,
            )
            for kind in rules.LEVELS
        }
        self.calendars = by_key(Calendar.objects.all(), lambda row: row.name, key=rules.key)
        self.establishments = by_key(
            Establishment.objects.all(), lambda row: row.siret, key=rules.key
        )

    def order(self, lines: Sequence[Line]) -> Sequence[Line]:
        """From the top down, so that a unit's parent is known, wherever it stands in the file."""
        deepest = len(rules.LEVELS)

        def depth(line: Line) -> int:
            kind = KINDS.get(rules.key(line.text("niveau")))
            return rules.LEVELS.index(kind) if kind else deepest

        return sorted(lines, key=depth)

    def take(self, line: Line) -> Step:
        kind = one_of(
            line,
            "niveau",
            KINDS,
            key=rules.key,
            remedy=_("Écrivez « groupe », « région », « site » ou « équipe »."),
        )
        step = Step(line.number, line.text("nom"))
        code = line.text("code") or rules.code_from(line.text("nom"))
        unit = self.units[kind].get(rules.key(code))
        if unit is None and not line.text("code"):
            unit = self.units[kind].get(rules.key(line.text("nom")))
        if kind == UnitKind.GROUP:
            return self._take_group(step, line, unit)
        values = {"name": line.text("nom"), "parent": self._parent(line, kind)}
        values |= self._optional(line)
        if unit is None:
            unit = Unit(kind=kind, code=code, **values)
            self.units[kind][rules.key(code)] = unit
            self.units[kind].setdefault(rules.key(unit.name), unit)
            step.create(unit)
        else:
            step.update(unit, values)
        return step

    def write(self, plan: Plan, *, by: Actor) -> None:
        """Paths follow the parents, once all have their numbers. A unit that had a calendar of its
        own leaves it today; one that had none always followed the new one."""
        followed = dict(Unit.objects.values_list("pk", "calendar_id"))
        super().write(plan, by=by)
        rows = list(Unit.objects.all())
        for unit in rows:
            before = followed.get(unit.pk, unit.calendar_id)
            if before != unit.calendar_id:
                first = calendars.ORIGIN if before is None else self.at.date()
                calendars.follow(unit=unit, followed=before, start_date=first, at=self.at)
        repath(rows)

    def _take_group(self, step: Step, line: Line, unit: Unit | None) -> Step:
        """The group exists since the company does: a line about it may only change it."""
        if unit is None and line.text("code"):
            raise Wrong(
                "niveau",
                line.text("niveau"),
                _("Il n’y a qu’un groupe, « %(group)s » : ôtez cette ligne, ou écrivez « région ».")
                % {"group": self.root.name},
            )
        step.update(self.root, {"name": line.text("nom"), **self._optional(line)})
        return step

    def _parent(self, line: Line, kind: str) -> Unit:
        above: Unit | None = self.root
        name = line.text("rattachée à")
        if name:
            higher = rules.LEVELS[: rules.LEVELS.index(UnitKind(kind))]
            levels = [self.units[level] for level in reversed(higher)]
            above = next(
                (level[rules.key(name)] for level in levels if rules.key(name) in level), None
            )
        if above is None:
            raise Wrong(
                "rattachée à",
                name,
                _(
                    "Aucune unité de niveau supérieur ne porte ce code ni ce nom : corrigez-le, ou"
                    " ajoutez sa ligne."
                ),
            )
        units.refuse_wrong_place(kind, above)
        return above

    def _optional(self, line: Line) -> dict[str, object]:
        """An empty cell of a column that is there takes the value off; no column keeps it."""
        values: dict[str, object] = {}
        if "siret" in line.values:
            values["establishment"] = one_of(
                line,
                "siret",
                self.establishments,
                key=lambda text: rules.key("".join(text.split())),
                remedy=_("Aucun établissement n’a ce SIRET : importez d’abord les entités."),
            )
        if "calendrier" in line.values:
            values["calendar"] = one_of(
                line,
                "calendrier",
                self.calendars,
                key=rules.key,
                remedy=_("Aucun calendrier ne s’appelle ainsi : importez d’abord les calendriers."),
            )
        return values


def repath(rows: Sequence[Unit]) -> None:
    """Write the path of every unit of the company, which `rows` are, where it is another."""
    by_id = {unit.pk: unit for unit in rows}
    moved = []
    for unit in rows:
        path = _path(unit, by_id)
        if path != unit.path:
            unit.path = path
            moved.append(unit)
    Unit.objects.bulk_update(moved, ["path"], batch_size=200)


def _path(unit: Unit, by_id: dict[int, Unit]) -> str:
    steps = [unit.pk]
    while unit.parent_id is not None:
        unit = by_id[unit.parent_id]
        steps.append(unit.pk)
    return "/" + "".join(f"{step}/" for step in reversed(steps))
