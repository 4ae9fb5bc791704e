"""What a line of the list of activities says of one: volume, cost, tools, data, deadlines; of the
site that the line names, or of the company."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations.imports.shapes import Act, Column, Line, Step, Wrong
from timonerie.domains.sourcing.enums import (
    Certainty,
    Confidentiality,
    DataKind,
    Origin,
    ValueField,
)
from timonerie.domains.sourcing.models import Activity, ActivityValue
from timonerie.domains.sourcing.queries import known_values
from timonerie.domains.sourcing.rules import numbers
from timonerie.domains.sourcing.rules import values as value_rules
from timonerie.domains.sourcing.rules.values import Value

CURRENCY = "EUR"
CENTS = 100
MOST = 10**9

COLUMNS = (
    Column("volume par an", gettext_lazy("un nombre entier : 2 400"), limit=20),
    Column("coût par an", gettext_lazy("en euros, hors taxes : 12 000 ou 12 000,50"), limit=20),
    Column("outils", gettext_lazy("logiciels et accès"), limit=300),
    Column("données", gettext_lazy("salariés, clients, comptes bancaires…"), limit=300),
    Column("confidentialité", gettext_lazy("de 1 (sans conséquence) à 4 (secret)"), limit=20),
    Column("échéance de nos entrées", gettext_lazy("ce que vous fournissez, et quand"), limit=300),
    Column("échéance du rendu", gettext_lazy("ce qui vous est rendu, et quand"), limit=300),
)
EXAMPLE = ("480", "9 600", "Silae", "salariés, comptes bancaires", "3", "variables à J-5", "J-1")
FIELDS = {
    "volume par an": ValueField.YEARLY_VOLUME,
    "coût par an": ValueField.YEARLY_COST,
    "outils": ValueField.TOOLS,
    "données": ValueField.DATA,
    "confidentialité": ValueField.CONFIDENTIALITY,
    "échéance de nos entrées": ValueField.OUR_DEADLINE,
    "échéance du rendu": ValueField.THEIR_DEADLINE,
}

Place = tuple[str, int | None]


def read(line: Line) -> dict[ValueField, Any]:
    """What the cells that are filled say. An empty cell takes nothing back. Raises Wrong."""
    told = {}
    for column, field in FIELDS.items():
        if line.text(column):
            told[field] = _READERS.get(field, _text)(line, column)
    return told


def cell(field: ValueField, value: Any) -> str:
    """A value as the column of its field writes it, to be read again; nothing for a cost in a
    currency that the column does not have."""
    if field == ValueField.YEARLY_COST:
        if value["currency"] != CURRENCY:
            return ""
        cents = int(value["cents"])
        whole, rest = divmod(cents, CENTS)
        return f"{whole},{rest:02d}" if rest else str(whole)
    if field == ValueField.DATA:
        return ", ".join(str(DataKind(one).label) for one in value)
    return str(value)


class KnownValues:
    """What is known already, by activity and place: what a file says again is not said twice."""

    def __init__(self, *, at: datetime) -> None:
        self.at = at
        self.rows: dict[tuple[Place, str], ActivityValue] = {}
        self.told: dict[tuple[Place, str], list[Value]] = defaultdict(list)
        for row in ActivityValue.objects.select_related("activity").order_by("pk"):
            place = ((rules.key(row.activity.code), row.unit_id), row.field)
            self.told[place].append(known_values.value(row))
            if row.origin == Origin.LIST:
                self.rows[place] = row

    def put(
        self, step: Step, activity: Activity, unit: Unit | None, said: Mapping[ValueField, Any]
    ) -> None:
        """Add to a step what the line says anew."""
        for field, value in said.items():
            place = ((rules.key(activity.code), unit.pk if unit else None), field.value)
            stands = value_rules.standing(self.told[place])
            if stands is None or stands.value != value:
                self._write(step, activity, unit, field, value, place)

    def _write(
        self,
        step: Step,
        activity: Activity,
        unit: Unit | None,
        field: ValueField,
        value: Any,
        place: tuple[Place, str],
    ) -> None:
        row = self.rows.get(place)
        if row is not None and row.value == value:
            return
        before = "" if row is None else cell(field, row.value)
        if row is None:
            row = ActivityValue(activity=activity, unit=unit, field=field, origin=Origin.LIST)
            self.rows[place] = row
        row.value, row.certainty, row.at = value, Certainty.DECLARED, self.at
        self.told[place].append(known_values.value(row))
        step.changed[field.value] = [before, cell(field, value)]
        step.rows.append(row)
        if step.act is Act.SAME:
            step.act = Act.UPDATE


def sign(rows: Iterable[Any], *, name: str, user_id: int | None) -> None:
    """Say who brought the values."""
    for row in rows:
        if isinstance(row, ActivityValue):
            row.said_by, row.user_id = name, user_id


def _text(line: Line, column: str) -> str:
    return " ".join(line.text(column).split())


def _number(line: Line, column: str) -> Decimal:
    typed = "".join(line.text(column).split()).removesuffix("€")
    if numbers.reads_two_ways(typed):
        remedy = _("Le point se lit de deux façons : écrivez 12 000, ou 12,5 avec une virgule.")
        raise Wrong(column, line.text(column), remedy)
    plain = typed.replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number < MOST:
        raise Wrong(column, line.text(column), _("Écrivez un nombre : 2400 ou 2 400."))
    return number


def _count(line: Line, column: str) -> int:
    number = _number(line, column)
    if number != number.to_integral_value():
        raise Wrong(column, line.text(column), _("Écrivez un nombre entier : 2400."))
    return int(number)


def _cost(line: Line, column: str) -> dict[str, Any]:
    cents = _number(line, column) * CENTS
    if cents != cents.to_integral_value():
        raise Wrong(column, line.text(column), _("Deux décimales au plus : 12 000,50."))
    return {"cents": int(cents), "currency": CURRENCY}


def _data(line: Line, column: str) -> list[str]:
    known = {rules.key(str(one.label)): one.value for one in DataKind}
    asked = [part for part in line.text(column).replace("/", ",").split(",") if part.strip()]
    unknown = [part.strip() for part in asked if rules.key(part) not in known]
    if unknown:
        raise Wrong(
            column,
            ", ".join(unknown),
            _("Données connues : %(names)s.")
            % {"names": ", ".join(str(one.label) for one in DataKind)},
        )
    return sorted({known[rules.key(part)] for part in asked})


def _confidentiality(line: Line, column: str) -> int:
    text = line.text(column)[:1]
    if text not in {str(one.value) for one in Confidentiality}:
        remedy = _("Écrivez un chiffre de 1 (sans conséquence) à 4 (secret).")
        raise Wrong(column, line.text(column), remedy)
    return int(text)


_READERS: dict[ValueField, Callable[[Line, str], Any]] = {
    ValueField.YEARLY_VOLUME: _count,
    ValueField.YEARLY_COST: _cost,
    ValueField.DATA: _data,
    ValueField.CONFIDENTIALITY: _confidentiality,
}
