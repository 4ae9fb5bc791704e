"""Signatures and amendments of the contracts, and what was asked again of legal documents."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from timonerie.domains.challenge.queries.chronology.registry import register
from timonerie.domains.challenge.queries.chronology.shapes import Asked, Entry
from timonerie.domains.contracts.catalogue import duties
from timonerie.domains.contracts.models import ContractAmendment, DutyReminder
from timonerie.domains.contracts.queries import contracts as queries


@register(rank=20)
def contracts(asked: Asked) -> Iterator[Entry]:
    reached = queries.visible_to(asked.actor, on=asked.on).filter(provider=asked.provider)
    for one in reached.filter(signed_date__isnull=False).order_by("signed_date", "pk"):
        assert one.signed_date is not None
        yield Entry(
            day=one.signed_date,
            kind=_("contrat"),
            fact=_("Contrat signé : %(name)s") % {"name": one.name},
            proof=one.reference,
            key=f"contract:{one.public_id}",
        )
    rows = ContractAmendment.objects.filter(contract__in=reached, cancelled_at__isnull=True)
    for row in rows.select_related("contract").order_by("effect_date", "pk"):
        yield Entry(
            day=row.effect_date,
            kind=_("avenant"),
            fact=_("Avenant : %(title)s (%(contract)s)")
            % {"title": row.title, "contract": row.contract.name},
            proof=row.note,
            key=f"contract:{row.contract.public_id}",
        )


@register(rank=25)
def reminders(asked: Asked) -> Iterator[Entry]:
    if not asked.actor.may("duty.read"):
        return
    rows = DutyReminder.objects.filter(provider=asked.provider).order_by("made_on", "pk")
    for row in rows:
        known = duties.by_code()
        pieces = ", ".join(known[code].title for code in row.pieces if code in known)
        yield Entry(
            day=row.made_on,
            kind=_("relance"),
            fact=_("%(kind)s pour : %(pieces)s")
            % {"kind": str(row.get_kind_display()).capitalize(), "pieces": pieces},
            key=f"duty:{asked.provider.public_id}",
        )
