"""The list of contracts, under any headings."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.contracts.operations import lists
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.contracts.rules.columns import looks_like
from timonerie.web.first_hour.shapes import Arrival, Dropped, Kind, Known, Outcome, counted
from timonerie.web.first_hour.sheet.shapes import Asked


def columns(titles: Sequence[str], lines: Sequence[Sequence[str]]) -> float:
    return looks_like(titles)


def take(asked: Asked, file: Dropped) -> Arrival:
    """Kept until somebody has seen what it would write."""
    by, at = asked.actor, timezone.now()
    made = lists.receive(by=by, at=at, chunks=file.chunks(), file_name=file.name)
    return Arrival(
        name=file.name,
        outcome=Outcome.ASKS,
        kind=str(KIND.label),
        sentence=_("Vérifiez ce qui est compris, puis acceptez."),
        url=reverse("contract-list", args=[asked.slug, made.public_id]),
        gesture=_("Vérifier"),
    )


def known(asked: Asked) -> Known:
    n = len(contracts.listed(asked.actor, on=asked.on))
    asking = len(contracts.open_questions(asked.actor, on=asked.on))
    return Known(
        sentence=counted(ngettext("%(n)s contrat", "%(n)s contrats", n), n),
        url=reverse("contracts", args=[asked.slug]),
        waiting=counted(
            ngettext("%(n)s question en attente", "%(n)s questions en attente", asking), asking
        ),
        waiting_url=reverse("contract-questions", args=[asked.slug]),
    )


KIND = Kind(
    code="contrats",
    label=gettext_lazy("Liste de contrats"),
    asks=gettext_lazy("Le tableau tel qu’il est, ou l’export de Dolibarr ou de GLPI."),
    permission="contract.write",
    take=take,
    known=known,
    columns=columns,
)
KINDS = (KIND,)
