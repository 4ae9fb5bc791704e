"""Those who may enter the company, one a line, with what their role shows them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import BusinessFunction, Provider, Unit
from timonerie.domains.organisation.operations import mandates, members
from timonerie.domains.organisation.operations.imports.people import email_of
from timonerie.domains.organisation.operations.imports.shapes import (
    Act,
    Column,
    Line,
    LineImporter,
    Plan,
    Step,
    Wrong,
    by_key,
    day,
    one_of,
)
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

#: The words of the file, whatever the language of who brings it.
ROLES = {
    "administration technique": Role.ADMINISTRATOR,
    "direction": Role.DIRECTOR,
    "dirigeant à temps partagé": Role.EXECUTIVE,
    "responsable de site": Role.SITE_MANAGER,
    "responsable d’équipe": Role.TEAM_MANAGER,
    "prestataire": Role.PROVIDER,
    "auditeur": Role.AUDITOR,
}


@dataclass(frozen=True)
class Invited:
    email: str
    name: str
    role: Role
    start_date: date
    end_date: date | None
    unit: Unit | None
    function: BusinessFunction | None
    provider: Provider | None


class Members(LineImporter):
    """Nobody is taken out and no role changes: a list only opens doors."""

    kind = "acces"
    title = gettext_lazy("Accès")
    permission = "user.write"
    columns = (
        Column("nom", gettext_lazy("prénom et nom"), is_required=True),
        Column("adresse", gettext_lazy("adresse électronique"), is_required=True),
        Column(
            "rôle",
            gettext_lazy("« direction », « responsable de site », « prestataire »…"),
            is_required=True,
        ),
        Column("unité", gettext_lazy("ce que montre le mandat : code ou nom d’une unité")),
        Column("prestataire", gettext_lazy("ce que montre le mandat : nom d’un prestataire")),
        Column("depuis le", gettext_lazy("premier jour, 15/05/2026 ; vide pour aujourd’hui")),
        Column("jusqu’au", gettext_lazy("dernier jour, s’il est connu ; un auditeur en a un")),
        Column("fonction", gettext_lazy("ce que montre le mandat : code ou nom d’une fonction")),
    )
    examples = (
        (
            "Claire Roux",
            "claire.roux@example.org",
            "responsable de site",
            "COL",
            "",
            "15/05/2026",
            "",
            "",
        ),
    )

    def __init__(self, *, at: datetime) -> None:
        super().__init__(at=at)
        rows = Membership.objects.filter(company_id=current.current_id()).select_related("user")
        self.known = {row.user.email: (row.role, row.get_role_display()) for row in rows}
        self.units = by_key(
            Unit.objects.active(), lambda row: row.code, lambda row: row.name, key=rules.key
        )
        self.providers = by_key(
            Provider.objects.active(), lambda row: row.code, lambda row: row.name, key=rules.key
        )
        self.functions = by_key(
            BusinessFunction.objects.all(),
            lambda row: row.code,
            lambda row: row.name,
            key=rules.key,
        )
        self.invited: dict[int, Invited] = {}

    def take(self, line: Line) -> Step:
        step = Step(line.number, line.text("nom"))
        email, role = email_of(line), _role(line)
        known, label = self.known.get(email, ("", ""))
        if known and known != role:
            text = _("Cette personne a déjà le rôle « %(role)s » : changez-le sur sa fiche.")
            raise Wrong("rôle", line.text("rôle"), text % {"role": label})
        if not known:
            self.invited[line.number] = self._invited(line, email, role)
            self.known[email] = (role, str(role.label))
            step.act = Act.CREATE
        return step

    def write(self, plan: Plan, *, by: Actor) -> None:
        company = Company.objects.get(pk=by.company_id)
        for step in plan.steps:
            if one := self.invited.get(step.line):
                self._open(one, by=by, company=company)

    def _open(self, one: Invited, *, by: Actor, company: Company) -> None:
        membership = members.create(
            by=by,
            at=self.at,
            company=company,
            email=one.email,
            name=one.name,
            role=one.role,
            password=None,
            start_date=one.start_date,
            end_date=one.end_date,
        )
        if one.unit or one.function or one.provider:
            mandates.grant(
                by=by,
                at=self.at,
                membership=membership,
                start_date=one.start_date,
                unit=one.unit,
                function=one.function,
                provider=one.provider,
            )

    def _invited(self, line: Line, email: str, role: Role) -> Invited:
        unit = one_of(
            line,
            "unité",
            self.units,
            key=rules.key,
            remedy=_("Aucune unité ne porte ce code ni ce nom : importez d’abord les unités."),
        )
        provider = one_of(
            line,
            "prestataire",
            self.providers,
            key=rules.key,
            remedy=_("Aucun prestataire ne porte ce nom : importez d’abord les prestataires."),
        )
        function = one_of(
            line,
            "fonction",
            self.functions,
            key=rules.key,
            remedy=_("Aucune fonction ne porte ce code ni ce nom."),
        )
        start, end = day(line, "depuis le") or self.at.date(), day(line, "jusqu’au")
        try:
            members.refuse_end_before_start(start, end)
            members.refuse_without_end(role, end)
        except members.WrongEnd as refusal:
            raise Wrong("jusqu’au", line.text("jusqu’au"), refusal.message) from refusal
        return Invited(email, line.text("nom"), role, start, end, unit, function, provider)


def _role(line: Line) -> Role:
    asked = rules.key(line.text("rôle"))
    found = {rules.key(word): role for word, role in ROLES.items()}
    if asked not in found:
        text = _("Écrivez l’un de ces rôles : %(known)s.") % {"known": ", ".join(ROLES)}
        raise Wrong("rôle", line.text("rôle"), text)
    return found[asked]
