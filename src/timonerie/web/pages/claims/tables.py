"""Penalties and credits as a table: one column each, never added up."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.performance.enums import ClaimKind
from timonerie.domains.performance.models import LevelClaim
from timonerie.domains.performance.queries.claims import Totals
from timonerie.foundations.wording import formats
from timonerie.web import claim_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def of_claims(request: CompanyRequest, found: Sequence[LevelClaim], *, name: str) -> Table:
    return Table(
        name=name,
        caption=_("Avoirs et pénalités"),
        columns=(
            Column(label=_("Niveau manqué"), is_long=True),
            Column(label=_("Contrat"), is_filter=True),
            Column(label=_("Prestataire"), is_filter=True),
            Column(label=_("Période"), is_filter=True),
            Column(label=_("Nature"), is_filter=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Calculé"), is_number=True),
            Column(label=_("Pénalité accordée"), is_number=True, note=_("hors champ de la TVA")),
            Column(label=_("Avoir accordé"), is_number=True, note=_("TVA à traiter")),
            Column(label=_("Réglée le")),
        ),
        rows=tuple(_row(request, one) for one in found),
    )


def _row(request: CompanyRequest, one: LevelClaim) -> Row:
    contract = one.level.contract
    return Row(
        cells=(
            Cell(
                text=one.level.title,
                url=url(request, "claim", one.public_id),
                note=_("un calcul plus récent diffère") if one.differs else "",
            ),
            Cell(text=contract.name, note=contract.reference),
            Cell(text=contract.provider.name if contract.provider else "—"),
            Cell(text=claim_words.period(one.period_kind, one.period_start), rank=one.period_start),
            Cell(text=one.get_kind_display()),
            Cell(text=one.get_state_display(), state=claim_words.STATES[one.state]),
            _amount(one, one.amount_cents, lacks=claim_words.amount(None, one.currency)),
            _amount(one, one.granted_cents if one.kind == ClaimKind.PENALTY else None),
            _amount(one, one.granted_cents if one.kind == ClaimKind.CREDIT else None),
            _settled(one),
        )
    )


def _amount(one: LevelClaim, cents: int | None, *, lacks: str = "—") -> Cell:
    if cents is None:
        return Cell(text=lacks, is_soft=True)
    return Cell(
        text=claim_words.amount(cents, one.currency),
        value=money.major(cents, one.currency),
        unit=one.currency,
    )


def _settled(one: LevelClaim) -> Cell:
    if one.settled_at is None:
        return Cell(text="—", is_soft=True)
    return Cell(text=formats.day(one.settled_at.date(), style="short"), value=one.settled_at)


def totals(found: Iterable[tuple[str, Totals]]) -> list[dict[str, str]]:
    """What is asked and what was granted, by kind and currency."""
    return [
        {
            "label": f"{ClaimKind(kind).label.capitalize()} · {label}",
            "value": claim_words.amount(cents, currency),
        }
        for label, amounts in found
        for (kind, currency), cents in sorted(amounts.items(), reverse=True)
    ]
