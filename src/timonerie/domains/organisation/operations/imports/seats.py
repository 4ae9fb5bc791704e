"""Seats and who holds them, one holding a line; a seat without a holder is vacant."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.enums import HolderKind
from timonerie.domains.organisation.models import (
    BusinessFunction,
    Person,
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

KINDS = {
    rules.key(name): kind
    for kind, names in {
        HolderKind.EMPLOYEE: ("salarié", "salariée", "salarie"),
        HolderKind.EXECUTIVE: ("dirigeant à temps partagé", "temps partagé", "dirigeant"),
        HolderKind.PROVIDER: ("prestataire",),
    }.items()
    for name in names
}


class Seats(LineImporter):
    kind = "postes"
    title = gettext_lazy("Postes et titulaires")
    permission = "organisation.write"
    columns = (
        Column("poste", gettext_lazy("l’intitulé"), is_required=True),
        Column("unité", gettext_lazy("code ou nom d’une unité déjà connue"), is_required=True),
        Column("fonction", gettext_lazy("nom ou code : Paie, Informatique…")),
        Column("tenu par", gettext_lazy("salarié, dirigeant à temps partagé ou prestataire")),
        Column("titulaire", gettext_lazy("nom ou adresse d’une personne, ou un prestataire")),
        Column("depuis le", gettext_lazy("premier jour, 15/05/2026")),
        Column("jusqu’au", gettext_lazy("dernier jour ; vide tant qu’il n’est pas connu")),
    )
    examples = (
        ("Responsable paie", "COL", "Paie", "salarié", "Claire Roux", "01/09/2024", ""),
        ("Contrôle de gestion", "COL", "Comptabilité et finance", "", "", "", ""),
    )

    def __init__(self, *, at: datetime) -> None:
        super().__init__(at=at)
        self.units = by_key(
            Unit.objects.all(), lambda row: row.code, lambda row: row.name, key=rules.key
        )
        self.functions = by_key(
            BusinessFunction.objects.all(),
            lambda row: row.code,
            lambda row: row.name,
            key=rules.key,
        )
        people = list(Person.objects.filter(archived_at=None))
        names = [rules.key(person.name) for person in people]
        self.namesakes = {name for name in names if names.count(name) > 1}
        self.people = by_key(people, lambda row: row.email, lambda row: row.name, key=rules.key)
        self.providers = by_key(
            Provider.objects.all(), lambda row: row.code, lambda row: row.name, key=rules.key
        )
        self.seats = {
            (row.unit_id, rules.key(row.name)): row
            for row in Seat.objects.select_related("function")
        }
        self.holdings: dict[tuple[int, str], list[SeatHolding]] = {}
        for holding in SeatHolding.objects.select_related("seat", "person", "provider"):
            place = (holding.seat.unit_id, rules.key(holding.seat.name))
            self.holdings.setdefault(place, []).append(holding)

    def order(self, lines: Sequence[Line]) -> Sequence[Line]:
        """Who came first is taken first: a departure frees the seat for the next holder."""
        return sorted(lines, key=_start)

    def take(self, line: Line) -> Step:
        step = Step(line.number, line.text("poste"))
        unit = one_of(
            line,
            "unité",
            self.units,
            key=rules.key,
            remedy=_("Aucune unité ne porte ce code ni ce nom : importez d’abord les unités."),
        )
        holder = self._holder(line)
        values = self._function(line)
        place = (unit.pk, rules.key(line.text("poste")))
        seat = self.seats.get(place)
        if holder is not None:
            self._refuse_overlap(line, place, holder)
        if seat is None:
            seat = self.seats[place] = Seat(name=line.text("poste"), unit=unit, **values)
            step.create(seat)
        else:
            step.update(seat, values)
        if holder is not None:
            self._take_holding(step, place, seat, holder)
        return step

    def _function(self, line: Line) -> dict[str, Any]:
        if "fonction" not in line.values:
            return {}
        return {
            "function": one_of(
                line,
                "fonction",
                self.functions,
                key=rules.key,
                remedy=_("Fonctions connues : %(names)s.")
                % {"names": ", ".join(sorted({row.name for row in self.functions.values()}))},
            )
        }

    def _holder(self, line: Line) -> dict[str, Any] | None:
        """The holding a line tells, as the fields of its row; None when the seat is vacant."""
        if not line.text("titulaire"):
            return None
        kind = one_of(
            line,
            "tenu par",
            KINDS,
            key=rules.key,
            remedy=_("Écrivez « salarié », « dirigeant à temps partagé » ou « prestataire »."),
        )
        start, end = day(line, "depuis le"), day(line, "jusqu’au")
        if kind is None or start is None:
            column = "tenu par" if kind is None else "depuis le"
            raise Wrong(
                column, "", _("Remplissez cette case : le poste a un titulaire."), code="LIS-03"
            )
        if end is not None and end < start:
            raise Wrong("jusqu’au", line.text("jusqu’au"), _("La fin précède le début."))
        return {
            "kind": kind,
            "person": None if kind == HolderKind.PROVIDER else self._person(line),
            "provider": self._provider(line) if kind == HolderKind.PROVIDER else None,
            "start_date": start,
            "end_date": end,
        }

    def _person(self, line: Line) -> Person:
        if rules.key(line.text("titulaire")) in self.namesakes:
            raise Wrong(
                "titulaire",
                line.text("titulaire"),
                _("Plusieurs personnes portent ce nom : écrivez l’adresse électronique."),
            )
        person: Person = one_of(
            line,
            "titulaire",
            self.people,
            key=rules.key,
            remedy=_("Personne ne porte ce nom ni cette adresse : importez d’abord les personnes."),
        )
        return person

    def _provider(self, line: Line) -> Provider:
        provider: Provider = one_of(
            line,
            "titulaire",
            self.providers,
            key=rules.key,
            remedy=_("Aucun prestataire ne porte ce nom : importez d’abord les prestataires."),
        )
        return provider

    def _refuse_overlap(self, line: Line, place: tuple[int, str], holder: dict[str, Any]) -> None:
        span: tuple[date, date | None] = (holder["start_date"], holder["end_date"])
        for other in self.holdings.get(place, ()):
            if _same(other, holder):
                continue
            if rules.spans_overlap(span, (other.start_date, other.end_date)):
                raise Wrong(
                    "depuis le",
                    line.text("depuis le"),
                    _(
                        "%(holder)s tient déjà ce poste depuis le %(start)s : donnez d’abord son"
                        " dernier jour."
                    )
                    % {
                        "holder": other.person or other.provider,
                        "start": f"{other.start_date:%d/%m/%Y}",
                    },
                )

    def _take_holding(
        self, step: Step, place: tuple[int, str], seat: Seat, holder: dict[str, Any]
    ) -> None:
        known = self.holdings.setdefault(place, [])
        holding = next((one for one in known if _same(one, holder)), None)
        if holding is None:
            holding = SeatHolding(seat=seat, **holder)
            known.append(holding)
            step.create(holding)
        else:
            step.update(holding, {"kind": holder["kind"], "end_date": holder["end_date"]})


def _start(line: Line) -> date:
    try:
        return day(line, "depuis le") or date.min
    except Wrong:
        return date.min  # said when the line is taken


def _same(holding: SeatHolding, holder: dict[str, Any]) -> bool:
    """The same holder from the same day: the line is about this holding."""
    told = (holder["start_date"], holder["person"], holder["provider"])
    return (holding.start_date, holding.person, holding.provider) == told
