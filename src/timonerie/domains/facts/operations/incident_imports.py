"""Incidents as a list: one line a ticket, known again by its reference."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.facts.models import (
    Incident,
    IncidentCause,
    IncidentOrigin,
    IncidentSeverity,
    IncidentSide,
    IncidentState,
)
from timonerie.domains.facts.operations import incident_cells as cells
from timonerie.domains.facts.operations import incident_checks as checks
from timonerie.domains.facts.operations import incidents
from timonerie.domains.facts.operations.incident_checks import Remedy, Statement
from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations.imports.shapes import (
    Act,
    Column,
    Line,
    LineImporter,
    Plan,
    Step,
    by_key,
    day,
    one_of,
)
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor

KNOWN, TOLD, ENDED = "connu le", "dit le", "terminé le"
COLUMNS_OF = {"known_at": KNOWN, "told_at": TOLD, "ended_at": ENDED, "what": "quoi"}
COLUMNS_OF |= {"cost": "coût", "currency": "devise", "action": "action", "action_on": "en place le"}


class Incidents(LineImporter):
    kind = "incidents"
    title = gettext_lazy("Incidents")
    permission = "incident.import"
    columns = (
        Column("référence", gettext_lazy("celle du ticket"), is_required=True, limit=60),
        Column("quoi", gettext_lazy("ce qui s’est passé, en une ligne"), is_required=True),
        Column("détail", gettext_lazy("une ligne de plus"), limit=500),
        Column(KNOWN, gettext_lazy("quand ils l’ont su, 15/05/2026 14:30"), is_required=True),
        Column(TOLD, gettext_lazy("quand on vous l’a dit ; vide si personne ne le sait")),
        Column(ENDED, gettext_lazy("vide tant qu’il dure")),
        Column("cause", gettext_lazy("erreur humaine, outil, volume, changement, sécurité…")),
        Column("côté", gettext_lazy("chez nous, chez le prestataire, chez un tiers")),
        Column("gravité", gettext_lazy("mineur ou majeur")),
        Column("sites", gettext_lazy("noms ou codes, séparés par des virgules"), limit=500),
        Column("prestataire", gettext_lazy("nom ou code")),
        Column("activité", gettext_lazy("nom ou code")),
        Column("équipe", gettext_lazy("nom ou code")),
        Column("coût", gettext_lazy("un montant"), limit=30),
        Column("devise", gettext_lazy("EUR à défaut"), limit=3),
        Column("action", gettext_lazy("ce qui est fait"), limit=300),
        Column("pour le", gettext_lazy("son échéance, 30/05/2026")),
        Column("en place le", gettext_lazy("le jour où elle a pris effet")),
        Column("état", gettext_lazy("ouvert, action en cours ou clos")),
    )
    examples = (
        (
            "INC-1042", "Réseau coupé à Lyon", "Plus de messagerie", "02/03/2026 08:10",
            "02/03/2026 11:30", "02/03/2026 17:00", "outil", "chez le prestataire", "majeur",
            "Lyon", "Cabinet Exemple", "", "", "1250", "EUR", "Deuxième lien posé",
            "15/03/2026", "", "clos",
        ),
    )  # fmt: skip

    def __init__(self, *, at: datetime) -> None:
        super().__init__(at=at)
        names = (lambda row: row.code, lambda row: row.name)
        sites, teams = Unit.objects.all().sites(), Unit.objects.all().teams()
        self.sites = by_key(sites, *names, key=rules.key)
        self.teams = by_key(teams, *names, key=rules.key)
        self.providers = by_key(Provider.objects.all(), *names, key=rules.key)
        self.activities = by_key(Activity.objects.all(), *names, key=rules.key)
        rows = Incident.objects.select_related("provider", "activity", "team")
        # One declared here has no reference: our own list names it by its identifier.
        self.known = {
            rules.key(row.reference or str(row.public_id)): row
            for row in rows.prefetch_related("sites__unit")
        }
        self.touched: dict[str, tuple[Incident, list[Unit]]] = {}

    def column_of(self, argument: str) -> str:
        return COLUMNS_OF.get(argument, super().column_of(argument))

    def take(self, line: Line) -> Step:
        step = Step(line.number, line.text("quoi"))
        values, units = self._values(line), self._units(line)
        reference = rules.key(line.text("référence"))
        incident = self.known.get(reference)
        if incident is None:
            incident = Incident(
                reference=line.text("référence"),
                origin=IncidentOrigin.FILE,
                created_at=self.at,
                **self._checked(Incident(), values),
            )
            self.known[reference] = incident
            step.create(incident)
        else:
            step.update(incident, self._checked(incident, values))
        if units is not None:
            self._touch(step, incident, units)
        return step

    def write(self, plan: Plan, *, by: Actor) -> None:
        """Sites stand in rows of their own, once their incident is saved."""
        super().write(plan, by=by)
        for incident, units in self.touched.values():
            incidents.put_sites(incident, units)

    def _values(self, line: Line) -> dict[str, Any]:
        """What the line says, by field; a column that the file has not says nothing."""
        found: dict[str, Any] = {
            "what": line.text("quoi"),
            "known_at": cells.instant(line, KNOWN),
            "more": line.text("détail"),
            "told_at": cells.instant(line, TOLD),
            "ended_at": cells.instant(line, ENDED),
            "cause": cells.choice(line, "cause", IncidentCause) or "",
            "side": cells.choice(line, "côté", IncidentSide) or IncidentSide.UNKNOWN,
            "severity": cells.choice(line, "gravité", IncidentSeverity) or IncidentSeverity.MINOR,
            "provider": self._named(line, "prestataire", self.providers),
            "activity": self._named(line, "activité", self.activities),
            "team": self._named(line, "équipe", self.teams),
            "action": line.text("action"),
            "due_date": day(line, "pour le"),
            "action_on": day(line, "en place le"),
            "state": cells.choice(line, "état", IncidentState),
        }
        found["cost"], found["currency"] = cells.cost(line)
        columns = {"more": "détail", "told_at": TOLD, "ended_at": ENDED, "side": "côté"}
        columns |= {"severity": "gravité", "provider": "prestataire", "activity": "activité"}
        columns |= {"team": "équipe", "due_date": "pour le", "action_on": "en place le"}
        columns |= {"state": "état", "cost": "coût", "currency": "coût"}
        always = ("what", "known_at")
        return {
            name: value
            for name, value in found.items()
            if name in always or columns.get(name, name) in line.values
        }

    def _checked(self, before: Incident, values: dict[str, Any]) -> dict[str, Any]:
        """The values to write on an incident, the state of which is that of its action where the
        file does not say. Raises Refused."""
        told = {**{name: getattr(before, name) for name in _DEFAULTS}, **values}
        checks.check_statement(Statement(**_only(told, Statement)), at=self.at)
        remedy = Remedy(**_only(told, Remedy), periods=before.periods)
        checks.check_remedy(remedy, known_at=told["known_at"])
        if told["state"] is None or "state" not in values:
            values["state"] = before.state
            if before.state != IncidentState.CLOSED and told["action"]:
                values["state"] = IncidentState.UNDER_WAY
        if values["state"] == IncidentState.CLOSED:
            values["closed_at"] = before.closed_at or told["ended_at"] or self.at
        else:
            values["closed_at"] = None
        return values

    def _units(self, line: Line) -> list[Unit] | None:
        if "sites" not in line.values:
            return None
        remedy = _("Aucun site ne porte ce code ni ce nom : importez d’abord les unités.")
        return cells.several(line, "sites", self.sites, remedy=remedy)

    def _touch(self, step: Step, incident: Incident, units: list[Unit]) -> None:
        reference = str(incident.public_id)
        if reference in self.touched:
            known = self.touched[reference][1]
        else:
            rows = incident.sites.all() if incident.pk is not None else ()
            known = [site.unit for site in rows]
        if {unit.pk for unit in known} == {unit.pk for unit in units}:
            return
        self.touched[reference] = (incident, units)
        if step.act is Act.CREATE:
            return
        step.changed["sites"] = [_names(known), _names(units)]
        if step.act is Act.SAME:
            step.act = Act.UPDATE
            incident.version += 1
            step.rows.append(incident)

    def _named(self, line: Line, column: str, known: dict[str, Any]) -> Any:
        remedy = _("Rien ne porte ce code ni ce nom : importez d’abord cette liste.")
        return one_of(line, column, known, key=rules.key, remedy=remedy)


_DEFAULTS = (
    *("what", "more", "known_at", "told_at", "ended_at", "cause", "side", "severity", "provider"),
    *("activity", "team", "cost", "currency", "action", "due_date", "action_on", "state"),
)


def _only(told: dict[str, Any], shape: type[Statement | Remedy]) -> dict[str, Any]:
    return {name: told[name] for name in shape.__dataclass_fields__ if name in told}


def _names(units: list[Unit]) -> str:
    return ", ".join(sorted(unit.name for unit in units))
