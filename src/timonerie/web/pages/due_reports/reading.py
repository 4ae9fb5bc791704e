"""The reports that are owed: all of them, late first; the page of one; what one provider keeps."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.models import DueReport, ReportFile
from timonerie.domains.reporting.operations import report_checks, report_filing, report_sheets
from timonerie.domains.reporting.queries import due_reports as queries
from timonerie.domains.reporting.queries import report_links, report_readings, thumb_things
from timonerie.domains.reporting.queries.due_reports import Standing
from timonerie.domains.reporting.queries.report_readings import Judged
from timonerie.domains.reporting.report_enums import ReportState, Stage
from timonerie.domains.reporting.rules import report_punctuality
from timonerie.domains.reporting.rules.report_punctuality import Punctuality
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.documents import operations as blobs
from timonerie.foundations.wording import formats
from timonerie.web import downloads, exports, report_words, workbooks
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.due_reports import frame, tables
from timonerie.web.pages.provider_files import frame as provider_frame
from timonerie.web.pages.settings import history
from timonerie.web.pages.voices.provider import shown_things
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

WHOLE = "tout"


@policy("report.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    at = timezone.now()
    found = queries.board(request.actor, at=at)
    is_whole = WHOLE in request.GET
    shown = found if is_whole else queries.recent(found, on=timezone.localdate(at))
    context = {
        "table": tables.of_reports(request, shown, name="rapports"),
        "is_whole": is_whole,
        "left": formats.number(len(found) - len(shown)) if len(found) > len(shown) else "",
        "figures": _figures(found),
        "punctuality": _both(found),
        "breadcrumbs": [],
    }
    return show(request, "due_reports/index.html", context)


def _figures(found: Sequence[Standing]) -> list[dict[str, str]]:
    counts = queries.counts(found)
    to_read = sum(one.is_to_read for one in found)
    asked = sum(one.wants for one in found)
    told = (
        (_("En retard"), counts.get(ReportState.LATE, 0), _("à relancer")),
        (_("En délai de grâce"), counts.get(ReportState.IN_GRACE, 0), _("attendus, pas en retard")),
        (_("À lire"), to_read, _("remis, pas encore jugés")),
        (_("Questions posées"), asked, _("le délai s’arrête jusqu’à notre réponse")),
        (_("Jamais venus"), counts.get(ReportState.MISSING, 0), _("trente jours après la grâce")),
    )
    return [
        {"label": label, "value": formats.number(count), "note": note}
        for label, count, note in told
    ]


def _both(found: Iterable[Standing]) -> list[dict[str, str]]:
    """The punctuality of each side over the same months."""
    several, at = list(found), timezone.now()
    sides = ((Side.THEIRS, _("Prestataires")), (Side.OURS, _("Nos sites")))
    return [
        told(label, _counted([one for one in several if one.due.side == side], at))
        for side, label in sides
    ]


def _counted(found: Iterable[Standing], at: Any) -> Punctuality:
    lives = [(one.life, one.worked) for one in found]
    return report_punctuality.counted(lives, at=at, today=timezone.localdate(at))


def told(label: str, counted: Punctuality) -> dict[str, str]:
    """« 83 % », with what it counts; grey where nothing was due."""
    if counted.rate is None:
        return {"label": label, "value": _("à connaître"), "note": _("rien n’était dû")}
    words = {"n": formats.number(counted.on_time), "of": formats.number(counted.due)}
    note = _("%(n)s à l’heure sur %(of)s dus") % words
    if counted.idle:
        idle = {"n": formats.number(counted.idle)}
        note = f"{note}\u202f; " + _("sans activité, non comptés : %(n)s") % idle
    return {"label": label, "value": formats.percent(counted.rate, decimals=0), "note": note}


@policy("report.read")
def detail(request: CompanyRequest, due_report_id: UUID) -> HttpResponse:
    due, at = frame.due_of(request, due_report_id), timezone.now()
    one = queries.of(due, at=at)
    judges = request.actor.may("report.judge")
    context = {
        **frame.body(one, with_notes=judges),
        "gestures": _gestures(request, one),
        "links": tables.of_links(request, report_links.of(due), at=at) if judges else None,
        "open_links": [one for one in report_links.of(due) if one.is_open(at=at)] if judges else [],
        "quality": _quality(one, request) if due.side == Side.THEIRS else None,
        "reminders": list(due.reminders.order_by("at")) if judges else [],
        "question": report_words.last_question(due),
        "thumbs": _thumbs(request, due, at),
        "history": history.of(request, kind="due_report", public_id=due.public_id),
        "breadcrumbs": frame.crumbs(request, (frame.name(due), "")),
    }
    return show(request, "due_reports/detail.html", context)


def _thumbs(request: CompanyRequest, due: DueReport, at: datetime) -> list[dict[str, Any]]:
    """The one that the reader may give, on a report that came lately."""
    thing = thumb_things.of_report(due, at=at) if request.actor.may("thumb.give") else None
    return shown_things(request, [thing]) if thing is not None else []


def _gestures(request: CompanyRequest, one: Standing) -> dict[str, bool]:
    """What this reader may do of it now."""
    due, actor = one.due, request.actor
    writes, judges = actor.may("report.write"), actor.may("report.judge")
    client = report_checks.is_client(actor, due)
    is_provider_of_ours = actor.role == "provider" and due.side == Side.OURS
    answers = writes and not is_provider_of_ours and due.stage in report_filing.OPEN
    is_input = due.side == Side.OURS and due.provider_id is not None
    waits = one.wants if client else one.is_asked
    return {
        "answers": answers and not is_input,
        "marks": writes and is_input and due.stage in (Stage.AWAITED, Stage.RETURNED),
        "accepts": judges and due.stage == Stage.FILED,
        "returns": judges and due.stage in (Stage.FILED, Stage.ACCEPTED) and not is_input,
        "refuses": judges and due.stage in (Stage.FILED, Stage.RETURNED),
        "idles": judges and due.stage in (Stage.AWAITED, Stage.RETURNED),
        "reopens": judges and due.stage in (Stage.ACCEPTED, Stage.REFUSED, Stage.IDLE),
        "asks": writes
        and (due.stage == Stage.FILED if client else due.stage not in (Stage.REFUSED, Stage.IDLE)),
        "replies": writes and waits,
        "notes": judges,
        "links": judges and due.provider_id is not None,
    }


def _quality(one: Standing, request: CompanyRequest) -> dict[str, Any] | None:
    """The criteria of this report; the score of its line once three came."""
    if not one.life.filings or not one.due.fields:
        return None
    before = queries.standings(report_readings.earlier(one.due), at=timezone.now())
    found = report_readings.judged([*before, one])
    own = next((each for each in found if each.standing.due.pk == one.due.pk), None)
    return None if own is None else quality_of(own, found)


def quality_of(own: Judged, found: Sequence[Judged]) -> dict[str, Any]:
    score = report_readings.score(found)
    return {
        "score": "" if score is None else formats.number(score, decimals=0),
        "criteria": [
            {
                "label": report_sentences.CRITERIA[each.code],
                "points": formats.number(each.points),
                "of": formats.number(each.out_of),
                "sentence": report_sentences.criterion(each, came=own.facts.came),
            }
            for each in own.quality.criteria
        ],
    }


@policy("report.read")
def of_provider(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider, at = provider_frame.signed_of(request, provider_id), timezone.now()
    found = queries.of_provider(request.actor, provider, at=at)
    theirs = [one for one in found if one.due.side == Side.THEIRS]
    judged = report_readings.judged(theirs)
    context = {
        **provider_frame.context(request, provider, "provider-reports", _("Rapports")),
        "table": tables.of_reports(request, found, name="rapports"),
        "punctuality": [
            told(provider.name, _counted(theirs, at)),
            told(_("Ce que nous lui devons"), _counted(set_apart(found), at)),
        ],
        "quality": quality_of(judged[-1], judged) if judged else None,
    }
    return show(request, "due_reports/provider.html", context)


def set_apart(found: Iterable[Standing]) -> list[Standing]:
    """What our side owes."""
    return [one for one in found if one.due.side == Side.OURS]


@policy("report.judge")
@remembered
def links(request: CompanyRequest) -> HttpResponse:
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found = report_links.among(rows)[:500]
    context = {
        "table": tables.of_links(request, found, at=timezone.now()),
        "breadcrumbs": frame.crumbs(request, (_("Liens de réponse"), "")),
    }
    return show(request, "due_reports/links.html", context)


@policy("report.read")
def file(request: CompanyRequest, report_file_id: UUID) -> HttpResponseBase:
    """A file that came with a version; of a draft, only who keeps it."""
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    files = ReportFile.objects.select_related("due", "blob", "company").filter(due__in=rows)
    found = files.filter(public_id=report_file_id, filing__isnull=False).first()
    if found is None:
        raise Http404
    path = blobs.path_of(company=found.company, blob=found.blob)
    return downloads.file(path, name=found.file_name)


@policy("report.read")
def xlsx(request: CompanyRequest, due_report_id: UUID) -> HttpResponse:
    return sheet(frame.due_of(request, due_report_id), "xlsx")


@policy("report.read")
def csv(request: CompanyRequest, due_report_id: UUID) -> HttpResponse:
    return sheet(frame.due_of(request, due_report_id), "csv")


def sheet(due: DueReport, kind: str) -> HttpResponse:
    """The form of a report, to fill in elsewhere."""
    name = f"rapport-{due.period_start.isoformat()}"
    lines = list(report_sheets.template(due))
    if kind == "xlsx":
        return workbooks.xlsx_file(name, report_sheets.titles(), lines)
    return exports.csv_file(name, report_sheets.titles(), lines)
