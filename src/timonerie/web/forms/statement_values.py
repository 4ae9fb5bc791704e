"""The controls of the values of a line, by its kind; what they say as its rules read it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now

from timonerie.domains.sourcing import statement_sentences, works
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.papers import fields as statement_fields
from timonerie.domains.sourcing.papers.fields import Field
from timonerie.domains.sourcing.papers.words import Names
from timonerie.domains.sourcing.rules.statements.whole_gaps import TOPICS
from timonerie.engine.indicators.catalogue import BUILT_IN
from timonerie.web.forms.rows import BandsField, MonthsField, NumberField

PREFIX = "v-"
LONGEST = 2000


def controls(kind: LineKind, *, volumes: Names, kept: Mapping[str, Any]) -> dict[str, forms.Field]:
    """By name of control, in the order in which they are filled; with room for what is kept."""
    return {
        f"{PREFIX}{one.name}": _control(one, volumes, kept.get(one.name))
        for one in statement_fields.of(kind)
    }


def initial(kind: LineKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a line as its controls show them."""
    return {
        f"{PREFIX}{one.name}": _shown(one, values.get(one.name))
        for one in statement_fields.of(kind)
    }


def said(kind: LineKind, cleaned: Mapping[str, Any], *, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What the controls say. Values that have no control stay as they were: `measured`."""
    names = {one.name for one in statement_fields.of(kind)}
    told = {name: value for name, value in kept.items() if name not in names}
    for one in statement_fields.of(kind):
        value = _read(one, cleaned.get(f"{PREFIX}{one.name}"))
        if value not in (None, "", [], ()):
            told[one.name] = value
    return told


def _control(field: Field, volumes: Names, kept: Any) -> forms.Field:
    options: dict[str, Any] = {"label": field.label, "help_text": field.help, "required": False}
    if field.control == "volume":
        return forms.ChoiceField(choices=_with_blank(volumes.items()), **options)
    if field.choices:
        return forms.ChoiceField(choices=_with_blank(field.choices), **options)
    if field.control == "bands":
        return BandsField(kept=len(kept or ()), **_unrequired(options))
    return _CONTROLS[field.control](options)


def _with_blank(choices: Iterable[Any]) -> list[Any]:
    return [("", _now("non dit")), *choices]


def _text(options: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=LONGEST, **options)


def _long(options: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}), **options)


def _whole(options: dict[str, Any]) -> forms.Field:
    return forms.IntegerField(min_value=-366, max_value=1000, **options)


def _hour(options: dict[str, Any]) -> forms.Field:
    box = forms.TextInput(attrs={"type": "time"})
    return forms.RegexField(r"^([01]\d|2[0-3]):[0-5]\d$", widget=box, **options)


def _topics(options: dict[str, Any]) -> forms.Field:
    boxes = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
    choices = [(code, statement_sentences.topic(code)) for code in TOPICS]
    return forms.MultipleChoiceField(choices=choices, widget=boxes, **options)


def _metric(options: dict[str, Any]) -> forms.Field:
    choices = [(code, metric.label) for code, metric in BUILT_IN.items()]
    return forms.ChoiceField(choices=_with_blank(choices), **options)


def _measure(options: dict[str, Any]) -> forms.Field:
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in works.measures():
        groups.setdefault(one.group, []).append((one.code, one.title))
    return forms.ChoiceField(choices=_with_blank(groups.items()), **options)


_CONTROLS: Mapping[str, Callable[[dict[str, Any]], forms.Field]] = {
    "text": _text,
    "long": _long,
    "list": _long,
    "number": lambda options: NumberField(**options),
    "whole": _whole,
    "yes": lambda options: forms.BooleanField(**options),
    "hour": _hour,
    "topics": _topics,
    "metric": _metric,
    "measure": _measure,
    "months": lambda options: MonthsField(**_unrequired(options)),
}


def _unrequired(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name != "required"}


def _shown(field: Field, value: Any) -> Any:
    if field.control == "list":
        return "\n".join(map(str, value or ()))
    if isinstance(value, bool) and field.choices:
        return "true" if value else "false"
    return value


def _read(field: Field, value: Any) -> Any:
    if field.control == "list":
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]
    if field.control == "yes":
        return value or None
    if field.choices and value in ("true", "false"):
        return value == "true"
    return value
