"""The tree of posts: on screen, on paper, as a table; and where a post is tied to the one above."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.operations import seats as operations
from timonerie.domains.organisation.queries import org_chart, seats
from timonerie.domains.organisation.queries.org_chart import Chart, OneHeaded, Post
from timonerie.domains.organisation.queries.reach import reach
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.org_chart import AttachForm
from timonerie.web.pages.settings.frame import FormPage, answer, url
from timonerie.web.remembering import remembered
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

OPEN_TO = 2
"""Levels that are open when the page comes; all of them once something is looked for."""
_LONGEST = 80


@policy("organisation.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    chart = org_chart.chart(request.actor, on=timezone.localdate())
    asked = request.GET.get("q", "").strip()[:_LONGEST]
    context = {
        "lines": list(_lines(chart, asked)),
        "asked": asked,
        "found": sum(_fits(post, asked) for post in chart.walk()) if asked else 0,
        "figures": list(_figures(chart)),
        "alone": [_alone(one) for one in _one_headed(request)],
        "table": _table(request, chart),
        "is_list_open": bool(set(request.GET) - {"q"}),
        "may_write": request.actor.may("organisation.write"),
        "breadcrumbs": [],
    }
    return show(request, "org_chart.html", context)


@policy("organisation.write")
def attach(request: CompanyRequest, seat_id: UUID) -> HttpResponse:
    """Which post a post answers to."""
    rows = seats.visible_to(request.actor).active().select_related("unit", "manager")
    seat = get_object_or_404(rows, public_id=seat_id)
    back = url(request, "org-chart")
    return answer(
        request,
        AttachForm(request.POST or None, reader=request.actor, seat=seat),
        page=FormPage(
            heading=_("Rattacher un poste"),
            lead=_("%(seat)s, %(unit)s") % {"seat": seat, "unit": seat.unit},
            submit=_("Enregistrer"),
            back=back,
            breadcrumbs=[
                {"label": _("Organigramme"), "url": back},
                {"label": seat.name, "url": ""},
            ],
        ),
        save=lambda data: operations.attach(by=request.actor, at=timezone.now(), seat=seat, **data),
        done=lambda _saved: back,
        message=_("Le poste est rattaché."),
    )


def _one_headed(request: CompanyRequest) -> list[OneHeaded]:
    """For who reaches the whole company: said of a part of it, it would be false."""
    on = timezone.localdate()
    seen = reach(request.actor, on=on)
    is_whole = (seen.unit_ids, seen.provider_ids, seen.function_ids) == (None, None, None)
    return org_chart.one_headed_functions(on=on) if is_whole else []


def _lines(chart: Chart, asked: str) -> Iterator[dict[str, Any]]:
    """Each post with what opens and closes around it: a template without recursion draws a tree of
    any depth."""
    shown = _ways(chart, asked) if asked else None
    posts = [post for post in chart.walk() if shown is None or post.seat.pk in shown]
    for post, after in zip_longest(posts, posts[1:]):
        deeper = after is not None and after.depth > post.depth
        up = post.depth - (after.depth if after else 0)
        yield {
            **_told(post),
            "is_open": bool(asked) or post.depth < OPEN_TO,
            "is_found": bool(asked) and _fits(post, asked),
            "has_below": deeper,
            "closes": range(0 if deeper else up),
        }


def _told(post: Post) -> dict[str, Any]:
    return {
        "title": post.seat.name,
        "holder": str(post.holder) if post.holder else "",
        "unit": post.seat.unit.name,
        "span": post.span,
        "below": post.below,
    }


def _ways(chart: Chart, asked: str) -> set[int]:
    """The posts that fit, and those above them."""
    by_number = {post.seat.pk: post for post in chart.walk()}
    kept: set[int] = set()
    for post in by_number.values():
        at: Post | None = post if _fits(post, asked) else None
        while at is not None and at.seat.pk not in kept:
            kept.add(at.seat.pk)
            at = by_number.get(at.seat.manager_id or 0)
    return kept


def _fits(post: Post, asked: str) -> bool:
    words = rules.alphabetical(f"{post.seat.name} {post.holder or ''} {post.seat.unit.name}")
    return all(word in words for word in rules.alphabetical(asked).split())


def _figures(chart: Chart) -> Iterator[dict[str, str]]:
    yield {
        "label": _("Postes"),
        "value": formats.number(chart.posts),
        "note": ngettext("dont %(n)s vacant", "dont %(n)s vacants", chart.vacant)
        % {"n": formats.number(chart.vacant)},
    }
    yield {
        "label": _("Niveaux"),
        "value": formats.number(chart.depth),
        "note": _("du sommet au poste le plus bas"),
    }
    mean, widest = chart.mean_span, chart.widest
    if mean is not None and widest is not None:
        yield {
            "label": _("Rattachés directs"),
            "value": formats.number(mean),
            "note": _("en moyenne ; %(n)s au plus, chez « %(seat)s »")
            % {"n": formats.number(widest.span), "seat": widest.seat.name},
        }


def _alone(one: OneHeaded) -> dict[str, str]:
    return {
        "function": one.function.name,
        "holder": str(one.holder),
        "posts": ", ".join(post.name for post in one.posts),
    }


def _table(request: CompanyRequest, chart: Chart) -> Table:
    names = {post.seat.pk: post.seat.name for post in chart.walk()}
    return Table(
        name="postes",
        caption=_("Postes"),
        columns=(
            Column(label=_("Poste"), is_long=True),
            Column(label=_("Titulaire")),
            Column(label=_("Unité"), is_filter=True),
            Column(label=_("Fonction"), is_filter=True),
            Column(label=_("Relève de"), name="releve"),
            Column(label=_("Rattachés directs"), name="directs", is_number=True),
            Column(label=_("En dessous"), name="dessous", is_number=True),
        ),
        rows=tuple(_row(request, post, names) for post in chart.walk()),
    )


def _above(request: CompanyRequest, post: Post, names: dict[int, str]) -> Cell:
    """The post above, from where it is changed."""
    name = names.get(post.seat.manager_id or 0, "")
    may = request.actor.may("organisation.write")
    address = url(request, "org-chart-attach", post.seat.public_id) if may else ""
    return Cell(text=name or _("aucun"), url=address, is_soft=not name)


def _row(request: CompanyRequest, post: Post, names: dict[int, str]) -> Row:
    seat = post.seat
    holder = Cell(text=str(post.holder)) if post.holder else Cell(text=_("vacant"), is_soft=True)
    cells: Sequence[Cell] = (
        Cell(text=seat.name, url=url(request, "settings-seat", seat.public_id)),
        holder,
        Cell(text=seat.unit.name),
        Cell(text=str(seat.function or "—")),
        _above(request, post, names),
        Cell(text=formats.number(post.span), value=post.span),
        Cell(text=formats.number(post.below), value=post.below),
    )
    return Row(cells=tuple(cells))
