from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.performance.operations import targets
from timonerie.domains.performance.operations.indicators import bounds, suggestion
from timonerie.domains.performance.operations.target_cells import POINTS
from timonerie.engine.indicators.conditions import Compare
from timonerie.engine.indicators.conditions_json import condition_to_dict
from timonerie.engine.indicators.metric import Metric
from timonerie.engine.indicators.reading import MetricError
from timonerie.web import metric_words
from timonerie.web.condition_words import COLUMNS, OPERATORS
from timonerie.web.forms.base import REQUIRED_CHOICE, CompanyForm
from timonerie.web.forms.condition_values import DIMENSIONS, Unreadable, Values

ROWS = (1, 2, 3)
TESTED = (*DIMENSIONS, "error", "cause", "rework", "reopened", "on_time", "quantity", "amount")
TESTS = ("eq", "ne", "gt", "lt", "not_null", "is_null")
WORKED = ("worked_to_start", "worked_to_deliver", "worked_to_resolve", "worked_suspended")
CALCULATIONS: list[tuple[str, Any]] = [
    ("", REQUIRED_CHOICE),
    ("count", _("Un nombre de demandes")),
    ("backlog", _("Un encours : les demandes ouvertes en fin de période")),
    ("share_met", _("La part des demandes à l’heure")),
    ("share_error", _("La part des demandes en erreur")),
    ("share_rework", _("La part des demandes reprises au moins une fois")),
    ("share_reopened", _("La part des demandes rouvertes")),
    ("share_within", _("La part des demandes résolues en moins de N heures ouvrées")),
    *((one, COLUMNS[one]) for one in WORKED),
    ("elapsed", _("Le temps écoulé entre la réception et la résolution")),
    ("age", _("L’âge des demandes ouvertes")),
    ("amount", _("Un montant")),
    ("quantity", _("Des unités d’œuvre")),
]
SHARES: dict[str, dict[str, object]] = {
    "share_met": {"met": ["flag", "due"]},
    "share_error": {"column": "error", "op": "eq", "value": True},
    "share_rework": {"column": "rework", "op": "gt", "value": 0},
    "share_reopened": {"column": "reopened", "op": "eq", "value": True},
}
STATISTICS = [
    ("median", _("la médiane : une demande sur deux fait moins")),
    ("p90", _("le 90e centile : neuf demandes sur dix font moins")),
    ("mean", _("la moyenne")),
    ("sum", _("la somme (montants et unités d’œuvre)")),
]
#: The field of the form beside which each part of a definition is refused.
FIELDS = {"label": "label", "measure": "what", "numerator": "what", "unit": "statistic"}


class IndicatorForm(CompanyForm):
    """A definition in words; `base` is the one that is changed or copied."""

    label = forms.CharField(label=_("Nom"), max_length=100)
    what = forms.ChoiceField(label=_("Ce qui est calculé"))
    hours = forms.FloatField(
        label=_("Nombre d’heures"),
        required=False,
        localize=True,
        min_value=0,
        help_text=_("Seulement pour « en moins de N heures ouvrées »."),
    )
    statistic = forms.ChoiceField(
        label=_("Comment les demandes font un chiffre"),
        choices=STATISTICS,
        required=False,
        help_text=_("Pour une durée, un montant ou des unités d’œuvre ; sans objet sinon."),
    )
    anchor = forms.ChoiceField(
        label=_("Ce qui place une demande dans la période"), choices=metric_words.ANCHORS.items()
    )
    direction = forms.ChoiceField(label=_("Sens"), choices=metric_words.DIRECTIONS.items())
    formula = forms.CharField(
        label=_("Ce que ce chiffre veut dire"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une ou deux phrases pour qui ne connaît pas le sujet."),
    )
    source = forms.CharField(label=_("Origine de la définition"), required=False, max_length=150)
    low = forms.FloatField(
        label=_("Cible proposée, au moins"),
        required=False,
        localize=True,
        help_text=_("Posée à la création, pour tous. Pour un pourcentage, écrivez 95."),
    )
    high = forms.FloatField(label=_("Cible proposée, au plus"), required=False, localize=True)

    def __init__(
        self,
        *args: Any,
        values: Values,
        base: Metric | None = None,
        is_new: bool = True,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.is_new = is_new
        if not is_new:
            # Once an indicator stands, its targets are set on their own page.
            del self.fields["low"], self.fields["high"]
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        self.values_known, self.base = values, base
        self.metric: Metric | None = None
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)
        kept = [("keep", _kept(base))] if base else []
        what.choices = [*CALCULATIONS[: 0 if base else 1], *kept, *CALCULATIONS[1:]]
        for rank in ROWS:
            self._add_condition(rank)
        if base is not None:
            self.initial = {**_initial(base, values), **self.initial}

    def _add_condition(self, rank: int) -> None:
        columns = [("", say("aucune condition")), *((one, COLUMNS[one]) for one in TESTED)]
        tests = [(one, OPERATORS[one]) for one in TESTS]
        label = say("Condition %(rank)s") % {"rank": rank}
        self.fields[f"column_{rank}"] = forms.ChoiceField(
            label=label, choices=columns, required=False
        )
        self.fields[f"op_{rank}"] = forms.ChoiceField(
            label=say("Comparaison %(rank)s") % {"rank": rank}, choices=tests, required=False
        )
        self.fields[f"value_{rank}"] = forms.CharField(
            label=say("Valeur %(rank)s") % {"rank": rank},
            required=False,
            max_length=150,
            widget=forms.TextInput(attrs={"list": "valeurs"}),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        conditions = [one for rank in ROWS if (one := self._condition(rank)) is not None]
        if not self.errors:
            try:
                metric = Metric.from_dict(self._document(data, conditions))
                self.metric = self._aimed(metric, data) if self.is_new else metric
            except MetricError as error:
                self.add_error(FIELDS.get(error.field.split(".")[0]), str(error))
            except Refused as refusal:
                self.add_error(refusal.field, refusal.message)
        return data

    def _aimed(self, metric: Metric, data: dict[str, Any]) -> Metric:
        """With the target proposed. Raises Refused."""
        scale = POINTS if metric.unit == "ratio" else 1
        low, high = (
            None if data.get(name) is None else round(data[name] / scale, 6)
            for name in ("low", "high")
        )
        if low is not None or high is not None:
            targets.check(metric, low=low, high=high, watch=0)
        return suggestion(metric, low=low, high=high, before=self.base)

    def _condition(self, rank: int) -> dict[str, object] | None:
        column = self.cleaned_data.get(f"column_{rank}")
        if not column:
            return None
        op, text = self.cleaned_data.get(f"op_{rank}") or "eq", self.cleaned_data[f"value_{rank}"]
        if op in ("is_null", "not_null"):
            return {"column": column, "op": op}
        try:
            value = self.values_known.read(column, text)
        except Unreadable as error:
            self.add_error(f"value_{rank}", str(error))
            return None
        if op in ("gt", "lt") and column in (*DIMENSIONS, "error", "cause", "reopened", "on_time"):
            self.add_error(f"op_{rank}", _("Cette colonne n’a pas d’ordre : choisissez « est »."))
        return {"column": column, "op": op, "value": value}

    def _document(
        self, data: dict[str, Any], conditions: list[dict[str, object]]
    ) -> dict[str, object]:
        """The definition as JSON; what the form does not show stays as in the base."""
        document = self.base.to_dict() if self.base else {"code": "nouveau"}
        if data["what"] != "keep":
            for name in ("measure", "per", "numerator", "denominator", "population"):
                document.pop(name, None)
            for name in ("target", "target_kind"):
                document.pop(name, None)
            document |= self._calculation(data)
        document |= {name: data[name] for name in ("label", "anchor", "formula", "source")}
        kept = [condition_to_dict(one) for one in kept_conditions(self.base)]
        return document | {"direction": data["direction"], "filter": [*kept, *conditions]}

    def _calculation(self, data: dict[str, Any]) -> dict[str, object]:
        what, statistic = data["what"], data["statistic"] or "median"
        if what in ("count", "backlog"):
            population = "open" if what == "backlog" else "all"
            return {"aggregate": "count", "unit": "count", "population": population}
        if what == "share_within":
            seconds = int((data["hours"] or 0) * 3600)
            met: dict[str, object] = {"met": ["worked"], "within_seconds": seconds}
            return {"aggregate": "ratio", "unit": "ratio", "numerator": met}
        if what in SHARES:
            return {"aggregate": "ratio", "unit": "ratio", "numerator": SHARES[what]}
        measured = {"aggregate": statistic}
        if what in WORKED:
            measure: dict[str, object] = {"kind": "worked", "start": what}
            return measured | {"unit": "working_hours", "measure": measure}
        if what == "elapsed":
            measure = {"kind": what, "start": "received_at", "end": "resolved_at"}
            return measured | {"unit": "hours", "measure": measure}
        if what == "age":
            measure = {"kind": what, "start": "received_at"}
            return measured | {"unit": "days", "measure": measure, "population": "open"}
        unit = "currency" if what == "amount" else "quantity"
        return measured | {"unit": unit, "measure": {"kind": "column", "start": what}}

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}_{rank}"] for name in ("column", "op", "value")] for rank in ROWS]

    @property
    def has_more(self) -> bool:
        """Whether a condition after the first is used."""
        return any(self[f"column_{rank}"].value() for rank in ROWS[1:])

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields before the conditions."""
        return [self[name] for name in ("label", "what", "hours", "statistic")]

    @property
    def after(self) -> list[forms.BoundField]:
        names = ("anchor", "direction", "low", "high", "formula", "source")
        return [self[name] for name in names if name in self.fields]


def shown_conditions(base: Metric | None) -> list[Compare]:
    """The conditions that the form can show."""
    return [one for one in base.filter if _is_shown(one)][: len(ROWS)] if base else []


def kept_conditions(base: Metric | None) -> list[Compare]:
    """Those that it cannot, which stay as they are."""
    shown = shown_conditions(base)
    return [one for one in base.filter if one not in shown] if base else []


def _is_shown(one: Compare) -> bool:
    is_plain = not one.at and one.other is None and not isinstance(one.value, tuple)
    return is_plain and one.column in TESTED and one.op in TESTS


def _kept(base: Metric) -> str:
    told = {line["term"]: line["detail"] for line in metric_words.lines(base)}
    return say("Comme aujourd’hui : %(what)s") % {"what": told[say("Ce qui est calculé")]}


def _initial(base: Metric, values: Values) -> dict[str, Any]:
    found: dict[str, Any] = {
        "label": base.label,
        "what": "keep",
        "anchor": base.anchor,
        "direction": base.direction,
        "formula": base.formula,
        "source": base.source,
    }
    scale = POINTS if base.unit == "ratio" else 1
    for name, bound in zip(("low", "high"), bounds(base), strict=True):
        found[name] = None if bound is None else round(bound * scale, 6)
    for rank, one in enumerate(shown_conditions(base), start=1):
        found |= {f"column_{rank}": one.column, f"op_{rank}": one.op}
        if one.value is not None and not isinstance(one.value, tuple):
            found[f"value_{rank}"] = values.said(one.column, one.value)
    return found
