"""Periods: what each one lacks, closing it, opening it again, what changed since."""

from datetime import date
from functools import partial

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.operations import periods as operations
from timonerie.domains.performance.queries import closing
from timonerie.domains.performance.queries.board import Board
from timonerie.domains.performance.queries.closing import Standing
from timonerie.domains.performance.rules import Group
from timonerie.engine import periods
from timonerie.foundations.wording import formats
from timonerie.web import period_names, readings
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.periods import ReopenForm
from timonerie.web.pages.desks import own_of
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.corrected import corrected_table
from timonerie.web.pages.settings.frame import Crumb, FormPage, act, answer, crumbs, url
from timonerie.web.pages.settings.gaps import gap_lines, gap_words
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

SHOWN = 36
"""Periods of a list: three years of months."""


@policy("indicator.read")
def index(request: CompanyRequest) -> HttpResponse:
    word = request.GET.get("sorte", "mois")
    desk, group = _seen(request)
    found = closing.listed(desk, kind=_kind(word), group=group, limit=SHOWN)
    context = {
        "tabs": [
            {"label": label, "url": f"?sorte={one}", "current": one == word}
            for one, label in _kinds().items()
        ],
        "table": _table(request, found) if found else None,
        "breadcrumbs": crumbs(request, (_("Périodes"), "")),
    }
    return show(request, "settings/periods.html", context)


@policy("indicator.read")
def detail(request: CompanyRequest, kind: str, start: str) -> HttpResponse:
    first = _start(request, kind, start)
    desk, group = _seen(request)
    standing = closing.of(desk, kind=_kind(kind), start=first, group=group)
    label = period_names.label(standing.kind, first)
    since = standing.closed_at
    context = {
        "standing": standing,
        "label": label,
        "word": kind,
        "is_over": standing.is_over(on=timezone.localdate()),
        "state": _state(request, standing),
        "coverage": coverage_words(standing),
        "gaps": gap_lines(standing),
        "consequence": _consequence(standing, label),
        "corrected": corrected_table(
            request,
            closing.corrections(desk, kind=standing.kind, start=first),
        )
        if since
        else None,
        "history": history.of(request, kind="period", public_id=standing.period.public_id)
        if standing.period
        else [],
        "figures_url": f"{url(request, 'indicators')}?mois={first:%Y-%m}",
        "breadcrumbs": _crumbs(request, (label, "")),
    }
    return show(request, "settings/period.html", context)


@require_POST
@policy("period.close")
def close(request: CompanyRequest, kind: str, start: str) -> HttpResponse:
    first = _start(request, kind, start)
    label = period_names.label(_kind(kind), first)
    return act(
        request,
        partial(
            operations.close, by=request.actor, at=timezone.now(), kind=_kind(kind), start=first
        ),
        to=url(request, "settings-period", kind, start),
        message=_(
            "Clôturé : %(period)s. Un fait tardif y fera une correction datée, jamais un silence."
        )
        % {"period": label},
    )


@policy("period.close")
def reopen(request: CompanyRequest, kind: str, start: str) -> HttpResponse:
    first = _start(request, kind, start)
    here = url(request, "settings-period", kind, start)
    label = period_names.label(_kind(kind), first)

    return answer(
        request,
        ReopenForm(request.POST or None),
        page=FormPage(
            heading=_("Rouvrir : %(period)s") % {"period": label},
            lead=_(
                "Ses chiffres suivront de nouveau les définitions, les cibles et les calendriers"
                " d’aujourd’hui : ils peuvent changer. Le recalcul part aussitôt."
            ),
            submit=_("Rouvrir la période"),
            back=here,
            breadcrumbs=_crumbs(request, (label, here), (_("Rouvrir"), "")),
        ),
        save=lambda data: operations.reopen(
            by=request.actor, at=timezone.now(), kind=_kind(kind), start=first, **data
        ),
        done=lambda _saved: here,
        message=_("La période est rouverte. Ses chiffres sont recalculés en ce moment."),
    )


def coverage_words(standing: Standing) -> str:
    """ "7 sites sur 9", or nothing where nothing is expected."""
    coverage = readings.coverage_of(standing.covered, standing.expected)
    return coverage.text if coverage else ""


def _seen(request: CompanyRequest) -> tuple[Board, Group]:
    """The reader's board, and the widest group they see whole."""
    seen = reach(request.actor, on=timezone.localdate())
    return Board(seen), own_of(seen).group


def _kinds() -> dict[str, str]:
    return {
        "mois": _("Mois"),
        "semaine": _("Semaines"),
        "trimestre": _("Trimestres"),
        "annee": _("Exercices"),
    }


def _kind(word: str) -> str:
    try:
        return period_names.KINDS[word]
    except KeyError:
        raise Http404(_("période inconnue")) from None


def _start(request: CompanyRequest, kind: str, text: str) -> date:
    """The first day that an address names. Raises Http404 where no period of that kind starts."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404(_("période inconnue")) from None
    if periods.start_of(_kind(kind), day, request.company.fiscal_month) != day:
        raise Http404(_("période inconnue"))
    return day


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    return crumbs(request, (_("Périodes"), url(request, "settings-periods")), *steps)


def _state(request: CompanyRequest, standing: Standing) -> str:
    if standing.closed_at is not None and standing.period is not None:
        day = formats.day(standing.closed_at, style="short")
        return _("clôturé le %(day)s par %(who)s") % {
            "day": day,
            "who": standing.period.closed_by,
        }
    if not standing.is_over(on=timezone.localdate()):
        return _("en cours")
    return _("rouvert") if standing.period else _("ouvert")


def _consequence(standing: Standing, label: str) -> str:
    """What closing does, and what it would close without."""
    told = _(
        "%(period)s : les chiffres ne changeront plus en silence : définitions, cibles et"
        " calendriers restent ceux d’aujourd’hui, et un fait qui arrive après paraît comme une"
        " correction datée, avec la valeur d’avant."
    ) % {"period": label}
    missing = gap_words(standing)
    if not missing:
        return told
    return _("%(told)s Attention : %(missing)s.") % {"told": told, "missing": missing}


def _table(request: CompanyRequest, found: list[Standing]) -> Table:
    return Table(
        name="periodes",
        caption=_("Périodes"),
        columns=(
            Column(label=_("Période")),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Couverture")),
            Column(label=_("Ce qui manque"), is_long=True),
            Column(label=_("Corrections depuis la clôture")),
        ),
        rows=tuple(_row(request, one) for one in found),
    )


def _row(request: CompanyRequest, one: Standing) -> Row:
    word = period_names.WORDS[one.kind]
    address = url(request, "settings-period", word, one.start.isoformat())
    corrected = (
        ngettext("%(count)s chiffre corrigé", "%(count)s chiffres corrigés", one.corrected)
        % {"count": formats.number(one.corrected)}
        if one.corrected
        else ""
    )
    return Row(
        cells=(
            Cell(text=period_names.label(one.kind, one.start), url=address, rank=one.start),
            Cell(text=_state(request, one)),
            Cell(text=coverage_words(one)),
            Cell(text=gap_words(one)),
            Cell(
                text=corrected, url=f"{address}#corriges" if corrected else "", rank=one.corrected
            ),
        )
    )
