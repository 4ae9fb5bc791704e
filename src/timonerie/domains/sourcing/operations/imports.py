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
    Step,
    Wrong,
    by_key,
    day,
    one_of,
)
from timonerie.domains.sourcing.models import Activity, Assignment

IN_HOUSE = frozenset({"", "interne", "en interne"})


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
        Column("unité", gettext_lazy("site ou équipe pour qui elle est faite")),
        Column("prestataire", gettext_lazy("qui la sert ; vide ou « interne » pour l’entreprise")),
        Column("depuis le", gettext_lazy("premier jour de cette affectation, 15/05/2026")),
    )
    examples = (
        (
            "Établissement des bulletins", "PAIE-02", "Paie", "4", "mensuelle", "bulletins",
            "Responsable paie (Colmar)", "COL", "Cabinet Exemple", "01/01/2025",
        ),
    )  # fmt: skip

    def __init__(self, *, at: datetime) -> None:
        super().__init__(at=at)
        self.activities = by_key(
            Activity.objects.select_related("function", "accountable"),
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
        told = self._assignment(line)
        code = line.text("code") or rules.code_from(line.text("nom"))
        activity = self.activities.get(rules.key(code))
        if activity is None and not line.text("code"):
            activity = self.activities.get(rules.key(line.text("nom")))
        if told is not None:
            self._refuse_later(line, activity, told)
        if activity is None:
            activity = Activity(code=code, **values)
            self.activities[rules.key(code)] = activity
            self.activities.setdefault(rules.key(activity.name), activity)
            step.create(activity)
        else:
            step.update(activity, values)
        if told is not None:
            self._assign(step, activity, told)
        return step

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
        if "poste responsable" in line.values:
            values["accountable"] = one_of(
                line,
                "poste responsable",
                self.seats,
                key=rules.key,
                remedy=_(
                    "Aucun poste de l’entreprise, ou plusieurs, ne porte ce nom : écrivez"
                    " « intitulé (unité) », et choisissez un poste que ne tient pas un prestataire."
                ),
            )
        return values

    def _assignment(self, line: Line) -> dict[str, Any] | None:
        """Unit, provider and first day that a line tells; None when it tells no unit."""
        if not line.text("unité"):
            return None
        unit = one_of(
            line,
            "unité",
            self.units,
            key=rules.key,
            remedy=_("Aucune unité ne porte ce code ni ce nom : importez d’abord les unités."),
        )
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
