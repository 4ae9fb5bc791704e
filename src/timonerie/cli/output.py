"""How commands speak: JSON on the output, errors in French on the error output, exit code 2."""

import json
from typing import Any

import click

from timonerie.cli.refusals import fail as fail
from timonerie.foundations import tables
from timonerie.foundations.scope.models import Company


def as_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def ready_database() -> None:
    """Bring the tables up to date: an embedded database needs no separate step."""
    tables.bring_up_to_date()


def company_called(slug: str) -> Company:
    """The company of a command, or exit 2 with what to type."""
    ready_database()
    company = Company.objects.filter(slug=slug).first()
    if company is None:
        known = ", ".join(Company.objects.values_list("slug", flat=True)) or "aucune"
        fail(
            f"La société « {slug} » n’existe pas (connues : {known}). "
            f"Créez-la : timonerie init --company {slug}"
        )
    return company
