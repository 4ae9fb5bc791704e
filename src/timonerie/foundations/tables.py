"""The tables of the database: made at once where there are none, migrated where there are some.

Migrations replay how the tables came to be, one change after another, and each change has the
framework think again of every model that touches it. An empty database owes nothing to that past:
its tables are made as they stand after the last one, and all are written down as done.
"""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor


def bring_up_to_date(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Have the tables be those of this version."""
    connection = connections[using]
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan and connection.introspection.table_names():
        call_command("migrate", database=using, verbosity=0, interactive=False)
    elif plan:
        _make(executor, plan, using=using)


def _make(executor: MigrationExecutor, plan: list[Any], *, using: str) -> None:
    """Whole or not at all, the guards of the tables and the rows they begin with included."""
    with executor.connection.schema_editor(atomic=True) as editor:
        for model in executor.loader.project_state().apps.get_models():
            if model._meta.can_migrate(executor.connection):  # noqa: SLF001 - as `migrate` asks
                editor.create_model(model)
        for statement in editor.deferred_sql:
            editor.execute(statement)
        editor.deferred_sql.clear()
        executor.recorder.ensure_schema()
        for migration, _backwards in plan:
            executor.recorder.record_applied(migration.app_label, migration.name)
        ContentType.objects.clear_cache()
        emit_post_migrate_signal(verbosity=0, interactive=False, db=using, apps=apps, plan=plan)
