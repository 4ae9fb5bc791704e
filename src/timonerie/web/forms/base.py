"""What the forms of the settings share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from timonerie.domains.organisation.operations.errors import Conflict
from timonerie.domains.organisation.sentences import said
from timonerie.foundations.wording import formats


class DateInput(forms.DateInput):
    """The browser's own calendar; the value travels as 2026-05-15."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class DateField(forms.DateField):
    widget = DateInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y"])
        super().__init__(**options)


class InstantInput(forms.DateTimeInput):
    """The browser's own calendar and clock; the value travels as 2026-05-15T14:30."""

    input_type = "datetime-local"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **options)


class InstantField(forms.DateTimeField):
    """An instant on the clock of the company, to the minute."""

    widget = InstantInput

    def __init__(self, **options: Any) -> None:
        patterns = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"]
        options.setdefault("input_formats", patterns)
        super().__init__(**options)


_YES_NO = {"oui": True, "non": False}


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or nobody knows yet."""

    def __init__(self, **options: Any) -> None:
        choices = [("", _("Pas encore su")), ("oui", _("Oui")), ("non", _("Non"))]
        super().__init__(
            choices=choices, required=False, coerce=_YES_NO.get, empty_value=None, **options
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "oui", False: "non"}.get(value, value)


class ChoicesOf(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Rows of the company, each a box to tick, known outside by their random identifiers."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("queryset", None)
        boxes = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
        options.setdefault("widget", boxes)
        super().__init__(to_field_name="public_id", **options)


class ChoiceOf(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A row of the company, known outside by its random identifier."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("queryset", None)
        super().__init__(to_field_name="public_id", **options)


@dataclass(frozen=True)
class Compared:
    """A field as the other person saved it, and as it was typed here."""

    label: str
    theirs: str
    mine: str


class CompanyForm(forms.Form):
    """A form inside a company; `conflict` is set when somebody wrote first."""

    conflict: Conflict | None = None
    compared: Sequence[Compared] | None = None

    def offer(self, name: str, rows: QuerySet[Any], *, empty: Any = "—") -> None:
        """The rows a field proposes; the current company is known only when the form is made."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows
        if isinstance(field, ChoicesOf):
            return
        field.empty_label = empty

    def unseen(self, **rows: Any) -> dict[str, Any]:
        """Of the rows that stand, those that a field cannot propose to this reader: saving the form
        leaves them as they are."""
        found = {}
        for name, row in rows.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            assert field.queryset is not None
            if row is not None and not field.queryset.filter(pk=row.pk).exists():
                found[name] = row
        return found

    def answer(self, error: Conflict, *, compared: Sequence[Compared] | None = None) -> None:
        """Show both versions, `compared` where the page has its own words for them; sending the
        form again is then a choice."""
        self.conflict, self.compared = error, compared
        kept = {name: self.data.get(name) for name in self.data}
        self.data = {**kept, "version": str(error.version)}

    @property
    def both(self) -> Sequence[Compared]:
        """What stands and what was about to be written, where they differ, in words."""
        if self.compared is not None:
            return self.compared
        differences = self.conflict.both if self.conflict else []
        return [Compared(one.label, _told(one.theirs), _told(one.mine)) for one in differences]


def all_valid(form: CompanyForm, lines: Sequence[CompanyForm]) -> bool:
    """Whether a form and its lines stand; a line at fault is announced by the form too, whose
    summary is what a reader sees first."""
    stands = form.is_valid()
    faulty = sum(not one.is_valid() for one in lines)
    if faulty and form.is_bound:
        form.add_error(
            None,
            ngettext(
                "Une ligne est à corriger : la faute est dite sous son champ.",
                "%(n)s lignes sont à corriger : la faute est dite sous chaque champ.",
                faulty,
            )
            % {"n": faulty},
        )
    return stands and not faulty


class VersionedForm(CompanyForm):
    """A change to a row that somebody else may be changing."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def _told(value: Any) -> str:
    if value is None or value == "":
        return "—"
    return formats.day(value) if isinstance(value, date) else said(str(value))


REQUIRED_CHOICE = _("Choisissez…")
