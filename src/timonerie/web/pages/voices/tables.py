"""Replies, thumbs and ratings as tables."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.reporting.catalogue import rating
from timonerie.domains.reporting.models import ProviderRating, Reply
from timonerie.domains.reporting.queries import ratings, replies
from timonerie.domains.reporting.rules.thumb_counts import LEAST, Counted
from timonerie.foundations.wording import formats
from timonerie.web import period_names, voices
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

NOTHING = Cell(text="—", is_soft=True)


def of_replies(request: CompanyRequest, found: Sequence[Reply], *, mine: Collection[int]) -> Table:
    return Table(
        name="reponses",
        caption=_("Réponses aux chiffres"),
        columns=(
            Column(label=_("Chiffre"), is_long=True),
            Column(label=_("De qui"), is_filter=True),
            Column(label=_("Dite le")),
            Column(label=_("Réponse"), is_long=True),
            Column(label=_("État"), is_filter=True),
        ),
        rows=tuple(_reply(request, one, mine) for one in found),
    )


def _reply(request: CompanyRequest, one: Reply, mine: Collection[int]) -> Row:
    is_mine = one.pk in mine
    day = timezone.localdate(one.withdrawn_at or one.said_at)
    return Row(
        cells=(
            Cell(
                text=voices.about(one),
                url=url(request, "reply-edit", one.public_id) if is_mine else "",
            ),
            Cell(text=replies.whose(one)),
            Cell(text=formats.day(day, style="short"), value=day),
            NOTHING if one.withdrawn_at else Cell(text=one.text),
            Cell(text=_state(one)),
        )
    )


def _state(one: Reply) -> str:
    if one.withdrawn_at is not None:
        return _("retirée")
    return _("modifiée") if one.version > 1 else _("telle quelle")


def of_quarters(counted: Mapping[date, Counted]) -> Table:
    """The latest first; a share only where the thumbs are enough to hide who gave them."""
    return Table(
        name="pouces",
        caption=_("Pouces par trimestre"),
        columns=(
            Column(label=_("Trimestre")),
            Column(label=_("Levés"), is_number=True),
            Column(label=_("Donnés"), is_number=True),
            Column(label=_("Part levée"), is_number=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=period_names.label("quarter", start), rank=start),
                    *_counts(counted[start]),
                )
            )
            for start in sorted(counted, reverse=True)
        ),
    )


def _counts(one: Counted) -> tuple[Cell, Cell, Cell]:
    given = Cell(text=formats.number(one.n), value=one.n)
    if one.share is None:
        few = _("trop peu : moins de %(least)s") % {"least": LEAST}
        return NOTHING, given, Cell(text=few, is_soft=True)
    return (
        Cell(text=formats.number(one.up), value=one.up),
        given,
        Cell(text=formats.percent(one.share, decimals=0), value=one.share, unit="ratio"),
    )


def of_ratings(found: Sequence[ProviderRating]) -> Table:
    """A line a question, a column a year, the latest first."""
    return Table(
        name="note-sur-nous",
        caption=_("Ce qu’il pense de nous, de 0 à 10"),
        columns=(
            Column(label=_("Question"), is_long=True),
            *(Column(label=str(one.year), name=f"a{one.year}", is_number=True) for one in found),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=_(question.label), note=_(question.question)),
                    *(_mark(one.answers.get(question.code)) for one in found),
                )
            )
            for question in rating.questions()
        ),
        total=Row(cells=(Cell(text=_("Moyenne des réponses")), *(_mean(one) for one in found))),
    )


def _mark(value: int | None) -> Cell:
    if value is None:
        return Cell(text=_("sans réponse"), is_soft=True)
    return Cell(text=formats.number(value), value=value)


def _mean(one: ProviderRating) -> Cell:
    mean = ratings.mean(one.answers)
    if mean is None:
        return NOTHING
    return Cell(text=formats.number(mean, decimals=1), value=round(mean, 1))
