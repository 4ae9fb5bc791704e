"""`timonerie doctor`: is everything as it must be, and what to do where it is not."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

import click
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.facts.operations import sweeping
from timonerie.domains.facts.queries import health
from timonerie.domains.performance.operations import indicators, results
from timonerie.foundations.accounts import actors
from timonerie.foundations.audit import checkpoints
from timonerie.foundations.audit import queries as audit
from timonerie.foundations.backups import queries as backups
from timonerie.foundations.backups import restoration
from timonerie.foundations.documents import confinement
from timonerie.foundations.documents import queries as documents
from timonerie.foundations.documents.papers import languages
from timonerie.foundations.notifications import remedies, transport
from timonerie.foundations.portability import removals
from timonerie.foundations.scope import current, triggers
from timonerie.foundations.scope.models import Company

SQLITE = {"journal_mode": "wal", "foreign_keys": "1", "synchronous": "2"}
POSTGRESQL = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
OLDEST = 150_000
OLDEST_BACKUP = timedelta(hours=48)
WITHOUT_BACKUP = timedelta(days=7)
"""How long a company may live before its first backup."""
BUNDLES = ("build/app.js", "build/app.css")
SHOWN = 5


@dataclass(frozen=True)
class Finding:
    """One check: `wrong` says in French what is not as it must be, empty when all is well; `note`
    what is well, and worth knowing."""

    check: str
    company: str = ""
    wrong: str = ""
    remedy: str = ""
    fixed: bool = False
    note: str = ""

    @property
    def ok(self) -> bool:
        return self.fixed or not self.wrong


@click.command()
@click.option("--fix", is_flag=True, help="Répare ce qui peut l’être sans perte.")
@click.option("--json", "as_json", is_flag=True)
def doctor(fix: bool, as_json: bool) -> None:
    """Vérifie l’installation et les données ; dit quoi faire."""
    findings = list(_examine(fix=fix))
    healthy = all(finding.ok for finding in findings)
    if as_json:
        rows = [{**asdict(finding), "ok": finding.ok} for finding in findings]
        output.as_json({"ok": healthy, "findings": rows})
    else:
        for finding in findings:
            _tell(finding)
        click.echo("Tout va bien." if healthy else "Des points sont à corriger.")
    if not healthy:
        sys.exit(1)


def _tell(finding: Finding) -> None:
    name = f"{finding.check} ({finding.company})" if finding.company else finding.check
    if not finding.wrong:
        click.echo(f"bon      {name}{f' : {finding.note}' if finding.note else ''}")
        return
    click.echo(f"{'réparé ' if finding.fixed else 'FAUTE  '}  {name} : {finding.wrong}")
    if not finding.fixed:
        click.echo(f"         à faire : {finding.remedy}")


def of_facts(company: Company) -> Iterator[Finding]:
    """What must hold of the facts of the current company, wherever its files came from."""
    files = _fact_files(company)
    yield files
    if files.ok:
        yield _cases(company)


def _examine(*, fix: bool) -> Iterator[Finding]:
    folder = _data_folder()
    yield folder
    yield _static_files()
    if folder.ok:
        yield _readers()
        yield _scans()
        yield _leftovers(fix=fix)
    yield _mail()
    reached = _database()
    yield reached
    if not reached.ok:
        return
    migrated = _migrations()
    yield _engine_settings()
    yield migrated
    if not migrated.ok:
        return
    yield _guards(fix=fix)
    yield _restoration()
    yield _backups()
    yield _removed(fix=fix)
    for company in Company.objects.order_by("slug"):
        with current.company(company.pk):
            yield _audit_chain(company)
            yield _received_files(company)
            findings = list(of_facts(company))
            yield from findings
            yield _orphans(company, fix=fix)
            if all(finding.ok for finding in findings):
                yield _results(company, fix=fix)


def _data_folder() -> Finding:
    folder = Path(settings.DATA_DIR)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Finding(
            "data folder",
            wrong=f"le dossier {folder} ne peut pas être lu et écrit.",
            remedy=f"donnez-le au compte qui fait tourner Timonerie : chown … {folder}",
        )
    secret = folder / "secret_key"
    open_ones = [path for path in (folder, secret) if path.exists() and path.stat().st_mode & 0o077]
    if open_ones:
        names = " ".join(map(str, open_ones))
        return Finding(
            "data folder",
            wrong=f"d’autres comptes de la machine ont des droits sur {names}.",
            remedy=f"chmod go-rwx {names}",
        )
    return Finding("data folder")


def _static_files() -> Finding:
    absent = [name for name in BUNDLES if finders.find(name) is None]
    if absent:
        return Finding(
            "static files",
            wrong=f"les fichiers des écrans ne sont pas construits ({', '.join(absent)}).",
            remedy="make setup",
        )
    return Finding("static files")


def _readers() -> Finding:
    """Received files are read by children that the kernel binds, as far as it agrees to."""
    granted = confinement.in_force()
    refused = [] if granted.network else ["le réseau ne peut pas leur être coupé"]
    refused += [] if granted.writes else ["leurs écritures ne peuvent pas être enfermées"]
    if not refused:
        return Finding("file readers")
    return Finding(
        "file readers",
        note="le noyau ne confine pas tout à fait ceux qui lisent les fichiers reçus : "
        f"{', '.join(refused)}. Mémoire et temps leur restent comptés",
    )


def _scans() -> Finding:
    """Scans are read where the French of Tesseract is there; it is an option of the machine."""
    if languages.folder() is not None:
        return Finding("scanned pages")
    return Finding(
        "scanned pages",
        note="les pages numérisées des contrats ne peuvent pas être lues ici ; pour les lire : "
        f"apt-get install {languages.PACKAGE}",
    )


def _mail() -> Finding:
    """Somebody is let in by the server of mail; nothing is written to anybody."""
    if not transport.is_configured():
        return Finding("mail", note="aucun serveur de courrier : chacun lit ses messages ici")
    try:
        with transport.opened():
            return Finding("mail")
    except transport.Undelivered as error:
        said = f" ({error.said})" if error.said else ""
        return Finding(
            "mail", wrong=f"{error.fault.label}{said}", remedy=remedies.remedy(error.fault)
        )


def _leftovers(*, fix: bool) -> Finding:
    found = confinement.leftovers(at=timezone.now())
    if not found:
        return Finding("reading folders")
    if fix:
        for folder in found:
            shutil.rmtree(folder, ignore_errors=True)
    return Finding(
        "reading folders",
        wrong=f"{len(found)} dossiers de lecture sont restés d’un travail coupé.",
        remedy="timonerie doctor --fix",
        fixed=fix,
    )


def _database() -> Finding:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return Finding(
            "database",
            wrong=f"la base de données ne répond pas : {error}",
            remedy="vérifiez TIMONERIE_DATABASE, et que le serveur tourne",
        )
    return Finding("database")


def _engine_settings() -> Finding:
    expected = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    found = {name: _setting(name) for name in expected}
    wrong = [f"{name} = {found[name]}" for name in expected if found[name] != expected[name]]
    if connection.vendor == "sqlite":
        check = _setting("quick_check")
        wrong += [] if check == "ok" else [f"base abîmée : {check}"]
        remedy = "redémarrez Timonerie ; si la base est abîmée, restaurez une sauvegarde"
    else:
        version = int(_setting("server_version_num"))
        wrong += [] if version >= OLDEST else [f"version {version // 10_000}, trop ancienne"]
        remedy = "dans postgresql.conf : " + ", ".join(f"{k} = {v}" for k, v in expected.items())
    if wrong:
        return Finding(
            "database settings",
            wrong=f"une coupure de courant peut perdre des données ({', '.join(wrong)}).",
            remedy=remedy,
        )
    return Finding("database settings")


def _setting(name: str) -> str:
    word = "PRAGMA" if connection.vendor == "sqlite" else "SHOW"
    with connection.cursor() as cursor:
        # `name` is one of the constants above.
        cursor.execute(f"{word} {name}")
        return str(cursor.fetchone()[0]).lower()


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return Finding(
            "migrations",
            wrong=f"{len(waiting)} mises à jour de la base attendent.",
            remedy="timonerie migrate",
        )
    return Finding("migrations")


def _restoration() -> Finding:
    if restoration.stage().exists():
        return Finding(
            "restoration",
            wrong="une restauration a été coupée avant sa fin.",
            remedy="relancez timonerie restore avec le même fichier",
        )
    return Finding("restoration")


def _backups() -> Finding:
    now, last = timezone.now(), backups.last_backup()
    if last is not None and now - last <= OLDEST_BACKUP:
        return Finding("backups", note=f"la dernière a {_age(now - last)}")
    remedy = "timonerie backup, chaque jour (voir le guide « Les sauvegardes »)"
    if last is not None:
        return Finding("backups", wrong=f"la dernière a {_age(now - last)}.", remedy=remedy)
    if Company.objects.filter(created_at__lt=now - WITHOUT_BACKUP).exists():
        return Finding("backups", wrong="il n’y a aucune sauvegarde.", remedy=remedy)
    return Finding("backups", note="aucune pour l’instant")


def _removed(*, fix: bool) -> Finding:
    found = removals.left_behind()
    if not found:
        return Finding("removed companies")
    if fix:
        for public_id in found:
            removals.delete_files(public_id)
    return Finding(
        "removed companies",
        wrong=f"{len(found)} sociétés retirées ont encore des fichiers.",
        remedy="timonerie doctor --fix",
        fixed=fix,
    )


def _age(since: timedelta) -> str:
    hours = int(since.total_seconds() // 3600)
    return f"{hours} h" if hours < 48 else f"{hours // 24} jours"


def _received_files(company: Company) -> Finding:
    faults = [blob.name for blob in documents.faulty(company=company)]
    if not faults:
        return Finding("received files", company.slug)
    return Finding(
        "received files",
        company.slug,
        wrong=f"{len(faults)} fichiers déposés manquent ou ont changé"
        f" ({', '.join(faults[:SHOWN])}).",
        remedy="restaurez le dossier de la société depuis une sauvegarde",
    )


def _guards(*, fix: bool) -> Finding:
    absent = triggers.missing(using=DEFAULT_DB_ALIAS)
    if not absent:
        return Finding("database guards")
    if fix:
        triggers.install(using=DEFAULT_DB_ALIAS)
    shown = ", ".join(absent[:SHOWN])
    return Finding(
        "database guards",
        wrong=f"la base laisserait passer ce qu’elle doit refuser ({len(absent)} : {shown}).",
        remedy="timonerie doctor --fix",
        fixed=fix and triggers.are_on(DEFAULT_DB_ALIAS),
    )


def _audit_chain(company: Company) -> Finding:
    try:
        known = checkpoints.read(checkpoints.path(company.public_id))
    except checkpoints.Unreadable as error:
        return Finding(
            "audit chain",
            company.slug,
            wrong=f"{error}.",
            remedy="remettez la copie de ce fichier que vous gardez ailleurs",
        )
    faults = audit.verify(company_id=company.pk, checkpoints=known)
    if not faults:
        return Finding("audit chain", company.slug)
    shown = ", ".join(f"{fault.seq} : {fault.reason}" for fault in faults[:SHOWN])
    return Finding(
        "audit chain",
        company.slug,
        wrong=f"la piste d’audit est altérée ({shown}).",
        remedy="comparez avec une sauvegarde ; timonerie audit verify donne la liste",
    )


def _fact_files(company: Company) -> Finding:
    faults = list(health.faulty_files(company=company))
    if not faults:
        return Finding("fact files", company.slug)
    shown = ", ".join(
        f"{name} : " + ("absent ou illisible" if found is None else f"{found} lignes sur {rows}")
        for name, rows, found in faults[:SHOWN]
    )
    return Finding(
        "fact files",
        company.slug,
        wrong=f"{len(faults)} fichiers de faits ne sont pas ceux du registre ({shown}).",
        remedy="restaurez le dossier de la société depuis une sauvegarde",
    )


def _orphans(company: Company, *, fix: bool) -> Finding:
    act = sweeping.sweep if fix else sweeping.orphans
    found = act(company=company, at=timezone.now())
    if not found:
        return Finding("orphan files", company.slug)
    shown = ", ".join(path.name for path in found[:SHOWN])
    return Finding(
        "orphan files",
        company.slug,
        wrong=f"{len(found)} fichiers ne servent à rien, restes d’un travail coupé ({shown}).",
        remedy="timonerie doctor --fix",
        fixed=fix,
    )


def _cases(company: Company) -> Finding:
    doubled = health.doubled_cases()
    if not doubled:
        return Finding("cases", company.slug)
    return Finding(
        "cases",
        company.slug,
        wrong=f"{doubled} dossiers comptent plusieurs fois.",
        remedy="annulez puis importez de nouveau le dernier fichier de la source",
    )


def _results(company: Company, *, fix: bool) -> Finding:
    if results.up_to_date(on=timezone.localdate()):
        return Finding("results", company.slug)
    if fix:
        indicators.ensure_built_in(by=actors.system(company), at=timezone.now())
        results.refresh(at=timezone.now())
    return Finding(
        "results",
        company.slug,
        wrong="les indicateurs enregistrés ne suivent pas les derniers faits.",
        remedy="timonerie doctor --fix",
        fixed=fix,
    )
