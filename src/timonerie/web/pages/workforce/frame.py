"""What every page of the workforce stands in: its breadcrumbs, and what its reader reads."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.queries import workforce as queries
from timonerie.domains.facts.queries.workforce import Board
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, url


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Effectifs"), "url": url(request, "workforce")}
    return [home, *({"label": label, "url": link} for label, link in steps)]


def today() -> date:
    return timezone.localdate()


def board_of(request: CompanyRequest) -> Board:
    return queries.months(request.actor, on=today())


def reads_whole(request: CompanyRequest) -> bool:
    return queries.reads_whole(request.actor, on=today())


def may_drop(request: CompanyRequest) -> bool:
    return request.actor.may("workforce.write") and reads_whole(request)
