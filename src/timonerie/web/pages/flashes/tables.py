"""Flashes, weeks, needs and links as tables."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.reporting.models import Flash, FlashNeed, VoiceLink
from timonerie.domains.reporting.queries import flash_places, needs
from timonerie.domains.reporting.queries.flash_places import Clocks
from timonerie.domains.reporting.queries.flashes import Told, Week
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import flash_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

NOTHING = Cell(text="—", is_soft=True)


def of_week(
    request: CompanyRequest, told: Told, known: Clocks, asked: Mapping[int, FlashNeed]
) -> Table:
    """Every site, those that are silent among them."""
    return Table(
        name="flashs",
        caption=_("Tous les sites de la semaine"),
        columns=(
            Column(label=_("Site"), is_long=True),
            Column(label=_("Région"), is_filter=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Reçu le")),
            Column(label=_("Faits"), is_long=True),
            Column(label=_("Chiffres"), is_long=True),
            Column(label=_("Alerte"), is_long=True),
            Column(label=_("Besoin"), is_long=True),
            Column(label=_("Réponse au besoin"), is_long=True),
        ),
        rows=tuple(_site(request, one, known, asked.get(one.place.pk)) for one in told.sites),
    )


def _site(request: CompanyRequest, one: Week, known: Clocks, need: FlashNeed | None) -> Row:
    flash, region = one.flash, flash_places.region_of(one.place)
    zone = known.zone_of(one.place.pk, on=one.week)
    return Row(
        cells=(
            Cell(text=one.place.name, url=url(request, "flash", one.place.public_id)),
            _text(region.name if region else ""),
            Cell(text=one.state.label, state=flash_words.STATES[one.state]),
            Cell(
                text=formats.instant(flash.filed_at, zone, style="short"),
                value=flash.filed_at,
                url=url(request, "flash-told", flash.public_id),
            )
            if flash
            else NOTHING,
            _text(" · ".join(flash.facts) if flash else ""),
            _text(" · ".join(flash_words.figure(each) for each in flash.figures) if flash else ""),
            _text(flash.alert if flash else ""),
            _text(flash.need if flash else ""),
            _text(_answered(need)),
        )
    )


def _answered(need: FlashNeed | None) -> str:
    if need is None:
        return ""
    if need.answer:
        return need.answer
    if need.owner is not None and need.due_date is not None:
        words = {"post": need.owner.name, "day": formats.day(need.due_date)}
        return _("porté par « %(post)s » pour le %(day)s") % words
    return str(needs.state(need).label)


def _text(text: str) -> Cell:
    return Cell(text=text) if text else NOTHING


def of_weeks(request: CompanyRequest, told: Sequence[Told]) -> Table:
    return Table(
        name="semaines",
        caption=_("Semaines"),
        columns=(
            Column(label=_("Semaine")),
            Column(label=_("Reçus"), is_number=True),
            Column(label=_("Attendus"), is_number=True),
            Column(label=_("Sites silencieux"), is_long=True),
            Column(label=_("Alertes"), is_number=True),
            Column(label=_("Besoins"), is_number=True),
        ),
        rows=tuple(_week(request, one) for one in told),
    )


def _week(request: CompanyRequest, told: Told) -> Row:
    flashes = [one.flash for one in told.filed if one.flash is not None]
    return Row(
        cells=(
            Cell(
                text=flash_words.titled_week(told.week),
                url=url(request, "flash-week", told.week.isoformat()),
                rank=told.week,
            ),
            _count(len(flashes)),
            _count(told.asked),
            Cell(text=flash_words.names(told.silent), state=State.MISSING)
            if told.silent
            else NOTHING,
            _count(sum(bool(one.alert) for one in flashes)),
            _count(sum(bool(one.need) for one in flashes)),
        )
    )


def _count(count: int) -> Cell:
    return Cell(text=formats.number(count), value=count)


def of_history(request: CompanyRequest, found: Sequence[Flash], *, zone: str) -> Table:
    return Table(
        name="precedents",
        caption=_("Ses derniers flashs"),
        columns=(
            Column(label=_("Semaine")),
            Column(label=_("Reçu le")),
            Column(label=_("Faits"), is_long=True),
            Column(label=_("Chiffres"), is_long=True),
            Column(label=_("Alerte"), is_long=True),
            Column(label=_("Besoin"), is_long=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        text=flash_words.titled_week(one.week),
                        url=url(request, "flash-told", one.public_id),
                        rank=one.week,
                    ),
                    Cell(
                        text=formats.instant(one.filed_at, zone, style="short"),
                        value=one.filed_at,
                        note=_("après l’heure") if one.is_late else "",
                    ),
                    _text(" · ".join(one.facts)),
                    _text(" · ".join(flash_words.figure(each) for each in one.figures)),
                    _text(one.alert),
                    _text(one.need),
                )
            )
            for one in found
        ),
    )


def of_needs(request: CompanyRequest, found: Sequence[FlashNeed], *, on: date) -> Table:
    return Table(
        name="besoins",
        caption=_("Besoins des sites"),
        columns=(
            Column(label=_("Besoin"), is_long=True),
            Column(label=_("Site"), is_filter=True),
            Column(label=_("Semaine du")),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Jours d’attente"), is_number=True),
            Column(label=_("Porté par"), is_filter=True),
            Column(label=_("Pour le")),
            Column(label=_("Réponse"), is_long=True),
        ),
        rows=tuple(_need(request, one, on) for one in found),
    )


def _need(request: CompanyRequest, one: FlashNeed, on: date) -> Row:
    told = flash_words.need_line(one, on=on)
    days = (on - timezone.localdate(one.asked_at)).days
    answers = request.actor.may("flash.answer") and told["waits"]
    return Row(
        cells=(
            Cell(
                text=one.text,
                url=url(request, "flash-need-answer", one.public_id) if answers else "",
            ),
            Cell(text=one.unit.name, url=url(request, "flash", one.unit.public_id)),
            Cell(text=formats.day(one.week, style="short"), value=one.week),
            Cell(text=told["word"], state=told["state"]),
            Cell(
                text=formats.number(days),
                value=days,
                state=State.MISSED if told["is_old"] else None,
            )
            if told["waits"]
            else NOTHING,
            _text(one.owner.name if one.owner else ""),
            Cell(text=formats.day(one.due_date, style="short"), value=one.due_date)
            if one.due_date
            else NOTHING,
            _text(one.answer),
        )
    )


def of_links(request: CompanyRequest, found: Sequence[VoiceLink], *, at: datetime) -> Table:
    return Table(
        name="liens",
        caption=_("Liens de parole"),
        columns=(
            Column(label=_("Destinataire")),
            Column(label=_("Pour"), is_filter=True),
            Column(label=_("De qui"), is_filter=True),
            Column(label=_("Fait le")),
            Column(label=_("Jusqu’au")),
            Column(label=_("Situation"), is_filter=True),
            Column(label=_("Dernier usage")),
        ),
        rows=tuple(_link(one, at) for one in found),
    )


def _link(one: VoiceLink, at: datetime) -> Row:
    return Row(
        cells=(
            Cell(text=one.recipient),
            Cell(text=one.get_purpose_display()),
            Cell(text=str(one.unit or one.provider or "—")),
            Cell(text=formats.day(one.made_at, style="short"), value=one.made_at),
            Cell(text=formats.day(one.expires_at, style="short"), value=one.expires_at),
            Cell(text=situation(one, at)),
            Cell(text=formats.day(one.used_at, style="short"), value=one.used_at)
            if one.used_at
            else NOTHING,
        )
    )


def situation(one: VoiceLink, at: datetime) -> str:
    if one.revoked_at is not None:
        return _("révoqué")
    return _("ouvert") if one.is_open(at=at) else _("terminé")
