"""Providers with their contacts: one line a contact, or a provider that has none."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Contact, Provider
from timonerie.domains.organisation.operations import identifiers
from timonerie.domains.organisation.operations.imports.shapes import (
    Column,
    Line,
    LineImporter,
    Step,
    Wrong,
    by_key,
)

#: Columns of the sheet, and the fields that they fill.
SHEET = {
    "siret": "siret",
    "tva": "vat",
    "forme juridique": "legal_form",
    "adresse postale": "address",
    "ordre": "order_number",
}


class Providers(LineImporter):
    kind = "prestataires"
    title = gettext_lazy("Prestataires et contacts")
    permission = "provider.write"
    columns = (
        Column("nom", gettext_lazy("du prestataire"), is_required=True),
        Column("code", gettext_lazy("celui de vos fichiers ; à défaut, le nom"), limit=60),
        Column("siren", gettext_lazy("neuf chiffres, clé vérifiée"), limit=20),
        Column("métier", gettext_lazy("expertise comptable, paie…"), limit=100),
        Column("siret", gettext_lazy("du siège : quatorze chiffres, clé vérifiée"), limit=20),
        Column("tva", gettext_lazy("numéro de TVA, clé vérifiée"), limit=30),
        Column("forme juridique", gettext_lazy("SAS, SARL…"), limit=60),
        Column("adresse postale", gettext_lazy("celle du siège"), limit=300),
        Column("ordre", gettext_lazy("inscription à l’Ordre"), limit=40),
        Column("contact", gettext_lazy("le nom d’une personne")),
        Column("rôle", gettext_lazy("ce pour quoi on l’appelle"), limit=100),
        Column("adresse", gettext_lazy("son adresse électronique")),
        Column("téléphone", gettext_lazy("le sien"), limit=30),
    )
    examples = (
        (
            "Cabinet Exemple", "CAB", "732829320", "Expertise comptable",
            "73282932000074", "FR44732829320", "SAS", "1 rue du Port, 44000 Nantes", "140001",
            "Claire Roux", "Chef de mission", "claire.roux@example.org", "01 23 45 67 89",
        ),
    )  # fmt: skip

    def __init__(self, *, at: datetime) -> None:
        super().__init__(at=at)
        self.providers = by_key(
            Provider.objects.all(), lambda row: row.code, lambda row: row.name, key=rules.key
        )
        self.contacts = {
            (rules.key(row.provider.code), rules.key(row.name)): row
            for row in Contact.objects.filter(left_date=None).select_related("provider")
        }

    def take(self, line: Line) -> Step:
        step = Step(line.number, line.text("nom"))
        email = _email(line, "adresse")
        values = self._values(line)
        code = line.text("code") or rules.code_from(line.text("nom"))
        provider = self.providers.get(rules.key(code))
        if provider is None and not line.text("code"):
            provider = self.providers.get(rules.key(line.text("nom")))
        if provider is None:
            provider = Provider(code=code, **values)
            self.providers[rules.key(code)] = provider
            self.providers.setdefault(rules.key(provider.name), provider)
            step.create(provider)
        else:
            step.update(provider, values)
        if line.text("contact"):
            self._take_contact(step, line, provider, email)
        return step

    def _values(self, line: Line) -> dict[str, str]:
        values = {"name": line.text("nom")}
        if "siren" in line.values:
            values["siren"] = identifiers.siren(line.text("siren")) if line.text("siren") else ""
        if "métier" in line.values:
            values["trade"] = line.text("métier")
        return values | self._sheet(line, values.get("siren", ""))

    def _sheet(self, line: Line, siren: str) -> dict[str, str]:
        """What the file says of the sheet: a column that it lacks changes nothing."""
        values = {
            field: line.text(column) for column, field in SHEET.items() if column in line.values
        }
        if line.text("siret"):
            values["siret"] = identifiers.siret(line.text("siret"), siren=siren or None)
        if line.text("tva"):
            values["vat"] = identifiers.vat(line.text("tva"), siren=siren)
        return values

    def _take_contact(self, step: Step, line: Line, provider: Provider, email: str) -> None:
        values = {"role": line.text("rôle"), "email": email, "phone": line.text("téléphone")}
        place = (rules.key(provider.code), rules.key(line.text("contact")))
        contact = self.contacts.get(place)
        if contact is None:
            contact = Contact(provider=provider, name=line.text("contact"), **values)
            self.contacts[place] = contact
            step.create(contact)
        else:
            step.update(contact, values)


def _email(line: Line, column: str) -> str:
    text = line.text(column).lower()
    if text:
        try:
            validate_email(text)
        except ValidationError as error:
            raise Wrong(
                column, line.text(column), _("Écrivez une adresse comme nom@exemple.fr.")
            ) from error
    return text
