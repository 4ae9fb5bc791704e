"""`timonerie digest`: what somebody would be written on a day, without writing it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import click
from django.utils import timezone

from timonerie.cli import output, refusals
from timonerie.domains.publications import composer
from timonerie.domains.publications.enums import DigestKind
from timonerie.domains.publications.queries import receivers
from timonerie.domains.publications.queries.receivers import Receiver
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--to", "email", required=True, help="Adresse du compte qui lit.")
@click.option("--on", "day", type=DAY, help="Jour, aujourd’hui par défaut.")
@click.option("--html", "as_html", is_flag=True, help="Tel que mis en page.")
def digest(slug: str, email: str, day: datetime | None, as_html: bool) -> None:
    """Montre le courrier du lundi, ou le récapitulatif d’un autre jour, d’EMAIL ; rien ne part."""
    company = output.company_called(slug)
    with current.company(company.pk), timezone.override(company.zone):
        on = day.date() if day else timezone.localdate()
        receiver = _receiver(company, email, on)
        kind = DigestKind.WEEKLY if on.weekday() == 0 else DigestKind.DAILY
        at = datetime.combine(on, time(8), ZoneInfo(company.zone))
        written = composer.compose()(receiver=receiver, kind=kind, on=on, at=at)
    if written is None:
        click.echo("Rien de nouveau ce jour-là : aucun message ne partirait.")
        return
    click.echo(written.html if as_html else f"{written.subject}\n\n{written.text}")


def _receiver(company: Company, email: str, on: date) -> Receiver:
    found = receivers.on_day(company, on=on)
    named = next((one for one in found if one.membership.user.email == email.lower()), None)
    return named or refusals.fail(
        f"{email} ne reçoit rien de {company.slug} ce jour-là : pas d’accès, ou une absence."
        " Voyez `timonerie members`."
    )
