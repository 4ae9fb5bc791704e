"""`timonerie demo`: an invented group, filled and served in less than a minute."""

import socket
from datetime import date, datetime

import click
from babel.dates import format_date
from django.utils import timezone

from timonerie.cli import output, serve
from timonerie.cli.demo import folder, loader, second
from timonerie.cli.demo.people import PASSWORD
from timonerie.cli.demo.plan import DEFAULT_SEED, Plan

OWN_FILE = (
    ("créer votre société", 'timonerie init --company ma-societe --name "Ma société"'),
    (
        "voir ce que vos colonnes veulent dire (un brouillon, rien n’est gardé)",
        'timonerie import tickets.csv --company ma-societe --source "Tickets" --dry-run',
    ),
    (
        "importer avec votre correspondance",
        'timonerie import tickets.csv --company ma-societe --source "Tickets"'
        " --mapping mapping.toml",
    ),
    ("lire les chiffres", "timonerie indicators --company ma-societe --by site,month"),
    (
        "ouvrir votre compte",
        'timonerie member add vous@exemple.fr --company ma-societe --name "Vous"',
    ),
    ("les voir à l’écran", "timonerie serve --port 8001"),
)


@click.command()
@click.option("--host", default="127.0.0.1", help="Adresse d’écoute.")
@click.option("--port", default=8000, type=int, help="Port d’écoute.")
@click.option("--no-serve", is_flag=True, help="Remplit, sans servir.")
@click.option("--seed", default=DEFAULT_SEED, type=int, help="Graine du tirage.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Date du jour supposée ; les faits s’arrêtent au dernier mois complet.",
)
def demo(host: str, port: int, no_serve: bool, seed: int, as_of: datetime | None) -> None:
    """Remplit un groupe inventé avec trois ans de faits, et le sert."""
    today = as_of.date() if as_of else timezone.localdate()
    if not no_serve and not _is_free(host, port):
        output.fail(f"Le port {port} est déjà pris. Choisissez-en un autre : --port {port + 1}")
    plan = Plan.of(seed=seed, as_of=today)
    _fill(plan)
    _introduce(plan, None if no_serve else f"http://{host}:{port}/")
    if not no_serve:
        serve.run(host=host, port=port)


def _fill(plan: Plan) -> None:
    if folder.is_ready(plan):
        output.ready_database()
        return
    start = timezone.now()
    try:
        folder.prepare(plan)
    except folder.NotOurs as refusal:
        output.fail(str(refusal))
    loader.load(plan, say=click.echo, now=start)
    second.load(plan)
    folder.finish(plan)
    click.echo(f"Prêt en {(timezone.now() - start).total_seconds():.0f} s.")


def _introduce(plan: Plan, address: str | None) -> None:
    click.echo(f"\n{plan.name}, du {_day(plan.horizon.first)} au {_day(plan.horizon.last_day)}.")
    if address:
        click.echo(f"\nAdresse : {address}")
    click.echo(f"\nComptes (mot de passe : {PASSWORD})")
    for user in (*plan.users, *second.USERS):
        click.echo(f"  {user.email:28} {user.role.label} : {user.sees}")
    click.echo("\nCe qui a été glissé dans les faits (détail : docs/guide/demo.md)")
    for each in plan.planted:
        click.echo(f"  {_day(each.first_day)} – {_day(each.last_day)}  {each.title}")
    click.echo("\nPour importer votre propre fichier, dans un autre terminal :")
    for rank, (why, command) in enumerate(OWN_FILE, start=1):
        click.echo(f"  {rank}. {why}\n     {command}")
    click.echo("")


def _day(day: date) -> str:
    return format_date(day, "d MMM y", locale="fr")


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # A server stopped a moment ago leaves the port waiting: that is free for us.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
