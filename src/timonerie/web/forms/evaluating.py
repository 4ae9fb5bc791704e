"""The notes of one assessor: a slider for each criterion, and who could take the activity back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.queries import seats
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.rules.grids.shapes import TOP, Criterion, Grid
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.base import VersionedForm

UNKNOWN, NOBODY = -1, "personne"


@dataclass(frozen=True)
class Own:
    """The notes that the assessor gave, and those that the catalogue proposes."""

    given: Mapping[str, int]
    proposed: Mapping[str, int]

    def shown(self, code: str) -> int:
        """Where a slider stands at first."""
        return self.given.get(code, self.proposed.get(code, UNKNOWN))


class SliderInput(forms.NumberInput):
    """A range with a word for each of its places, which a script shows as it moves."""

    input_type = "range"

    def __init__(self, criterion: Criterion, *, lowest: int) -> None:
        words = [_now("à connaître"), *criterion.scale] if lowest < 0 else list(criterion.scale)
        attrs = {"min": lowest, "max": TOP, "step": 1, "class": "slider"}
        super().__init__({**attrs, "data-scale": "|".join(words), "data-code": criterion.code})


class EvaluationForm(VersionedForm):
    """`version` is that of the activity. A note that stands where the page showed it, and that
    nobody moved (`touched`), is not one of the assessor's."""

    touched = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-touched": ""}))
    keeper = forms.ChoiceField(
        label=_("Qui, chez vous, sait encore la spécifier, la contrôler et la reprendre ?"),
        required=False,
        help_text=_("Un poste de l’entreprise. Sans personne, rien ne se confie sans réserve."),
    )
    note = forms.CharField(
        label=_("Remarque"),
        max_length=500,
        required=False,
        help_text=_("Ce qui explique vos notes à qui les relira dans un an."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        reader: Actor,
        activity: Activity,
        grid: Grid,
        own: Own,
        note: str,
    ) -> None:
        keeper = NOBODY if activity.has_no_keeper else ""
        if activity.keeper is not None:
            keeper = str(activity.keeper.public_id)
        super().__init__(
            data, initial={"version": activity.version, "keeper": keeper, "note": note}
        )
        self.own, self.grid = own, grid
        self._seats = _nameable(reader, activity)
        field = self.fields["keeper"]
        assert isinstance(field, forms.ChoiceField)
        named = [(key, str(seat)) for key, seat in self._seats.items()]
        field.choices = [("", _now("Pas encore dit")), (NOBODY, _now("Personne")), *named]
        for one in grid.criteria:
            self.fields[one.code] = _note_field(one, own)

    def scores(self) -> dict[str, int]:
        """The notes that are the assessor's, once the form was read."""
        touched = set(self.cleaned_data.get("touched", "").split(","))
        found = {}
        for one in self.grid.criteria:
            value = self.cleaned_data.get(one.code)
            if value is None or value == UNKNOWN:
                continue
            is_own = one.code in self.own.given or one.code in touched
            if is_own or value != self.own.shown(one.code):
                found[one.code] = int(value)
        return found

    def value_of(self, code: str) -> int:
        """Where a slider stands now."""
        value = self[code].value()
        try:
            return int(value)
        except (TypeError, ValueError):
            return self.own.shown(code)

    @property
    def named(self) -> Seat | None:
        return self._seats.get(self.cleaned_data.get("keeper", ""))

    @property
    def is_retained(self) -> bool | None:
        told = self.cleaned_data.get("keeper", "")
        return False if told == NOBODY else (told in self._seats or None)


def _note_field(one: Criterion, own: Own) -> forms.IntegerField:
    lowest = 0 if one.code in own.proposed else UNKNOWN
    return forms.IntegerField(
        label=one.label,
        help_text=one.help,
        required=False,
        min_value=lowest,
        max_value=TOP,
        initial=own.shown(one.code),
        widget=SliderInput(one, lowest=lowest),
    )


def _nameable(reader: Actor, activity: Activity) -> dict[str, Seat]:
    """By identifier: the posts that a reader may name, and the one that stands."""
    rows = seats.visible_to(reader).active().select_related("unit").order_by("name")
    found = {str(one.public_id): one for one in rows}
    if activity.keeper is not None:
        found.setdefault(str(activity.keeper.public_id), activity.keeper)
    return found
