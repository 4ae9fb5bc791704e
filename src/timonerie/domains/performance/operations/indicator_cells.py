"""A definition as the cells of one line, and back: what a person keeps in a spreadsheet.

A calculation, a unit, a direction are words; a measure is a column of the facts, two with an arrow
for the time between them; conditions are the JSON of the engine, with names instead of row ids.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.operations.imports.shapes import Wrong
from timonerie.domains.performance.operations import target_cells, targets
from timonerie.domains.performance.operations.condition_names import ConditionNames, UnknownName
from timonerie.domains.performance.operations.indicators import bounds, suggestion
from timonerie.engine.facts import SCHEMA
from timonerie.engine.indicators.conditions_json import condition_to_dict
from timonerie.engine.indicators.measures import Measure
from timonerie.engine.indicators.metric import Metric
from timonerie.engine.indicators.reading import MetricError, family

CODE, LABEL, LOW, HIGH, FILTER = "code", "nom", "cible au moins", "cible au plus", "conditions"
#: The words of the file, whatever the language of who brings it.
WORDS: dict[str, tuple[str, dict[str, str]]] = {
    "aggregate": (
        "calcul",
        {
            "count": "nombre",
            "ratio": "part",
            "sum": "somme",
            "mean": "moyenne",
            "median": "médiane",
            "p90": "centile 90",
            "p95": "centile 95",
            "quotient": "rapport",
        },
    ),
    "unit": (
        "unité",
        {
            "ratio": "%",
            "count": "nombre",
            "hours": "heures",
            "working_hours": "heures ouvrées",
            "days": "jours",
            "currency": "montant",
            "quantity": "unités d’œuvre",
        },
    ),
    "direction": ("sens", {"higher": "plus haut", "lower": "plus bas", "range": "entre deux"}),
    "population": ("demandes", {"all": "toutes", "open": "ouvertes"}),
    "anchor": (
        "daté par",
        {
            "received": "réception",
            "started": "prise en charge",
            "delivered": "livraison",
            "resolved": "résolution",
            "due": "échéance",
        },
    ),
}
MEASURES = {"measure": "mesure", "per": "rapportée à"}
CONDITIONS = {"numerator": "part de", "denominator": "parmi"}
TEXTS = {"code": CODE, "label": LABEL, "formula": "formule", "source": "origine"}
ARROW = "→"
#: The column of the file that gives each field of a definition.
COLUMNS = {
    **{name: column for name, (column, _words) in WORDS.items()},
    **MEASURES,
    **CONDITIONS,
    **TEXTS,
    "filter": FILTER,
}


def cells(metric: Metric, names: ConditionNames) -> dict[str, str]:
    """Every column of the file, filled from a definition."""
    low, high = bounds(metric)
    found = {column: words[getattr(metric, name)] for name, (column, words) in WORDS.items()}
    found |= {column: getattr(metric, name) for name, column in TEXTS.items()}
    found |= {column: _measure_text(getattr(metric, name)) for name, column in MEASURES.items()}
    for name, column in CONDITIONS.items():
        one = getattr(metric, name)
        found[column] = "" if one is None else _json(names.said(condition_to_dict(one)))
    parts = [names.said(condition_to_dict(one)) for one in metric.filter]
    found[FILTER] = _json(parts) if parts else ""
    written = {LOW: low, HIGH: high}
    return found | {
        column: target_cells.written(bound, metric.unit) for column, bound in written.items()
    }


def metric_of(given: Mapping[str, str], names: ConditionNames, *, before: Metric | None) -> Metric:
    """The definition that cells make. Raises Wrong, or Refused for bounds that cannot be held."""
    data: dict[str, Any] = {name: given.get(column, "") for name, column in TEXTS.items()}
    for name, (column, words) in WORDS.items():
        if given.get(column):
            data[name] = _word(column, given[column], words)
    for name, column in MEASURES.items():
        if given.get(column):
            data[name] = _measure(column, given[column])
    for name, column in {**CONDITIONS, "filter": FILTER}.items():
        if given.get(column):
            data[name] = _condition(column, given[column], names)
    metric = _checked(data, given)
    low, high = (
        target_cells.read(given.get(column, ""), column=column, unit=metric.unit)
        for column in (LOW, HIGH)
    )
    if low is not None or high is not None:
        targets.check(metric, low=low, high=high, watch=0)
    return suggestion(metric, low=low, high=high, before=before)


def _checked(data: Mapping[str, Any], given: Mapping[str, str]) -> Metric:
    try:
        return Metric.from_dict(data)
    except MetricError as error:
        column = COLUMNS[error.field.split(".")[0].split("[")[0]]
        raise Wrong(column, given.get(column, ""), str(error)) from error


def _word(column: str, text: str, words: Mapping[str, str]) -> str:
    by_word = {rules.key(word): name for name, word in words.items()}
    found = by_word.get(rules.key(text.replace("'", "’")))
    if found is None:
        possible = ", ".join(words.values())
        raise Wrong(column, text, _("Valeurs possibles : %(names)s.") % {"names": possible})
    return found


def _measure_text(measure: Measure | None) -> str:
    return "" if measure is None else f" {ARROW} ".join(measure.columns)


def _measure(column: str, text: str) -> dict[str, str]:
    """What the columns named say of the kind: two instants, one, a working time, a number."""
    start, *ends = (part.strip() for part in text.replace("->", ARROW).split(ARROW))
    for name in (start, *ends):
        if name not in SCHEMA.names:
            raise Wrong(
                column,
                text,
                _("Aucune colonne des faits ne s’appelle « %(name)s ».") % {"name": name},
            )
    if ends:
        return {"kind": "elapsed", "start": start, "end": ends[0]}
    if family(start) == "instant":
        return {"kind": "age", "start": start}
    return {"kind": "worked" if start.startswith("worked_") else "column", "start": start}


def _condition(column: str, text: str, names: ConditionNames) -> Any:
    try:
        return names.read(json.loads(text, parse_constant=_no_constant))
    except UnknownName as error:
        raise Wrong(
            column, str(error), _("Aucun site, équipe, prestataire ni activité ne porte ce nom.")
        ) from error
    except (ValueError, RecursionError) as error:
        remedy = _("Écrivez une condition en JSON, comme dans le modèle ou dans l’export.")
        raise Wrong(column, text, remedy) from error


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)
