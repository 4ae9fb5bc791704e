"""Links by which a provider, or a site without accounts, says its steps done: made, revoked, and
what is done by them."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.cycle_enums import DoneWay
from timonerie.domains.reporting.models import Cycle, CycleLink, RunStep
from timonerie.domains.reporting.operations import cycle_checks as checks
from timonerie.domains.reporting.operations import cycle_doing
from timonerie.domains.reporting.operations.cycle_doing import Done, Said
from timonerie.domains.reporting.queries import cycles as queries
from timonerie.domains.reporting.queries.cycle_links import NoSuchLink
from timonerie.domains.sourcing.operations.offer_checks import BY_LINK
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.secrets import digest

USUAL_DAYS, MOST_DAYS = 90, 120
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Made:
    """A link and its secret, which is told once."""

    link: CycleLink
    token: str


def make(
    *,
    by: Actor,
    at: datetime,
    cycle: Cycle,
    provider: Provider | None = None,
    site: Unit | None = None,
    recipient: str,
    days: int = USUAL_DAYS,
) -> Made:
    """Let who holds the link say done the steps of one side of a cycle, and see nothing else.

    Raises Refused: both sides or none, one that has no part in it, no recipient, out of bounds."""
    checks.require_write(by, at=at, cycle=cycle)
    recipient = checks.line(recipient, 150, "recipient", required=True)
    if (provider is None) == (site is None):
        raise Refused(_("Un lien est pour le prestataire, ou pour un site."), field="holder")
    if site is not None and not cycle.sites.filter(site=site).exists():
        raise Refused(_("Choisissez l’un des sites de ce cycle."), field="holder")
    if provider is not None and provider.pk not in _firms(cycle):
        raise Refused(_("Ce prestataire n’a pas d’étape dans ce cycle."), field="holder")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("La durée va de 1 à %(most)s jours.") % {"most": MOST_DAYS}, field="days")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        link: CycleLink = CycleLink.objects.create(
            cycle=cycle,
            provider=provider,
            site=site,
            recipient=recipient,
            token_sha256=digest(token),
            made_at=at,
            expires_at=at + timedelta(days=days),
        )
        told = {"recipient": recipient, "to": timezone.localdate(link.expires_at).isoformat()}
        checks.audited(by, at, "cycle.link_made", cycle, told)
    return Made(link, token)


def _firms(cycle: Cycle) -> set[int | None]:
    theirs = cycle.versions.filter(steps__provider__isnull=False)
    return {cycle.provider_id, *theirs.values_list("steps__provider", flat=True)}


def revoke(*, by: Actor, at: datetime, link: CycleLink) -> None:
    """Its next opening says that it serves no more; what was done by it stays. Twice is once."""
    checks.require_write(by, at=at, cycle=link.cycle)
    with transaction.atomic():
        row: CycleLink = CycleLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
        if row.revoked_at is not None:
            return
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        checks.audited(by, at, "cycle.link_revoked", link.cycle, {"recipient": row.recipient})


def do(*, link: CycleLink, at: datetime, step_id: UUID, said: Said) -> Done:
    """Say a step done by its link. The company of the link must be the current one.

    Raises NoSuchLink: revoked or past its day meanwhile. Refused: as `cycle_doing.do`, and for a
    step that is not of this link."""
    with transaction.atomic():
        row, step = _step(link, at, step_id)
        return cycle_doing.settle(by=_by(row), at=at, step=step, said=said, way=DoneWay.LINK)


def undo(*, link: CycleLink, at: datetime, step_id: UUID) -> None:
    """A step said done by a link is due again. Raises as `do`."""
    with transaction.atomic():
        row, step = _step(link, at, step_id)
        if step.way not in ("", DoneWay.LINK):
            raise Refused(_("Cette étape a été dite par l’entreprise : demandez-lui de l’annuler."))
        cycle_doing.take_back(by=_by(row), at=at, step=step)


def _step(link: CycleLink, at: datetime, step_id: UUID) -> tuple[CycleLink, RunStep]:
    rows = CycleLink.objects.select_related("cycle", "provider", "site")
    row: CycleLink = rows.select_for_update(of=("self",)).get(pk=link.pk)
    if not row.is_open(at=at):
        raise NoSuchLink(link.pk)
    step = queries.of_link(row).filter(public_id=step_id).select_related("run__cycle").first()
    if step is None:
        raise Refused(_("Cette étape n’est plus à faire par ce lien."))
    row.used_at = at
    row.save(update_fields=["used_at"])
    return row, step


def _by(link: CycleLink) -> Actor:
    return Actor(company_id=link.company_id, name=BY_LINK, role=Role.PROVIDER)
