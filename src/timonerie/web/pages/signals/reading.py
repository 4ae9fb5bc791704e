"""The inbox of the signals, and the page of one."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.challenge.queries.evidence import signals as evidence_of
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.rules import Group
from timonerie.domains.signals.enums import Triage
from timonerie.domains.signals.models import SignalMember, TriageGesture
from timonerie.domains.signals.queries import replaying, signals, telling
from timonerie.domains.signals.queries.telling import Spoken
from timonerie.domains.signals.rules import evidence
from timonerie.foundations.wording import formats
from timonerie.web import challenge_words, readings, signal_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.boards import read_names
from timonerie.web.forms.signals import NoteForm, SortForm
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import url
from timonerie.web.pages.signals import charts, tables
from timonerie.web.pages.signals.frame import crumbs, spoken_of
from timonerie.web.readings import Names
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

UNDONE_WITHIN = timedelta(hours=1)


@policy("signal.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    found = telling.in_short(signals.listed(request.actor, on=timezone.localdate()))
    new = sum(one.signal.state == Triage.NEW for one in found)
    context = {
        "table": tables.of_signals(request, found),
        "new": new,
        "sort_form": SortForm() if request.actor.may("signal.triage") else None,
        "gesture": _undoable(request),
        "breadcrumbs": [],
    }
    return show(request, "signals/index.html", context)


@policy("signal.read")
def over(request: CompanyRequest) -> HttpResponse:
    """Those that the figures no longer show."""
    rows = signals.listed(request.actor, on=timezone.localdate(), over=True)
    context = {
        "table": tables.of_signals(request, telling.in_short(rows)),
        "is_over": True,
        "sort_form": SortForm() if request.actor.may("signal.triage") else None,
        "breadcrumbs": crumbs(request, (_("Éteints"), "")),
    }
    return show(request, "signals/index.html", context)


def _undoable(request: CompanyRequest) -> TriageGesture | None:
    """The last sort in number of this reader, while it is fresh."""
    rows = TriageGesture.objects.filter(
        user_id=request.actor.user_id,
        undone_at__isnull=True,
        at__gte=timezone.now() - UNDONE_WITHIN,
    )
    found: TriageGesture | None = rows.order_by("-at").first()
    return found


@policy("signal.read")
def detail(request: CompanyRequest, signal_id: UUID) -> HttpResponse:
    spoken = spoken_of(request, signal_id)
    signal, names = spoken.signal, read_names()
    verdicts = replaying.verdicts(signal.members.all())
    main = verdicts[0].member
    seen = reach(request.actor, on=timezone.localdate())
    notes = (
        list(charts.notes_of(request.company.slug, seen, main))
        if request.actor.may("incident.read")
        else []
    )
    facts = [_facts(request, spoken, one.member, names) for one in verdicts]
    context = {
        "spoken": spoken,
        "signal": signal,
        "challenge_url": challenge_words.begin_url(request, evidence_of.key(signal))
        if signal.provider_id
        else "",
        "lead": signal_words.lasting(signal),
        "chart": charts.of(spoken, main, notes=notes),
        "series": tables.of_series(spoken, verdicts, facts, names),
        "facts_url": facts[0],
        "is_same": all(one.is_same for one in verdicts),
        "is_of_another_engine": any(one.is_of_another_engine for one in verdicts),
        "hidden": len(main.evidence["hidden"]),
        "budget": formats.number(main.evidence["settings"]["budget"], decimals=2),
        "pairs": list(_pairs(request, spoken)),
        "notes": signal.notes.order_by("at", "pk"),
        "note_form": NoteForm() if request.actor.may("signal.note") else None,
        "history": history.of(request, kind="signal", public_id=signal.public_id),
        "breadcrumbs": crumbs(request, (spoken.title, "")),
    }
    return show(request, "signals/detail.html", context)


def _facts(request: CompanyRequest, spoken: Spoken, member: SignalMember, names: Names) -> str:
    """The facts of the last period of the episode; empty where no fact made it."""
    series = member.series
    if spoken.metric is None or series is None or not request.actor.may("fact.read"):
        return ""
    kept, told = evidence.given(member.evidence), evidence.told(member.evidence)
    last = len(kept.starts) - 1 if told.closed < 0 else told.opened
    group = Group(series.unit_id, series.provider_id, series.activity_id)
    return readings.facts_url(
        request.company.slug,
        spoken.metric,
        kind=kept.step,
        start=kept.starts[last],
        group=group,
        names=names,
    )


def _pairs(request: CompanyRequest, spoken: Spoken) -> Iterator[dict[str, Any]]:
    """What was decided of it, and of whom it is."""
    one = spoken.signal
    yield {"term": _("Tri"), "detail": one.get_state_display()}
    if one.reason:
        yield {"term": _("Motif"), "detail": one.reason}
    yield {"term": _("Suivi par"), "detail": str(one.owner or _("personne encore"))}
    if one.due_date:
        yield {"term": _("À décider pour le"), "detail": formats.day(one.due_date)}
    yield {"term": _("Famille"), "detail": one.get_family_display()}
    if one.provider is not None and request.actor.may("provider.read"):
        address = url(request, "provider", one.provider.public_id)
        yield {"term": _("Prestataire"), "detail": one.provider.name, "url": address}
    if one.unit is not None:
        address = url(request, "site", one.unit.public_id)
        yield {"term": _("Site"), "detail": one.unit.name, "url": address}
    if spoken.metric is not None:
        address = url(request, "indicator", spoken.metric.code)
        yield {"term": _("Indicateur"), "detail": spoken.metric.label, "url": address}
