"""What every template receives: the navigation of the reader, the company, the user's menu."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope import current
from timonerie.foundations.wording import formats
from timonerie.web import page_time
from timonerie.web.access import CompanyRequest


@dataclass(frozen=True)
class Below:
    """A page one step below a line of the navigation, shown while that line is current. It is
    current under the routes that begin with one of `prefixes`; `needs_all` keeps it from readers
    whom a mandate narrows."""

    label: Promise
    route: str
    permission: str
    prefixes: tuple[str, ...]
    needs_all: bool = False


@dataclass(frozen=True)
class Entry:
    """A line of the navigation; `routes` are the other route names under which it is current."""

    label: Promise
    icon: str
    route: str
    permission: str
    routes: tuple[str, ...] = ()
    below: tuple[Below, ...] = ()


ENTRIES = [
    Entry(_("Aujourd’hui"), "today", "today", "company.read", ("indicator", "indicators")),
    Entry(
        _("Prestataires"),
        "providers",
        "providers",
        "provider.read",
        ("provider", "compare-providers"),
        (
            Below(_("Engagements"), "commitments", "commitment.read", ("commitment",)),
            Below(_("Activités"), "activities", "activity.read", ("activities", "activity")),
            Below(_("Cahiers des charges"), "statements", "statement.read", ("statement", "offer")),
            Below(_("Achats"), "purchases", "ledger.read", ("purchases",), needs_all=True),
            Below(
                _("Contrats"),
                "contracts",
                "contract.read",
                ("contract", "renewal", "provider-score", "score-weight", "calendar-feed"),
            ),
            Below(_("Documents"), "papers", "contract.read", ("paper",)),
            Below(_("Avoirs et pénalités"), "claims", "contract.read", ("claim",)),
            Below(
                _("Obligations légales"),
                "duties",
                "duty.read",
                ("duties", "duty-", "provider-duties", "processing", "further-processor"),
            ),
            Below(
                _("Recadrages"),
                "challenges",
                "challenge.read",
                (
                    "challenge",
                    "provider-challenges",
                    "provider-chronology",
                    "provider-renegotiation",
                ),
            ),
            Below(
                _("Rapports"),
                "due-reports",
                "report.read",
                ("due-report", "report-", "provider-reports"),
            ),
            Below(_("Missions"), "missions", "contract.read", ("mission",)),
            Below(_("Cycles"), "cycles", "cycle.read", ("cycle", "provider-cycles")),
        ),
    ),
    Entry(
        _("Sites"),
        "sites",
        "sites",
        "indicator.read",
        ("site", "region", "team", "compare"),
        (
            Below(_("Effectifs"), "workforce", "workforce.read", ("workforce",)),
            Below(_("Organigramme"), "org-chart", "organisation.read", ("org-chart",)),
            Below(_("Flashs"), "flashes", "flash.read", ("flash", "voice-link")),
            Below(_("Rituels"), "rituals", "ritual.read", ("ritual",)),
        ),
    ),
    Entry(
        _("Signaux"),
        "signal",
        "signals",
        "signal.read",
        ("signal", "signals-over", "signal-decide"),
    ),
    Entry(
        _("Données"),
        "data",
        "imports",
        "import.read",
        ("facts", "fact"),
        (
            Below(_("Vos fichiers"), "first-hour", "first_hour.read", ("first-hour",)),
            Below(_("Faits"), "facts", "fact.read", ("fact",)),
        ),
    ),
    Entry(
        _("Incidents"),
        "alert",
        "incidents",
        "incident.read",
        ("incident", "incident-new", "incident-archives", "incident-links", "incident-link"),
    ),
    Entry(_("Réglages"), "settings", "settings", "organisation.read"),
]


#: The pages that stand under an entry, by the beginning of their names.
PREFIXES: Mapping[str, tuple[str, ...]] = {
    "providers": ("provider-", "subcontractor-", "proposal-", "reply-", "rating-"),
    "settings": ("settings",),
    "imports": ("import",),
}
#: Pages that belong in no folder: forms, gestures, and what is only a way to another page.
UNPRINTED = (
    "settings",
    "import-",
    "incident-",
    "signal-",
    "claim-",
    "challenge-new",
    "challenge-step",
    "commitment-",
    "cycle-new",
    "cycle-edit",
    "cycle-step",
    "cycle-link",
    "cycle-run-",
    "first-hour",
    "workforce-new",
    "workforce-sites",
    "ritual-",
    "reply-",
    "rating-",
    "flash-need-",
    "flash-links",
    "flash-link-new",
    "flash-rule",
    "flash-correct",
    "rituals-",
    "org-chart-",
    "search",
    "home",
    "portfolio",
    "followed",
    "my-absence",
    "my-messages-choice",
)
#: Except what closes a month, whose page is proof of what was known, and what the files say.
PRINTED = ("settings-period", "settings-periods", "first-hour-sheet")


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context that `base.html` reads; `frontend/README.md` says its shape."""
    context: dict[str, Any] = {"demo": settings.DEMO, "company": None, "navigation": []}
    if not hasattr(request, "actor"):
        return context | _outside(request) | {"page_time": page_time.marked_public(request)}
    return context | _inside(cast(CompanyRequest, request))


def _outside(request: HttpRequest) -> dict[str, Any]:
    """The menu of a reader between two companies; a page that fails asks nothing of anybody."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    return {"user_menu": _user_menu(user.name, "")}


def _own_pages(request: CompanyRequest) -> list[dict[str, Any]]:
    """What the reader alone reads in this company."""
    if not request.actor.may("message.read"):
        return []
    address = reverse("my-messages", args=[request.company.slug])
    return [{"label": _("Mes messages"), "url": address}]


def _user_menu(
    name: str, role: Promise | str, own: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    return {
        "name": name,
        "role": role,
        "links": [
            *own,
            {"label": _("Portefeuille"), "url": reverse("portfolio")},
            {"label": _("Mon compte"), "url": reverse("account")},
        ],
        "logout_url": reverse("logout"),
    }


def _inside(request: CompanyRequest) -> dict[str, Any]:
    match = request.resolver_match
    here = match.url_name if match and match.url_name else ""
    return {
        "company": request.company,
        "companies": _companies(request),
        "navigation": [
            _entry(request, entry, here) for entry in ENTRIES if request.actor.may(entry.permission)
        ],
        "printed": _belongs_in_a_folder(here) and _printed(request),
        "search_url": reverse("search", args=[request.company.slug]),
        "user_menu": _user_menu(request.actor.name, request.actor.role.label, _own_pages(request)),
        "page_time": page_time.marked(request, here),
    }


def _belongs_in_a_folder(route: str) -> bool:
    return route in PRINTED or not route.startswith(UNPRINTED)


def _printed(request: CompanyRequest) -> dict[str, str]:
    """Who prints a page, and when: a sheet in a folder says where it comes from."""
    at = formats.instant(timezone.now(), request.company.zone, style="long")
    return {"by": request.actor.name, "at": at}


def _entry(request: CompanyRequest, entry: Entry, here: str) -> dict[str, Any]:
    here_below = [one for one in entry.below if here.startswith(one.prefixes)]
    is_open = bool(here_below) or _is_current(entry, here)
    return {
        "label": entry.label,
        "icon": entry.icon,
        "url": reverse(entry.route, args=[request.company.slug]),
        "active": is_open and not here_below,
        "below": [
            {
                "label": one.label,
                "url": reverse(one.route, args=[request.company.slug]),
                "active": one in here_below,
            }
            for one in (entry.below if is_open else ())
            if _may_open(request, one)
        ],
    }


def _may_open(request: CompanyRequest, one: Below) -> bool:
    """A page that fails is written outside the company, where nothing is known of mandates."""
    if not one.needs_all or not request.actor.may(one.permission):
        return request.actor.may(one.permission)
    try:
        return reach(request.actor, on=timezone.localdate()) == Reach()
    except current.ScopeMissing:
        return False


def _is_current(entry: Entry, here: str) -> bool:
    return here in (entry.route, *entry.routes) or here.startswith(PREFIXES.get(entry.route, ()))


def _companies(request: CompanyRequest) -> list[dict[str, Any]]:
    rows = dict.fromkeys((one.company.slug, one.company.name) for one in request.memberships)
    return [
        {
            "name": name,
            "url": reverse("today", args=[slug]),
            "current": slug == request.company.slug,
        }
        for slug, name in rows
    ]
