"""Activities with who serves them: one line an assignment, or an activity that has none."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.enums import HolderKind
from timonerie.domains.organisation.models import (
    BusinessFunction,
    Provider,
    Seat,
    SeatHolding,
    Unit,
)
from timonerie.domains.organisation.operations.imports.shapes import (
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
from timonerie.domains.sourcing import catalogue
from timonerie.domains.sourcing.models import Activity, Assignment
from timonerie.domains.sourcing.operations import import_values
from timonerie.foundations.accounts.actors import Actor

IN_HOUSE = frozenset({"", "interne", "en interne"})
NOBODY = frozenset({"personne", "aucun"})


LIKE = {rules.key(one.name): one.code for one in catalogue.lines()}


class Activities(LineImporter):
    kind = "activites"
    title = gettext_lazy("Activités et affectations")
    permission = "activity.write"
    columns = (
        Column("nom", gettext_lazy("de l’activité"), is_required=True, limit=200),
        Column("code", gettext_lazy("celui de vos fichiers ; à défaut, le nom"), limit=60),
        Column("fonction", gettext_lazy("nom ou code : Paie, Informatique…")),
        Column("criticité", gettext_lazy("de 1 (faible) à 4 (vitale)")),
        Column("fréquence", gettext_lazy("mensuelle, continue…"), limit=60),
        Column("unité de volume", gettext_lazy("bulletins, tickets…"), limit=60),
        Column("poste responsable", gettext_lazy("intitulé, ou « intitulé (unité) »"), limit=310),
        Column("suppléant", gettext_lazy("le poste qui répond à sa place"), limit=310),
        Column(
            "sait la reprendre",
            gettext_lazy("le poste qui le sait encore, ou « personne »"),
            limit=310,
        ),
        Column("unité", gettext_lazy("site ou équipe pour qui elle est faite")),
        Column("prestataire", gettext_lazy("qui la sert ; vide ou « interne » pour l’entreprise")),
        Column("depuis le", gettext_lazy("premier jour de cette affectation, 15/05/2026")),
        *import_values.COLUMNS,
    )
    examples = (
        (
            "Établissement des bulletins", "PAIE-02", "Paie", "4", "mensuelle", "bulletins",
            "Responsable paie (Colmar)", "DAF", "personne", "COL", "Cabinet Exemple", "01/01/2025",
            *import_values.EXAMPLE,
        ),
    )  # fmt: skip

    def __init__(self, *, at: datetime) -> None:
        super().__init__(at=at)
        self.activities = by_key(
            Activity.objects.select_related("function", "accountable", "deputy", "keeper"),
            lambda row: row.code,
            lambda row: row.name,
            key=rules.key,
        )
        self.functions = by_key(
            BusinessFunction.objects.all(),
            lambda row: row.code,
            lambda row: row.name,
            key=rules.key,
        )
        self.units = by_key(
            Unit.objects.all(), lambda row: row.code, lambda row: row.name, key=rules.key
        )
        self.providers = by_key(
            Provider.objects.all(), lambda row: row.code, lambda row: row.name, key=rules.key
        )
        self.seats = _seats()
        self.known = import_values.KnownValues(at=at)
        self.assignments: dict[tuple[str, int], list[Assignment]] = {}
        for row in Assignment.objects.select_related("activity", "provider"):
            place = (rules.key(row.activity.code), row.unit_id)
            self.assignments.setdefault(place, []).append(row)

    def order(self, lines: Any) -> Any:
        """Who served first is taken first: each next one ends the one before."""
        return sorted(lines, key=_start)

    def take(self, line: Line) -> Step:
        step = Step(line.number, line.text("nom"))
        values = self._values(line)
        said = import_values.read(line)
        unit = self._unit(line)
        told = self._assignment(line, unit, says=bool(said))
        code = line.text("code") or rules.code_from(line.text("nom"))
        activity = self.activities.get(rules.key(code))
        if activity is None and not line.text("code"):
            activity = self.activities.get(rules.key(line.text("nom")))
        if told is not None:
            self._refuse_later(line, activity, told)
        if activity is None:
            # One that bears the name of a line of the catalogue begins with its notes.
            line_of = LIKE.get(rules.key(line.text("nom")), "")
            activity = Activity(code=code, catalogue_code=line_of, **values)
            self.activities[rules.key(code)] = activity
            self.activities.setdefault(rules.key(activity.name), activity)
            step.create(activity)
        else:
            step.update(activity, values)
        if told is not None:
            self._assign(step, activity, told)
        self.known.put(step, activity, unit, said)
        return step

    def write(self, plan: Plan, *, by: Actor) -> None:
        for step in plan.steps:
            import_values.sign(step.rows, name=by.name, user_id=by.user_id)
        super().write(plan, by=by)

    def _values(self, line: Line) -> dict[str, Any]:
        values: dict[str, Any] = {"name": line.text("nom")}
        if "fonction" in line.values:
            values["function"] = one_of(
                line,
                "fonction",
                self.functions,
                key=rules.key,
                remedy=_("Fonctions connues : %(names)s.")
                % {"names": ", ".join(sorted({row.name for row in self.functions.values()}))},
            )
        if line.text("criticité"):
            values["criticality"] = _criticality(line)
        if "fréquence" in line.values:
            values["frequency"] = line.text("fréquence")
        if "unité de volume" in line.values:
            values["volume_unit"] = line.text("unité de volume")
        return values | self._posts(line)

    def _posts(self, line: Line) -> dict[str, Any]:
        """Who holds the activity inside, as far as the file has their columns."""
        posts: dict[str, Any] = {}
        if "poste responsable" in line.values:
            posts["accountable"] = self._seat(line, "poste responsable")
        if "suppléant" in line.values:
            posts["deputy"] = self._seat(line, "suppléant")
            if posts["deputy"] is not None and posts["deputy"] == posts.get("accountable"):
                remedy = _("Le suppléant est déjà le poste responsable : écrivez un autre poste.")
                raise Wrong("suppléant", line.text("suppléant"), remedy)
        if "sait la reprendre" in line.values:
            is_nobody = rules.key(line.text("sait la reprendre")) in NOBODY
            posts["has_no_keeper"] = is_nobody
            posts["keeper"] = None if is_nobody else self._seat(line, "sait la reprendre")
        return posts

    def _seat(self, line: Line, column: str) -> Seat | None:
        found: Seat | None = one_of(
            line,
            column,
            self.seats,
            key=rules.key,
            remedy=_(
                "Aucun poste de l’entreprise, ou plusieurs, ne porte ce nom : écrivez"
                " « intitulé (unité) », et choisissez un poste que ne tient pas un prestataire."
            ),
        )
        return found

    def _unit(self, line: Line) -> Unit | None:
        found: Unit | None = one_of(
            line,
            "unité",
            self.units,
            key=rules.key,
            remedy=_("Aucune unité ne porte ce code ni ce nom : importez d’abord les unités."),
        )
        return found

    def _assignment(self, line: Line, unit: Unit | None, *, says: bool) -> dict[str, Any] | None:
        """Unit, provider and first day that a line tells; None when it tells no unit, or only what
        is known of the activity there."""
        only_says = says and not line.text("prestataire") and not line.text("depuis le")
        if unit is None or only_says:
            return None
        provider = None
        if rules.key(line.text("prestataire")) not in IN_HOUSE:
            provider = one_of(
                line,
                "prestataire",
                self.providers,
                key=rules.key,
                remedy=_("Aucun prestataire ne porte ce nom : importez d’abord les prestataires."),
            )
        start = day(line, "depuis le")
        if start is None:
            raise Wrong("depuis le", "", _("Donnez le premier jour de cette affectation."))
        return {"unit": unit, "provider": provider, "start_date": start}

    def _refuse_later(self, line: Line, activity: Activity | None, told: dict[str, Any]) -> None:
        if activity is None:
            return
        known = self.assignments.get((rules.key(activity.code), told["unit"].pk), ())
        if any(row.start_date > told["start_date"] for row in known) and not any(
            row.start_date == told["start_date"] for row in known
        ):
            raise Wrong(
                "depuis le",
                line.text("depuis le"),
                _("Une affectation commence plus tard pour cette unité : corrigez la date."),
            )

    def _assign(self, step: Step, activity: Activity, told: dict[str, Any]) -> None:
        known = self.assignments.setdefault((rules.key(activity.code), told["unit"].pk), [])
        same_day = next((row for row in known if row.start_date == told["start_date"]), None)
        if same_day is not None:
            step.update(same_day, {"provider": told["provider"]})
            return
        current = next((row for row in known if _holds(row, told["start_date"])), None)
        if current is not None and current.provider == told["provider"]:
            return
        if current is not None:
            step.update(current, {"end_date": told["start_date"] - timedelta(days=1)})
        assignment = Assignment(activity=activity, **told)
        known.append(assignment)
        step.create(assignment)


def _seats() -> dict[str, Seat]:
    """Seats of the company by « intitulé (unité) », and by name where it stands for one alone;
    those a provider holds are left out: a provider never answers for an activity."""
    outside = SeatHolding.objects.filter(kind=HolderKind.PROVIDER, end_date=None)
    rows = list(
        Seat.objects.active().exclude(pk__in=outside.values("seat_id")).select_related("unit")
    )
    names = [rules.key(seat.name) for seat in rows]
    alone = {rules.key(seat.name): seat for seat in rows if names.count(rules.key(seat.name)) == 1}
    return alone | {rules.key(f"{seat.name} ({seat.unit.name})"): seat for seat in rows}


def _criticality(line: Line) -> int:
    text = line.text("criticité")
    if text not in {"1", "2", "3", "4"}:
        raise Wrong("criticité", text, _("Écrivez un chiffre de 1 (faible) à 4 (vitale)."))
    return int(text)


def _holds(row: Assignment, on: date) -> bool:
    return row.start_date <= on and (row.end_date is None or row.end_date >= on)


def _start(line: Line) -> date:
    try:
        return day(line, "depuis le") or date.min
    except Wrong:
        return date.min  # said when the line is taken
