"""The legal tree: one line an establishment, or an entity that has none."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation.models import Establishment, LegalEntity
from timonerie.domains.organisation.operations import identifiers
from timonerie.domains.organisation.operations.imports.shapes import (
    Column,
    Line,
    LineImporter,
    Step,
    Wrong,
)

MOTHER = "siren de la mère"


class Legal(LineImporter):
    kind = "entites"
    title = gettext_lazy("Entités juridiques et établissements")
    permission = "organisation.write"
    columns = (
        Column("raison sociale", gettext_lazy("de l’entité"), is_required=True),
        Column("siren", gettext_lazy("neuf chiffres, clé vérifiée"), is_required=True, limit=20),
        Column(MOTHER, gettext_lazy("de l’entité qui la détient ; vide pour la tête"), limit=20),
        Column("siret", gettext_lazy("quatorze chiffres ; vide si la ligne dit l’entité seule")),
        Column("établissement", gettext_lazy("son enseigne ; à défaut, la raison sociale")),
        Column("commune", gettext_lazy("de l’établissement"), limit=100),
    )
    examples = (
        ("Exemple SA", "732829320", "", "73282932000074", "Siège", "Lyon"),
        ("Exemple Services", "552100554", "732829320", "", "", ""),
    )

    def __init__(self, *, at: datetime) -> None:
        super().__init__(at=at)
        self.entities = {row.siren: row for row in LegalEntity.objects.select_related("parent")}
        self.places = {row.siret: row for row in Establishment.objects.all()}

    def order(self, lines: Sequence[Line]) -> Sequence[Line]:
        """Mothers before daughters, wherever they stand in the file."""
        mothers = {_digits(line, "siren"): _digits(line, MOTHER) for line in lines}

        def depth(line: Line) -> int:
            seen, siren = 0, _digits(line, "siren")
            while mothers.get(siren) and seen <= len(mothers):
                seen, siren = seen + 1, mothers[siren]
            return seen

        return sorted(lines, key=depth)

    def take(self, line: Line) -> Step:
        step = Step(line.number, line.text("établissement") or line.text("raison sociale"))
        siren = identifiers.siren(line.text("siren"))
        siret = identifiers.siret(line.text("siret"), siren=siren) if line.text("siret") else ""
        values = {"name": line.text("raison sociale"), "parent": self._mother(line, siren)}
        entity = self.entities.get(siren)
        if entity is None:
            entity = self.entities[siren] = LegalEntity(siren=siren, **values)
            step.create(entity)
        else:
            step.update(entity, values)
        if siret:
            self._take_place(step, line, entity, siret)
        return step

    def _take_place(self, step: Step, line: Line, entity: LegalEntity, siret: str) -> None:
        values = {
            "name": line.text("établissement") or entity.name,
            "town": line.text("commune"),
        }
        place = self.places.get(siret)
        if place is None:
            place = Establishment(legal_entity=entity, siret=siret, **values)
            self.places[siret] = place
            step.create(place)
        else:
            step.update(place, values)

    def _mother(self, line: Line, siren: str) -> LegalEntity | None:
        text = _digits(line, MOTHER)
        if not text:
            return None
        mother = self.entities.get(text)
        if mother is None:
            raise Wrong(
                MOTHER, line.text(MOTHER), _("Aucune entité n’a ce SIREN : ajoutez sa ligne.")
            )
        above: LegalEntity | None = mother
        while above is not None:
            if above.siren == siren:
                raise Wrong(
                    MOTHER,
                    line.text(MOTHER),
                    _("Cette entité se détiendrait elle-même : corrigez le SIREN de la mère."),
                )
            above = above.parent
        return mother


def _digits(line: Line, column: str) -> str:
    return "".join(line.text(column).split())
