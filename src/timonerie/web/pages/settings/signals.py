"""The one setting of the signals: how many alerts are accepted, tried before it is set."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.performance.queries import definitions
from timonerie.domains.signals.operations import dial as operations
from timonerie.domains.signals.queries import dials, signals
from timonerie.domains.signals.queries.dials import Preview
from timonerie.foundations.wording import formats
from timonerie.web import signal_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.boards import read_names
from timonerie.web.forms.signals import DialForm
from timonerie.web.pages.settings.frame import crumbs, url
from timonerie.web.pages.signals import tables
from timonerie.web.responses import show


@policy("signal.dial")
def page(request: CompanyRequest) -> HttpResponse:
    """`?alerts_a_week=` tries a value: nothing is written before it is sent."""
    current, today = dials.current(), timezone.localdate()
    initial = {
        "alerts_a_week": current.alerts_a_week,
        "allows_more": current.allows_more,
        "version": current.version,
    }
    is_tried = "alerts_a_week" in request.GET
    tried = {"version": current.version} | request.GET.dict() if is_tried else None
    form = DialForm(request.POST if request.method == "POST" else tried, initial=initial)
    cried = signals.cried(on=today)
    context = {
        "form": form,
        "current": current,
        "cried": [signal_words.cried(one) for one in cried],
        "half": dials.half(on=today) if any(one.too_often for one in cried) else None,
        "breadcrumbs": crumbs(request, (_("Signaux"), "")),
    }
    if request.method == "POST" and form.is_valid() and _saved(request, form):
        return redirect(url(request, "signals"))
    if form.is_bound and form.is_valid():
        found = dials.preview(
            on=today,
            alerts_a_week=form.cleaned_data["alerts_a_week"],
            allows_more=form.cleaned_data["allows_more"],
        )
        context |= _told(found)
    return show(request, "settings/signals.html", context)


def _saved(request: CompanyRequest, form: DialForm) -> bool:
    try:
        operations.put(by=request.actor, at=timezone.now(), **form.cleaned_data)
    except Conflict as conflict:
        form.answer(conflict)
        return False
    except Refused as refusal:
        form.add_error(refusal.field or None, refusal.message)
        return False
    messages.success(request, _("Le réglage est enregistré : les signaux suivent."))
    return True


def _told(found: Preview) -> dict[str, object]:
    labels = {one.indicator.pk: one.metric.label for one in definitions.known()}
    return {
        "preview": found,
        "figures": [
            {
                "label": _("Signaux levés en un an"),
                "value": formats.number(len(found.found)),
                "note": _("soit %(n)s par semaine")
                % {"n": formats.number(found.a_week, decimals=1)},
            },
            {
                "label": _("Fausses alertes acceptées"),
                "value": formats.number(found.false_alarms, decimals=1),
                "note": _("par an au plus, sur %(n)s séries suivies")
                % {"n": formats.number(found.series)},
            },
            {
                "label": _("En plus, en moins"),
                "value": f"+{len(found.added)} / −{len(found.lost)}",
                "note": _("à côté du réglage en vigueur"),
            },
        ],
        "table": tables.of_causes(
            found.found,
            caption=_("Ce qui aurait été levé en un an"),
            names=read_names(),
            labels=labels,
        ),
    }
