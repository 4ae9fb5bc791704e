"""Whether this version of the product knows the tables of a backup, and their way to it."""

from django.db import DEFAULT_DB_ALIAS
from django.db.migrations.loader import MigrationLoader

from timonerie.foundations import tables
from timonerie.foundations.backups.faults import BackupRefused
from timonerie.foundations.backups.manifest import Manifest
from timonerie.foundations.scope import triggers


def refuse_newer(manifest: Manifest) -> None:
    """Raises BackupRefused when the backup comes from a later version than ours."""
    graph = MigrationLoader(None).graph.nodes
    known = {f"{application}.{name}" for application, name in graph}
    unknown = sorted(set(manifest.migrations) - known)
    if unknown:
        raise BackupRefused(
            f"La sauvegarde vient d’une version plus récente de Timonerie ({manifest.product} ;"
            f" {len(unknown)} mises à jour inconnues ici, dont {unknown[0]}) :"
            " installez-la d’abord."
        )


def be_of_today() -> None:
    """Bring restored tables to this version; the guards that a backup lacked are put back."""
    tables.bring_up_to_date()
    triggers.install(using=DEFAULT_DB_ALIAS)
