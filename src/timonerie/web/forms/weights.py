"""The grid as a form: weights, thresholds, and the words of each criterion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.sourcing.rules.grids.shapes import (
    HEAVIEST,
    HUNDRED,
    THRESHOLDS,
    TOP,
    Criterion,
    Grid,
)
from timonerie.web.forms.base import CompanyForm

LABELS = {
    "keep_at": (_("Cœur à partir de"), _("Score « Garder ? » à partir duquel on garde.")),
    "hybrid_at": (_("Hybride à partir de"), _("En dessous, l’activité est délégable.")),
    "tight_at": (_("À serrer à partir de"), _("Score « Serrer ? » d’une tenue serrée.")),
    "light_at": (_("Tenue normale à partir de"), _("En dessous, une tenue légère suffit.")),
}


class GridForm(CompanyForm):
    """`number` is the version that the writer read."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Pourquoi la grille change"),
        max_length=300,
        required=False,
        help_text=_("Obligatoire pour enregistrer : vos successeurs le liront."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, grid: Grid, number: int) -> None:
        super().__init__(data, initial={"number": number})
        self.grid = grid
        for name in THRESHOLDS:
            label, told = LABELS[name]
            self.fields[name] = _number(label, told, getattr(grid, name), most=HUNDRED)
        for one in grid.criteria:
            self._add(one)

    def document(self) -> dict[str, Any]:
        """The grid that the form describes, as `Grid.from_document` reads it."""
        data = self.cleaned_data
        criteria = [
            {
                **one.document(),
                "weight": data[f"{one.code}.weight"],
                "label": data[f"{one.code}.label"],
                "question": data[f"{one.code}.question"],
                "help": data[f"{one.code}.help"],
                "scale": [data[f"{one.code}.scale.{note}"] for note in range(TOP + 1)],
            }
            for one in self.grid.criteria
        ]
        return {"criteria": criteria, **{name: data[name] for name in THRESHOLDS}}

    def thresholds(self) -> list[Any]:
        return [self[name] for name in THRESHOLDS]

    def criteria(self) -> list[dict[str, Any]]:
        """Each criterion with its fields."""
        return [
            {
                "criterion": one,
                "weight": self[f"{one.code}.weight"],
                "words": [self[f"{one.code}.{name}"] for name in ("label", "question", "help")],
                "scale": [self[f"{one.code}.scale.{note}"] for note in range(TOP + 1)],
                "has_errors": any(name.startswith(f"{one.code}.") for name in self.errors),
            }
            for one in self.grid.criteria
        ]

    def _add(self, one: Criterion) -> None:
        code = one.code
        self.fields[f"{code}.weight"] = _number(one.label, "", one.weight, most=HEAVIEST)
        self.fields[f"{code}.label"] = _text(_("Nom"), one.label, 80)
        self.fields[f"{code}.question"] = _text(_("Question"), one.question, 200)
        self.fields[f"{code}.help"] = _text(_("Aide"), one.help, 300, required=False)
        for note, word in enumerate(one.scale):
            label = _("Note %(note)s") % {"note": note}
            self.fields[f"{code}.scale.{note}"] = _text(label, word, 80)


def _number(label: Any, told: Any, value: float, *, most: float) -> forms.FloatField:
    shown = int(value) if value == int(value) else value
    return forms.FloatField(
        label=label, help_text=told, initial=shown, min_value=0, max_value=most, localize=True
    )


def _text(label: Any, value: str, longest: int, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, initial=value, max_length=longest, required=required)
