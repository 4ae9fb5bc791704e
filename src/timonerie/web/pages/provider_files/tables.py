"""What is known of a provider, as tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Proposal, ProviderLink
from timonerie.domains.contracts.provider_enums import SubcontractorState
from timonerie.domains.contracts.queries.subcontracting import Node
from timonerie.domains.organisation.models import ContactRoll, ProviderTier
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.months import month_label
from timonerie.foundations.wording.states import State
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.provider_files import proposal_words
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

STATES: Mapping[str, State | None] = {
    SubcontractorState.DECLARED: State.WATCH,
    SubcontractorState.ACCEPTED: State.MET,
    SubcontractorState.REFUSED: None,
    SubcontractorState.DISCOVERED: State.MISSED,
    SubcontractorState.ENDED: None,
}


def of_tiers(found: Sequence[ProviderTier]) -> Table:
    return Table(
        caption=_("Ce qui a été jugé, du plus récent"),
        columns=(
            Column(label=_("Criticité")),
            Column(label=_("Pourquoi"), is_long=True),
            Column(label=_("Par")),
            Column(label=_("Le")),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=str(one.tier), value=one.tier),
                    Cell(text=one.reason),
                    Cell(text=one.set_by),
                    Cell(text=formats.day(one.at, style="short"), value=one.at),
                )
            )
            for one in found
        ),
    )


def of_rolls(found: Sequence[ContactRoll]) -> Table:
    return Table(
        name="pointages",
        caption=_("Équipe pointée, mois par mois"),
        columns=(
            Column(label=_("Mois")),
            Column(label=_("Toujours là"), is_number=True),
            Column(label=_("Partis"), is_number=True),
            Column(label=_("Dit par"), is_long=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=month_label(one.month), rank=one.month),
                    Cell(text=formats.number(len(one.kept)), value=len(one.kept)),
                    Cell(text=formats.number(len(one.left)), value=len(one.left)),
                    Cell(
                        text=one.said_by,
                        note=_("le prestataire, par son lien") if one.is_theirs else "",
                    ),
                )
            )
            for one in found
        ),
    )


def of_tree(request: CompanyRequest, nodes: Sequence[Node]) -> Table:
    return Table(
        name="sous-traitants",
        caption=_("Sous-traitants, chacun sous celui pour qui il travaille"),
        columns=(
            Column(label=_("Nom"), is_long=True),
            Column(label=_("Rang"), is_number=True),
            Column(label=_("Ce qu’il fait"), is_long=True),
            Column(label=_("Activité"), is_filter=True),
            Column(label=_("Pays"), is_filter=True),
            Column(label=_("Données personnelles"), is_filter=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Accepté le")),
            Column(label=_("Suite")),
        ),
        rows=tuple(_node(request, one) for one in nodes),
    )


def _node(request: CompanyRequest, node: Node) -> Row:
    one = node.row
    writes = node.is_own and request.actor.may("contract.write")
    here = url(request, "subcontractor-edit", one.public_id) if writes else ""
    if not node.is_own:
        here = url(request, "provider-subcontractors", one.provider.public_id)
    accepted = one.accepted_date
    return Row(
        cells=(
            Cell(text=one.name, url=here, note=one.siren, depth=node.depth - 1),
            Cell(text=formats.number(node.depth), value=node.depth),
            Cell(text=one.task),
            Cell(text=one.activity.name if one.activity else "—", is_soft=one.activity is None),
            Cell(text=one.country or _("à dire"), is_soft=not one.country),
            _personal(one.handles_personal_data),
            Cell(text=one.get_state_display(), state=STATES[one.state], note=one.reason),
            Cell(text=formats.day(accepted, style="short") if accepted else "—", value=accepted),
            Cell(text=_("Décider"), url=url(request, "subcontractor-decide", one.public_id))
            if writes
            else Cell(text="—", is_soft=True),
        )
    )


def _personal(handles: bool | None) -> Cell:
    if handles is None:
        return Cell(text=_("à dire"), is_soft=True)
    return Cell(text=_("oui") if handles else _("non"))


def of_links(links: Sequence[ProviderLink], *, at: datetime) -> Table:
    return Table(
        caption=_("Liens remis"),
        columns=(
            Column(label=_("Destinataire")),
            Column(label=_("Fait le")),
            Column(label=_("Jusqu’au")),
            Column(label=_("Situation")),
            Column(label=_("Dernière proposition")),
        ),
        rows=tuple(_link(one, at) for one in links),
    )


def _link(one: ProviderLink, at: datetime) -> Row:
    used = one.used_at
    return Row(
        cells=(
            Cell(text=one.recipient),
            Cell(text=formats.day(one.made_at, style="short"), value=one.made_at),
            Cell(text=formats.day(one.expires_at, style="short"), value=one.expires_at),
            Cell(text=situation(one, at)),
            Cell(text=formats.day(used, style="short") if used else "—", value=used),
        )
    )


def situation(link: ProviderLink, at: datetime) -> str:
    if link.revoked_at is not None:
        return _("révoqué")
    return _("ouvert") if link.is_open(at=at) else _("terminé")


def of_decided(found: Sequence[Proposal]) -> Table:
    return Table(
        caption=_("Dernières décisions"),
        columns=(
            Column(label=_("Proposition"), is_long=True),
            Column(label=_("Décision")),
            Column(label=_("Par")),
            Column(label=_("Le")),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=proposal_words.sentence(one)),
                    Cell(text=one.get_state_display(), note=one.reason),
                    Cell(text=one.decided_by),
                    Cell(
                        text=formats.day(one.decided_at, style="short") if one.decided_at else "—",
                        value=one.decided_at,
                    ),
                )
            )
            for one in found
        ),
    )
