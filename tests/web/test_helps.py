"""Every field of what is kept, entrusted, asked for and offered says what to put in it."""

import inspect
from collections.abc import Iterator
from importlib import import_module

import pytest
from django import forms

MODULES = (
    *(
        "activities",
        "answering",
        "benefits",
        "challenges",
        "claims",
        "costs",
        "deciding",
        "evaluating",
    ),
    *("contracts", "contract_indexing", "contract_lives", "contract_prices", "holding"),
    *("clauses", "knowing", "levels", "missions", "obligations", "offers", "provider_files"),
    *("calendar_feeds", "due_reports", "duties", "processing", "renewals", "scores", "statements"),
    *("flashes", "voices"),
    *("calendar_feeds", "duties", "processing", "renewals", "scores", "statements"),
    *("taking_over", "weights", "messages"),
)


def every() -> Iterator[type[forms.Form]]:
    for name in MODULES:
        module = import_module(f"timonerie.web.forms.{name}")
        for _name, one in inspect.getmembers(module, inspect.isclass):
            if issubclass(one, forms.Form) and one.__module__ == module.__name__:
                yield one


@pytest.mark.parametrize("form", list(every()), ids=lambda one: one.__name__)
def test_every_field_has_its_help(form: type[forms.Form]) -> None:
    silent = [
        name
        for name, field in form.base_fields.items()
        if not field.widget.is_hidden and not str(field.help_text)
    ]
    assert silent == []
