"""Indicators as a list: one line a definition; a line that changes one makes a version."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation.operations.imports.shapes import (
    Act,
    Column,
    Line,
    LineImporter,
    Plan,
    Step,
    Wrong,
)
from timonerie.domains.performance.models import Indicator
from timonerie.domains.performance.operations import indicators as operations
from timonerie.domains.performance.operations.condition_names import ConditionNames
from timonerie.domains.performance.operations.indicator_cells import (
    CODE,
    FILTER,
    HIGH,
    LABEL,
    LOW,
    cells,
    metric_of,
)
from timonerie.domains.performance.queries import definitions
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.accounts.actors import Actor

LONGEST = 4000


class Indicators(LineImporter):
    kind = "indicateurs"
    title = gettext_lazy("Indicateurs")
    permission = "indicator.write"
    columns = (
        Column(
            CODE, gettext_lazy("minuscules, chiffres et tirets bas"), is_required=True, limit=60
        ),
        Column(LABEL, gettext_lazy("nom affiché"), is_required=True, limit=100),
        Column(
            "calcul",
            gettext_lazy(
                "nombre, part, somme, moyenne, médiane, centile 90, centile 95 ou rapport"
            ),
        ),
        Column(
            "mesure",
            gettext_lazy(
                "colonne des faits : amount, worked_to_resolve ; received_at → resolved_at"
            ),
        ),
        Column("rapportée à", gettext_lazy("pour un rapport : quantity")),
        Column("part de", gettext_lazy("pour une part : la condition, en JSON"), limit=LONGEST),
        Column("parmi", gettext_lazy("condition en JSON ; vide pour toutes"), limit=LONGEST),
        Column(FILTER, gettext_lazy("liste de conditions en JSON, toutes vraies"), limit=LONGEST),
        Column("demandes", gettext_lazy("toutes, ou ouvertes pour un encours")),
        Column(
            "daté par",
            gettext_lazy("réception, prise en charge, livraison, résolution ou échéance"),
        ),
        Column(
            "unité",
            gettext_lazy("%, nombre, heures, heures ouvrées, jours, montant ou unités d’œuvre"),
        ),
        Column("sens", gettext_lazy("plus haut, plus bas ou entre deux")),
        Column(LOW, gettext_lazy("posée à la création : 95 pour 95 %, heures ou nombre sinon")),
        Column(HIGH, gettext_lazy("dans la même unité")),
        Column("formule", gettext_lazy("ce que ce chiffre veut dire"), limit=500),
        Column("origine", gettext_lazy("d’où vient la définition")),
    )
    examples = (
        (
            *("retouches", "Part des demandes reprises", "part", "", ""),
            *('{"column": "rework", "op": "gt", "value": 0}', ""),
            '[{"column": "provider", "op": "eq", "value": "Cabinet Exemple"}]',
            *("toutes", "résolution", "%", "plus bas", "", "5"),
            *("Demandes reprises au moins une fois / demandes.", "Contrat 2026"),
        ),
    )

    def __init__(self, *, at: datetime) -> None:
        super().__init__(at=at)
        self.names = ConditionNames()
        self.known = {one.indicator.code: one for one in definitions.known()}
        self.archived = set(
            Indicator.objects.filter(archived_at__isnull=False).values_list("code", flat=True)
        )
        self.made: dict[int, Metric] = {}

    def column_of(self, argument: str) -> str:
        return {"low": LOW, "high": HIGH}.get(argument, super().column_of(argument))

    def take(self, line: Line) -> Step:
        code = line.text(CODE)
        if code in self.archived:
            raise Wrong(CODE, code, _("Cet indicateur est archivé : reprenez-le d’abord."))
        if code in {one.code for one in self.made.values()}:
            raise Wrong(CODE, code, _("Ce code est déjà donné plus haut dans le fichier."))
        before = self.known[code].stored if code in self.known else None
        now = cells(before, self.names) if before else {}
        metric = metric_of(_given(line, now), self.names, before=before)
        self.made[line.number] = metric
        step = Step(line.number, metric.label)
        if before is None:
            step.act = Act.CREATE
        elif metric != before:
            step.act, after = Act.UPDATE, cells(metric, self.names)
            step.changed = {
                name: [text, after[name]] for name, text in now.items() if text != after[name]
            }
        return step

    def write(self, plan: Plan, *, by: Actor) -> None:
        """Through the operations of one indicator, so that each keeps its own history."""
        for step in plan.steps:
            metric = self.made[step.line]
            if step.act is Act.CREATE:
                operations.create(by=by, at=self.at, metric=metric)
            elif step.act is Act.UPDATE:
                indicator = self.known[metric.code].indicator
                operations.revise(by=by, at=self.at, indicator=indicator, metric=metric)


def _given(line: Line, now: dict[str, str]) -> dict[str, str]:
    """The cells of the line; one that is absent, or differs by its spaces alone, stays as it is."""
    kept = {
        name: text
        for name, text in now.items()
        if name not in line.values or text.split() == line.text(name).split()
    }
    return {**line.values, **kept}
