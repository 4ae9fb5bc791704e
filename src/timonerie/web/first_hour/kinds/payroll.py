"""The payroll declaration (DSN): read, counted, and gone."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.facts.operations import workforce
from timonerie.domains.facts.queries import workforce as queries
from timonerie.domains.organisation.models import LegalEntity
from timonerie.engine.dsn.reading import looks_like
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.months import month_label
from timonerie.web.first_hour.shapes import Arrival, Dropped, Kind, Known, Outcome, counted
from timonerie.web.first_hour.sheet.shapes import Asked


def take(asked: Asked, file: Dropped) -> Arrival:
    """The first file of a company that names no legal entity yet may name it: it is theirs."""
    is_first = not LegalEntity.objects.exists()
    received = workforce.receive(
        by=asked.actor,
        at=timezone.now(),
        path=file.path,
        file_name=file.name,
        creates_entities=is_first and asked.actor.may("organisation.write"),
    )
    n = len(received.declarations)
    text = ngettext(
        "%(n)s déclaration lue ; le fichier est effacé.",
        "%(n)s déclarations lues ; le fichier est effacé.",
        n,
    )
    return Arrival(
        name=file.name,
        outcome=Outcome.SAME if received.is_unchanged else Outcome.TAKEN,
        kind=str(KIND.label),
        sentence=_("Cette DSN était déjà comptée : rien ne change. Le fichier est effacé.")
        if received.is_unchanged
        else text % {"n": formats.number(n)},
        url=reverse("workforce", args=[asked.slug]),
        gesture=_("Voir les effectifs"),
    )


def known(asked: Asked) -> Known:
    board = queries.now(asked.actor, on=asked.on)
    if board.last is None:
        return Known()
    n, places = board.together(board.last).get("heads", 0), len(board.places)
    asking = len(queries.to_place(asked.actor, on=asked.on))
    text = _("%(n)s personnes en %(month)s, sur %(places)s lieux de travail")
    return Known(
        sentence=text
        % {
            "n": formats.number(n),
            "month": month_label(board.last),
            "places": formats.number(places),
        },
        url=reverse("workforce", args=[asked.slug]),
        waiting=counted(ngettext("%(n)s lieu sans site", "%(n)s lieux sans site", asking), asking),
        waiting_url=reverse("workforce-sites", args=[asked.slug]),
    )


def _head(head: bytes, name: str) -> float:
    return float(looks_like(head, name))


KIND = Kind(
    code="dsn",
    label=gettext_lazy("Déclarations de paie (DSN)"),
    asks=gettext_lazy(
        "Les douze dernières : votre cabinet de paie les a. Rien de nominatif n’est gardé."
    ),
    permission="workforce.write",
    take=take,
    known=known,
    head=_head,
)
KINDS = (KIND,)
