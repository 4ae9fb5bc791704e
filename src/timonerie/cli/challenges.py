"""`timonerie challenges`: the matters opened with the providers; `timonerie chronology`: what
happened with one of them, for counsel."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.cli.refusals import fail
from timonerie.domains.challenge.enums import ChallengeState
from timonerie.domains.challenge.models import Challenge
from timonerie.domains.challenge.papers import chronologies
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.domains.challenge.queries.chronology import registry
from timonerie.domains.challenge.queries.chronology.shapes import Entry
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts import actors
from timonerie.foundations.documents.inert import inert
from timonerie.foundations.scope import current
from timonerie.foundations.wording import formats

KINDS = (".csv", ".pdf")


@click.command()
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--all", "with_closed", is_flag=True, help="Avec ceux qui sont clos.")
@click.option("--json", "as_json", is_flag=True)
def challenges(slug: str, with_closed: bool, as_json: bool) -> None:
    """Dit les recadrages des prestataires, leur dernière marche et la réponse attendue."""
    company = output.company_called(slug)
    with current.company(company.pk), timezone.override(company.zone):
        by, on = actors.system(company), timezone.localdate()
        found = queries.listed(by, on=on)
        kept = [one for one in found if with_closed or one.state == ChallengeState.OPEN]
        if as_json:
            output.as_json([_answer(one) for one in kept])
            return
        if not kept:
            click.echo("Aucun recadrage n’est ouvert.")
        for one in kept:
            click.echo(_line(one))


def _line(one: Challenge) -> str:
    last, facts = queries.last_step(one), len(queries.standing(one))
    told = f"{one.provider.name} : {one.title}, {facts} fait(s)"
    if last is None:
        return f"{told}, aucune marche prise"
    if queries.is_answered(last):
        return f"{told}, {last.get_rung_display()}, réponse reçue"
    if queries.sending(last) is None:
        return f"{told}, {last.get_rung_display()}, lettre à envoyer"
    return f"{told}, {last.get_rung_display()}, réponse attendue le {formats.day(last.due_on)}"


def _answer(one: Challenge) -> dict[str, Any]:
    last = queries.last_step(one)
    return {
        "id": str(one.public_id),
        "provider": one.provider.name,
        "title": one.title,
        "state": one.state,
        "facts": len(queries.standing(one)),
        "rung": last.rung if last else None,
        "answer_due": last.due_on.isoformat() if last else None,
        "is_answered": last is not None and queries.is_answered(last),
        "opened_on": one.opened_on.isoformat(),
    }


@click.command()
@click.argument("provider")
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option(
    "--to",
    "out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Fichier à écrire, en .csv ou en .pdf ; sans lui, la chronologie se lit à l’écran.",
)
def chronology(provider: str, slug: str, out: Path | None) -> None:
    """Dit la chronologie d’un prestataire : fait, preuve, date, courrier, à faire valider par un
    conseil."""
    company = output.company_called(slug)
    if out is not None and out.suffix.lower() not in KINDS:
        fail(f"« {out.name} » : choisissez un nom en .csv ou en .pdf.")
    with current.company(company.pk), timezone.override(company.zone):
        by, on = actors.system(company), timezone.localdate()
        firm = _called(provider)
        found = registry.entries(by, firm, on=on)
        if out is None:
            for one in found:
                click.echo(" · ".join(part for part in chronologies.row(one) if part != "—"))
            return
        if out.suffix.lower() == ".csv":
            _as_csv(out, found)
        else:
            paper = chronologies.made(firm, found, company=company.name, on=on)
            out.write_bytes(paper.content)
        click.echo(f"{out} : {len(found)} lignes")


def _called(name: str) -> Provider:
    """By its name or its code; exits with those that exist."""
    rows = Provider.objects.active()
    found: Provider | None = rows.filter(name__iexact=name).first()
    found = found or rows.filter(code=name).first()
    if found is None:
        known = ", ".join(rows.order_by("name").values_list("name", flat=True)) or "aucun"
        fail(f"Le prestataire « {name} » n’existe pas (connus : {known}).")
    return found


def _as_csv(out: Path, found: Sequence[Entry]) -> None:
    """Semicolons and a byte order mark, as French spreadsheets expect; nothing there runs."""
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(chronologies.header())
        for one in found:
            writer.writerow([inert(cell) for cell in chronologies.row(one)])
