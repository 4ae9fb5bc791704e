"""Targets as a list: one line a target, with its bounds as people write them."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations.imports.shapes import (
    Column,
    Line,
    LineImporter,
    Step,
    by_key,
    day,
    one_of,
)
from timonerie.domains.performance.models import Target
from timonerie.domains.performance.operations import target_cells, targets
from timonerie.domains.performance.operations.indicators import BEFORE_EVERYTHING
from timonerie.domains.performance.queries import definitions
from timonerie.domains.performance.queries.definitions import Definition

FROM, LOW, HIGH, MARGIN = "à partir du", "au moins", "au plus", "marge"
FIELDS = {"low": LOW, "high": HIGH, "watch": MARGIN}


class Targets(LineImporter):
    kind = "cibles"
    title = gettext_lazy("Cibles")
    permission = "indicator.write"
    columns = (
        Column("indicateur", gettext_lazy("son code ou son nom"), is_required=True),
        Column(FROM, gettext_lazy("premier jour, 15/05/2026 ; vide depuis l’origine")),
        Column(LOW, gettext_lazy("borne basse : 95 pour 95 %, heures ou nombre sinon")),
        Column(HIGH, gettext_lazy("borne haute, dans la même unité")),
        Column(MARGIN, gettext_lazy("écart encore à surveiller, dans la même unité ; 0 à défaut")),
        Column("site", gettext_lazy("nom ou code ; vide pour tous")),
        Column("prestataire", gettext_lazy("nom ou code ; vide pour tous")),
        Column("origine", gettext_lazy("contrat, comité…")),
    )
    examples = (("sla_met", "01/01/2026", "95", "", "2", "", "Cabinet Exemple", "Contrat 2026"),)

    def __init__(self, *, at: datetime) -> None:
        super().__init__(at=at)
        self.indicators = by_key(
            definitions.known(),
            lambda one: one.metric.code,
            lambda one: one.metric.label,
            key=rules.key,
        )
        names = (lambda row: row.code, lambda row: row.name)
        self.units = by_key(Unit.objects.all(), *names, key=rules.key)
        self.providers = by_key(Provider.objects.all(), *names, key=rules.key)
        self.targets = list(Target.objects.order_by("created_at"))

    def column_of(self, argument: str) -> str:
        return FIELDS.get(argument, super().column_of(argument))

    def take(self, line: Line) -> Step:
        known: Definition = one_of(
            line,
            "indicateur",
            self.indicators,
            key=rules.key,
            remedy=_("Aucun indicateur ne porte ce code ni ce nom."),
        )
        target = self._target(line, known)
        targets.check(known.metric, low=target.low, high=target.high, watch=target.watch)
        step = Step(line.number, known.metric.label)
        if not self._stands(target):
            self.targets.append(target)
            step.create(target)
        return step

    def _target(self, line: Line, known: Definition) -> Target:
        start: date = day(line, FROM) or BEFORE_EVERYTHING
        low, high, watch = (
            target_cells.read(line.text(name), column=name, unit=known.metric.unit)
            for name in (LOW, HIGH, MARGIN)
        )
        return Target(
            indicator=known.indicator,
            unit=one_of(
                line,
                "site",
                self.units,
                key=rules.key,
                remedy=_("Aucune unité ne porte ce code ni ce nom : importez d’abord les unités."),
            ),
            provider=one_of(
                line,
                "prestataire",
                self.providers,
                key=rules.key,
                remedy=_("Aucun prestataire ne porte ce nom : importez d’abord les prestataires."),
            ),
            start_date=start,
            low=low,
            high=high,
            watch=watch or 0.0,
            source=line.text("origine"),
            created_at=self.at,
        )

    def _stands(self, target: Target) -> bool:
        """Whether the last one set for the same place and start already says the same."""
        same = [one for one in self.targets if _place(one) == _place(target)]
        return bool(same) and _promise(same[-1]) == _promise(target)


def _place(one: Target) -> tuple[int, int | None, int | None, date]:
    return one.indicator_id, one.unit_id, one.provider_id, one.start_date


def _promise(one: Target) -> tuple[float | None, float | None, float, str]:
    return one.low, one.high, one.watch, one.source
