"""A calendar (.ics): its meetings that come back."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.rituals.enums import RitualState
from timonerie.domains.rituals.operations import exports
from timonerie.domains.rituals.queries import rituals
from timonerie.engine.meetings.recognition import looks_like
from timonerie.foundations.scope import counting
from timonerie.foundations.wording import formats
from timonerie.web.first_hour.shapes import Arrival, Dropped, Kind, Known, Outcome, counted
from timonerie.web.first_hour.sheet.shapes import Asked


def take(asked: Asked, file: Dropped) -> Arrival:
    export = exports.receive(by=asked.actor, at=timezone.now(), path=file.path, file_name=file.name)
    text = ngettext(
        "%(n)s réunion qui revient ; le fichier est effacé.",
        "%(n)s réunions qui reviennent ; le fichier est effacé.",
        export.series,
    )
    return Arrival(
        name=file.name,
        outcome=Outcome.TAKEN,
        kind=str(KIND.label),
        sentence=text % {"n": formats.number(export.series)},
        url=reverse("rituals-proposed", args=[asked.slug]),
        gesture=_("Choisir les rituels"),
    )


def known(asked: Asked) -> Known:
    rows, at = rituals.visible_to(asked.actor, at=timezone.now()), timezone.now()
    counts = counting.together(
        kept=rows.filter(state=RitualState.KEPT),
        proposed=rows.filter(state=RitualState.PROPOSED),
        asking=rituals.asked(asked.actor, at=at),
    )
    asking = counts["asking"]
    return Known(
        sentence=_said(counts["kept"], counts["proposed"]),
        url=reverse("rituals", args=[asked.slug]),
        waiting=counted(
            ngettext("%(n)s réunion disparue", "%(n)s réunions disparues", asking), asking
        ),
        waiting_url=reverse("rituals", args=[asked.slug]),
    )


def _said(kept: int, proposed: int) -> str:
    told = [
        counted(ngettext("%(n)s rituel", "%(n)s rituels", kept), kept),
        counted(ngettext("%(n)s proposé", "%(n)s proposés", proposed), proposed),
    ]
    return ", ".join(filter(None, told))


KIND = Kind(
    code="agenda",
    label=gettext_lazy("Agenda (.ics)"),
    asks=gettext_lazy("L’export d’Outlook ou de Google : seuls les titres des séries sont gardés."),
    permission="ritual.write",
    take=take,
    known=known,
    head=looks_like,
)
KINDS = (KIND,)
