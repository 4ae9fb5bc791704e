"""What the forms of the settings share."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.operations.errors import Conflict


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


class ChoiceOf(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A row of the company, known outside by its random identifier."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("queryset", None)
        super().__init__(to_field_name="public_id", **options)


class CompanyForm(forms.Form):
    """A form inside a company; `conflict` is set when somebody wrote first."""

    conflict: Conflict | None = None

    def offer(self, name: str, rows: QuerySet[Any], *, empty: Any = "—") -> None:
        """The rows a field proposes; the current company is known only when the form is made."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows
        field.empty_label = empty

    def answer(self, error: Conflict) -> None:
        """Show both versions; sending the form again is then a choice."""
        self.conflict = error
        version = str(error.current.version)  # type: ignore[attr-defined]
        self.data = {**{name: self.data.get(name) for name in self.data}, "version": version}

    @property
    def both(self) -> list[dict[str, Any]]:
        """What stands and what was about to be written, where they differ."""
        if self.conflict is None:
            return []
        current = self.conflict.current
        return [
            {"label": _label(current, name), "theirs": getattr(current, name), "mine": value}
            for name, value in self.conflict.mine.items()
            if getattr(current, name) != value
        ]


class VersionedForm(CompanyForm):
    """A change to a row that somebody else may be changing."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def _label(row: Model, name: str) -> str:
    return str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001


REQUIRED_CHOICE = _("Choisissez…")
