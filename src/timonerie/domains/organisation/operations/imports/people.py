"""People of the company, one a line."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Person, Unit
from timonerie.domains.organisation.operations.imports.shapes import (
    Column,
    Line,
    LineImporter,
    Step,
    Wrong,
    by_key,
    one_of,
)


class People(LineImporter):
    kind = "personnes"
    title = gettext_lazy("Personnes")
    permission = "organisation.write"
    columns = (
        Column("nom", gettext_lazy("prénom et nom"), is_required=True),
        Column("adresse", gettext_lazy("adresse électronique : elle distingue deux homonymes")),
        Column("unité", gettext_lazy("code ou nom d’une unité déjà connue")),
    )
    examples = (("Claire Roux", "claire.roux@example.org", "COL"),)

    def __init__(self, *, at: datetime) -> None:
        super().__init__(at=at)
        rows = list(Person.objects.filter(archived_at=None).select_related("unit"))
        self.by_email = by_key(rows, lambda row: row.email, key=rules.key)
        self.by_name = by_key(rows, lambda row: row.name, key=rules.key)
        self.units = by_key(
            Unit.objects.all(), lambda row: row.code, lambda row: row.name, key=rules.key
        )

    def take(self, line: Line) -> Step:
        step = Step(line.number, line.text("nom"))
        email = email_of(line)
        unit = one_of(
            line,
            "unité",
            self.units,
            key=rules.key,
            remedy=_("Aucune unité ne porte ce code ni ce nom : importez d’abord les unités."),
        )
        values: dict[str, object] = {"name": line.text("nom")}
        values |= {"email": email} if email else {}
        values |= {"unit": unit} if "unité" in line.values else {}
        person = self._known(email, line.text("nom"))
        if person is None:
            person = Person(**values)
            self.by_name[rules.key(person.name)] = person
            step.create(person)
        else:
            step.update(person, values)
        if email:
            self.by_email[rules.key(email)] = person
        return step

    def _known(self, email: str, name: str) -> Person | None:
        """By address first; a namesake with another address is somebody else."""
        if email and rules.key(email) in self.by_email:
            return self.by_email[rules.key(email)]  # type: ignore[no-any-return]
        person: Person | None = self.by_name.get(rules.key(name))
        return None if person is not None and email and person.email else person


def email_of(line: Line) -> str:
    """The address of a line, in lower case. Raises Wrong."""
    text = line.text("adresse").lower()
    if text:
        try:
            validate_email(text)
        except ValidationError as error:
            raise Wrong(
                "adresse", line.text("adresse"), _("Écrivez une adresse comme nom@exemple.fr.")
            ) from error
    return text
