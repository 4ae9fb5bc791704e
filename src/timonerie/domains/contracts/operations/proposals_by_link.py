"""What a provider proposes by its link: kept line by line, applied by nobody yet."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Proposal, ProviderLink
from timonerie.domains.contracts.operations import subcontractors
from timonerie.domains.contracts.provider_enums import ProposalKind, ProposalState
from timonerie.domains.contracts.queries.provider_links import NoSuchLink
from timonerie.domains.organisation.models import Contact, Provider
from timonerie.domains.organisation.operations import provider_sheets
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.provider_sheets import Sheet
from timonerie.domains.organisation.team_rules import month_of
from timonerie.domains.sourcing.operations.offer_checks import BY_LINK
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit import operations as audit

FIELDS: Final = ("siren", "siret", "vat", "legal_form", "address", "website", "order_number")
"""What a provider may propose of its sheet, an identifier before what depends on it."""
MOST_AWAITING: Final = 60


@dataclass(frozen=True, kw_only=True)
class Line:
    kind: ProposalKind
    document: Mapping[str, Any]
    field: str = ""


def sheet(*, link: ProviderLink, at: datetime, values: Mapping[str, str]) -> int:
    """Propose fields of the sheet; what is not changed is left out. Returns how many lines.

    Raises:
        NoSuchLink: it was revoked or reached its day meanwhile.
        WrongIdentifier, Refused: as `provider_sheets.checked`; too many lines wait.
    """
    with _held(link, at) as row:
        provider = row.provider
        told: dict[str, Any] = {name: values[name] for name in FIELDS if name in values}
        checked = provider_sheets.checked(replace(Sheet.of(provider), **told))
        changed = [name for name in told if checked[name] != getattr(provider, name)]
        return _kept(row, at, [_of_field(name, checked[name]) for name in changed])


def roll(
    *, link: ProviderLink, at: datetime, left: Mapping[UUID, date], announced: bool | None
) -> int:
    """Answer for the month: everybody but those who left. Raises NoSuchLink, Refused."""
    with _held(link, at) as row:
        today = timezone.localdate(at)
        there = Contact.objects.filter(provider=row.provider, left_date=None)
        if not set(left) <= set(there.values_list("public_id", flat=True)):
            raise Refused(_("Une de ces personnes n’est plus dans l’équipe : rechargez la page."))
        if any(day > today for day in left.values()):
            raise Refused(_("Un dernier jour est à venir : notez-le quand il sera passé."))
        month = month_of(today).isoformat()
        days = {str(key): day.isoformat() for key, day in left.items()}
        document = {"month": month, "left": days, "announced": announced}
        return _kept(row, at, [Line(kind=ProposalKind.ROLL, document=document, field=month)])


def contact(*, link: ProviderLink, at: datetime, said: Mapping[str, Any]) -> int:
    """Name somebody more. Raises NoSuchLink, Refused."""
    name = " ".join(str(said["name"]).split())
    if not name:
        raise Refused(_("Donnez le nom de la personne."), field="name")
    arrived = said.get("arrived_date")
    document = {
        "name": name[:150],
        "role": str(said.get("role") or "")[:100],
        "email": str(said.get("email") or ""),
        "phone": str(said.get("phone") or "")[:30],
        "arrived": arrived.isoformat() if arrived else "",
    }
    with _held(link, at) as row:
        return _kept(row, at, [Line(kind=ProposalKind.CONTACT, document=document)])


def subcontractor(*, link: ProviderLink, at: datetime, said: subcontractors.Said) -> int:
    """Declare a sub-contractor. Raises NoSuchLink, WrongIdentifier, Refused."""
    with _held(link, at) as row:
        checked = subcontractors.check(row.provider, said)
        document = {name: checked[name] for name in ("name", "task", "siren", "country")}
        document["personal"] = said.handles_personal_data
        return _kept(row, at, [Line(kind=ProposalKind.SUBCONTRACTOR, document=document)])


def _of_field(name: str, value: str) -> Line:
    return Line(kind=ProposalKind.SHEET, document={"value": value}, field=name)


@contextmanager
def _held(link: ProviderLink, at: datetime) -> Iterator[ProviderLink]:
    """One transaction: the provider and the link are locked, and the link is used."""
    with transaction.atomic():
        Provider.objects.select_for_update(no_key=True).get(pk=link.provider_id)
        rows = ProviderLink.objects.select_related("provider").select_for_update(of=("self",))
        row = rows.get(pk=link.pk)
        if not row.is_open(at=at) or row.provider.archived_at is not None:
            raise NoSuchLink(link.pk)
        yield row
        row.used_at = at
        row.save(update_fields=["used_at"])


def _kept(link: ProviderLink, at: datetime, lines: list[Line]) -> int:
    """The lines that say something more than what waits already."""
    rows = Proposal.objects.filter(provider=link.provider, state=ProposalState.AWAITING)
    known = list(rows)
    fresh = [one for one in lines if not any(_is_same(one, row) for row in known)]
    if len(known) + len(fresh) > MOST_AWAITING:
        raise Refused(
            _("Trop de propositions attendent une réponse : relancez l’entreprise d’abord.")
        )
    for one in fresh:
        if one.field:
            rows.filter(kind=one.kind, field=one.field).update(state=ProposalState.REPLACED)
        Proposal.objects.create(
            link=link,
            provider=link.provider,
            kind=one.kind,
            field=one.field,
            document=dict(one.document),
            at=at,
        )
    if fresh:
        _told(link, at, len(fresh))
    return len(fresh)


def _is_same(line: Line, row: Proposal) -> bool:
    return (line.kind, line.field, dict(line.document)) == (row.kind, row.field, row.document)


def _told(link: ProviderLink, at: datetime, count: int) -> None:
    by = Actor(company_id=link.company_id, name=BY_LINK, role=Role.PROVIDER)
    audit.record(
        by=by,
        at=at,
        act="provider_link.proposed",
        kind="provider",
        public_id=link.provider.public_id,
        detail={"recipient": link.recipient, "count": count},
    )
