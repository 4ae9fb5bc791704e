"""What a restored database must hold, as its manifest says. Runs on the restored copy."""

from django.db import connection

from timonerie.foundations.audit import queries as audit
from timonerie.foundations.audit.models import Head
from timonerie.foundations.backups import schema
from timonerie.foundations.backups.manifest import Manifest
from timonerie.foundations.documents import queries as documents
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


def faults(manifest: Manifest) -> list[str]:
    """Counts first, on the tables as they were; the rest once they are up to date."""
    found = list(_counts(manifest))
    schema.be_of_today()
    found += _heads(manifest)
    for company in Company.objects.order_by("slug"):
        with current.company(company.pk):
            broken = audit.verify(company_id=company.pk)
            if broken:
                first = broken[0]
                found.append(
                    f"La piste d’audit de « {company.slug} » est altérée à l’acte {first.seq} :"
                    f" {first.reason}."
                )
            found += [
                f"Un fichier déposé de « {company.slug} » manque ou a changé : {blob.name}."
                for blob in documents.faulty(company=company)
            ]
    return found


def _counts(manifest: Manifest) -> list[str]:
    found = []
    with connection.cursor() as cursor:
        known = set(connection.introspection.table_names(cursor))
        for table, expected in manifest.rows.items():
            if table not in known:
                found.append(f"La table {table} manque.")
                continue
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            count = cursor.fetchone()[0]
            if count != expected:
                found.append(f"La table {table} a {count} lignes, au lieu de {expected}.")
    return found


def _heads(manifest: Manifest) -> list[str]:
    stored = {
        company.public_id.hex: Head.objects.filter(company_id=company.pk).first()
        for company in Company.objects.all()
    }
    found = []
    for head in manifest.heads:
        mine = stored.get(head.company)
        if mine is None or (mine.seq, mine.hash) != (head.seq, head.hash):
            found.append(
                f"Le dernier acte de la société {head.company} n’est pas celui du manifeste."
            )
    return found
