"""Rituals, and the meetings of one, as tables."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from timonerie.domains.rituals import sentences
from timonerie.domains.rituals.enums import RitualLevel
from timonerie.domains.rituals.models import RitualOccurrence
from timonerie.domains.rituals.queries.rituals import Told
from timonerie.domains.rituals.rules import levels
from timonerie.foundations.wording import formats
from timonerie.web import ritual_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

_ORDER = {level.value: rank for rank, level in enumerate(RitualLevel)}


def of_rituals(request: CompanyRequest, found: Sequence[Told]) -> Table:
    return Table(
        name="rituels",
        caption=_("Rituels"),
        columns=(
            Column(label=_("Rituel"), is_long=True),
            Column(label=_("Niveau"), is_filter=True),
            Column(label=_("Unité"), is_filter=True),
            Column(label=_("Prochaine")),
            Column(label=_("Durée")),
            Column(label=_("Tenue"), name="tenue", note=_("douze mois")),
            Column(label=_("Animé par"), name="anime", is_filter=True),
        ),
        rows=tuple(_row(request, one) for one in found),
    )


def _row(request: CompanyRequest, one: Told) -> Row:
    ritual, share = one.ritual, one.regularity.share
    return Row(
        cells=(
            Cell(
                text=ritual.name,
                url=url(request, "ritual", ritual.public_id),
                note=sentences.cadence(one.cadence),
            ),
            _level(ritual.level),
            Cell(text=str(ritual.unit or "—")),
            _next(one),
            Cell(text=sentences.duration(ritual.minutes), rank=ritual.minutes),
            Cell(
                text=ritual_words.held(one.regularity),
                rank=share,
                note=ritual_words.signs(one.past),
                is_soft=share is None,
            ),
            Cell(text=str(ritual.owner or "—")),
        )
    )


def _level(level: str) -> Cell:
    if not level:
        return Cell(text=_("à dire"), rank=len(_ORDER), is_soft=True)
    return Cell(text=RitualLevel(level).label, rank=_ORDER[level])


def _next(one: Told) -> Cell:
    if one.next is None:
        return Cell(text=_("aucune"), is_soft=True)
    zone = one.ritual.zone
    local = one.next.start.astimezone(ZoneInfo(zone))
    return Cell(text=formats.day(local.date(), style="short"), value=local.date())


def of_proposals(request: CompanyRequest, found: Sequence[Told]) -> Table:
    """Those of the company first; what seems personal, last."""
    may = request.actor.may("ritual.write")
    ordered = sorted(found, key=lambda one: (_is_personal(one), _rank(one), one.ritual.name))
    return Table(
        name="propositions",
        caption=_("Réunions qui reviennent"),
        columns=(
            Column(label=_("Réunion"), is_long=True),
            Column(label=_("Niveau proposé"), name="niveau", is_filter=True),
            Column(label=_("Unité proposée"), name="unite", is_filter=True),
            Column(label=_("Invités"), is_number=True),
            Column(label=_("Durée")),
            Column(label=_("Tenue"), name="tenue"),
            Column(label=_("Agenda"), is_filter=True),
        ),
        rows=tuple(_proposal(request, one, may=may) for one in ordered),
    )


def _proposal(request: CompanyRequest, one: Told, *, may: bool) -> Row:
    ritual, share = one.ritual, one.regularity.share
    pace = sentences.cadence(one.cadence)
    note = f"{pace} · {_('sans doute personnel')}" if _is_personal(one) else pace
    return Row(
        cells=(
            Cell(
                text=ritual.name,
                url=url(request, "ritual", ritual.public_id),
                note=note,
                pick=str(ritual.public_id) if may else "",
            ),
            _level(ritual.level),
            Cell(text=str(ritual.unit or "—")),
            Cell(text=formats.number(ritual.guests), value=ritual.guests),
            Cell(text=sentences.duration(ritual.minutes), rank=ritual.minutes),
            Cell(text=ritual_words.held(one.regularity), rank=share, is_soft=share is None),
            Cell(text=ritual.export.agenda),
        )
    )


def _is_personal(one: Told) -> bool:
    return levels.seems_personal(one.ritual.title_key, one.ritual.guests)


def _rank(one: Told) -> int:
    return _ORDER.get(one.ritual.level, len(_ORDER))


def of_meetings(rows: Sequence[RitualOccurrence], *, zone: str, is_past: bool) -> Table:
    return Table(
        name="passees" if is_past else "prochaines",
        caption=_("Réunions passées") if is_past else _("Réunions à venir"),
        hides_caption=True,
        columns=(
            Column(label=_("Le"), name="le"),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Prévue le"), name="prevue"),
            Column(label=_("Dit par"), name="dit"),
        ),
        rows=tuple(_meeting(one, zone, is_past=is_past) for one in rows),
    )


def _meeting(one: RitualOccurrence, zone: str, *, is_past: bool) -> Row:
    word = ritual_words.PAST[one.state] if is_past or one.state != "seen" else _("prévue")
    return Row(
        cells=(
            Cell(text=formats.instant(one.start, zone), value=one.start),
            Cell(text=word),
            Cell(text=formats.instant(one.planned, zone) if one.is_moved else "—"),
            Cell(text=one.answered_by or "—"),
        )
    )
