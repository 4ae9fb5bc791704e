"""How commands speak: JSON on the output, errors in French on the error output, exit code 2."""

import json
from typing import Any

import click
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from timonerie.cli.refusals import fail as fail
from timonerie.foundations.scope.models import Company


def as_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def ready_database() -> None:
    """Bring the tables up to date: an embedded database needs no separate step."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


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
