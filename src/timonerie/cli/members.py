"""`timonerie member`: the first accounts, before anybody can sign in."""

import secrets
import sys
from datetime import datetime

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.organisation.operations import members
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts import actors, factors, links
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope import current

WORDS = 4
"""Parts of a password drawn for somebody: 4 times 32 bits."""


@click.group()
def member() -> None:
    """Les comptes d’une société."""


@member.command()
@click.argument("email")
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--name", required=True, help="Nom de la personne.")
@click.option("--role", type=click.Choice(Role.values), default=Role.DIRECTOR.value)
@click.option(
    "--password-stdin", is_flag=True, help="Lit le mot de passe ; sans cela, il est tiré au sort."
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Dernier jour, AAAA-MM-JJ.")
def add(
    email: str, slug: str, name: str, role: str, password_stdin: bool, until: datetime | None
) -> None:
    """Donne un rôle à EMAIL, et un compte s’il n’en a pas."""
    company = output.company_called(slug)
    known = User.objects.filter(email=email.strip().lower()).exists()
    password = sys.stdin.readline().strip() if password_stdin else _drawn()
    now = timezone.now()
    with current.company(company.pk):
        try:
            members.create(
                by=actors.system(company),
                at=now,
                company=company,
                email=email,
                name=name,
                role=role,
                password=password,
                start_date=timezone.localdate(),
                end_date=until.date() if until else None,
            )
        except Refused as refusal:
            output.fail(refusal.message)
    click.echo(f"{email} entre dans « {company.name} » : {Role(role).label}.")
    if known:
        click.echo("Le compte existait : son mot de passe ne change pas.")
    elif not password_stdin:
        click.echo(f"Mot de passe, montré cette seule fois : {password}")


@member.command("reset-factor")
@click.argument("email")
def reset_factor(email: str) -> None:
    """Retire le deuxième facteur d’EMAIL et termine ses sessions : téléphone et codes perdus."""
    user = _user(email)
    factors.reset(user)
    click.echo(f"{user.email} n’a plus de deuxième facteur, et ses sessions sont terminées.")
    click.echo("À sa prochaine connexion, son rôle peut lui en demander un nouveau.")


@member.command()
@click.argument("email")
def unlink(email: str) -> None:
    """Défait ce qui relie EMAIL à une personne d’un fournisseur d’identité."""
    user = _user(email)
    undone, _kinds = user.identities.all().delete()
    click.echo(f"{user.email} : {undone} lien(s) défait(s).")


@member.command()
@click.argument("email")
def link(email: str) -> None:
    """Fait un lien, bon une heure, par lequel EMAIL choisit un mot de passe."""
    user = _user(email)
    token = links.for_forgetful(user=user, at=timezone.now())
    click.echo(f"À transmettre à {user.name}, montré cette seule fois :")
    click.echo(links.address(token))


def _user(email: str) -> User:
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        output.fail(f"Personne n’a l’adresse {email} : vérifiez-la dans Réglages, Accès.")
    return user


def _drawn() -> str:
    return "-".join(secrets.token_hex(4) for _rank in range(WORDS))
