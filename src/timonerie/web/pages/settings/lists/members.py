"""Accesses to the company as a table."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Mandate
from timonerie.domains.organisation.queries.members import Member
from timonerie.foundations.accounts import links
from timonerie.foundations.accounts.models import AccessLink
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def table(
    request: CompanyRequest, members: Sequence[Member], last_links: Mapping[int, AccessLink]
) -> Table:
    return Table(
        name="acces",
        caption=_("Accès"),
        columns=(
            Column(label=_("Nom")),
            Column(label=_("Adresse")),
            Column(label=_("Rôle"), is_filter=True),
            Column(label=_("Ce que le mandat montre"), is_long=True),
            Column(label=_("Depuis le")),
            Column(label=_("Jusqu’au")),
            Column(label=_("Lien d’accès"), is_filter=True),
        ),
        rows=tuple(_row(request, one, last_links.get(one.membership.user_id)) for one in members),
    )


def _row(request: CompanyRequest, one: Member, link: AccessLink | None) -> Row:
    membership = one.membership
    here = url(request, "settings-member", membership.public_id)
    return Row(
        cells=(
            Cell(text=membership.user.name, url=here),
            Cell(text=membership.user.email),
            Cell(text=membership.get_role_display()),
            shown(one),
            _day(membership.start_date),
            _day(membership.end_date),
            Cell(text=str(links.state(link, at=timezone.now()).label) if link else ""),
        )
    )


def shown(one: Member) -> Cell:
    """What the mandates of a member let them see."""
    if not one.is_in_force:
        return Cell(text=_("accès terminé"))
    if one.reaches_nothing:
        return Cell(text=_("rien : sans mandat"), state=State.WATCH)
    mandates = ", ".join(map(words, one.mandates))
    return Cell(text=mandates or _("toute la société"))


def words(mandate: Mandate) -> str:
    """ "Lyon (Paie)"."""
    parts = [str(part) for part in (mandate.unit, mandate.function, mandate.provider) if part]
    return f"{parts[0]} ({', '.join(parts[1:])})" if parts[1:] else "".join(parts)


def _day(day: date | None) -> Cell:
    return Cell(text=formats.day(day, style="short") if day else "", value=day)
