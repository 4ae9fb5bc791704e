"""Who may read what, administrators included: computed from the table that the gates read."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation.queries import rights
from timonerie.domains.organisation.queries.rights import Right
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.rights import RightsForm
from timonerie.web.pages.settings.frame import crumbs, url
from timonerie.web.pages.settings.lists import members as listed
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

#: What is read, with the permissions to read it and to change it.
RESOURCES: tuple[tuple[Promise, str, str], ...] = (
    (gettext_lazy("Chiffres"), "indicator.read", "indicator.write"),
    (gettext_lazy("Dossiers"), "fact.read", "import.undo"),
    (gettext_lazy("Fichiers reçus"), "import.read", "import.write"),
    (gettext_lazy("Incidents"), "incident.read", "incident.write"),
    (gettext_lazy("Signaux"), "signal.read", "signal.triage"),
    (gettext_lazy("Engagements"), "commitment.read", "commitment.write"),
    (gettext_lazy("Cycles"), "cycle.read", "cycle.write"),
    (gettext_lazy("Effectifs"), "workforce.read", "workforce.write"),
    (gettext_lazy("Prestataires"), "provider.read", "provider.write"),
    (gettext_lazy("Activités"), "activity.read", "activity.write"),
    (gettext_lazy("Organisation"), "organisation.read", "organisation.write"),
    (gettext_lazy("Accès"), "user.read", "user.write"),
    (gettext_lazy("Piste d’audit"), "audit.read", ""),
)


@policy("user.read")
def index(request: CompanyRequest) -> HttpResponse:
    form = RightsForm(request.GET or None)
    found = rights.all_in_force(company_id=request.company.pk, on=timezone.localdate())
    asked = form.cleaned_data if form.is_valid() else {}
    reading = [one for one in found if _reads(one, asked)]
    context = {
        "form": form,
        "chips": _chips(request, asked),
        "clear_url": request.path,
        "table": _table(request, reading),
        "blind": [one for one in found if not one.is_of_business],
        "breadcrumbs": crumbs(
            request,
            (_("Accès"), url(request, "settings-members")),
            (_("Qui peut lire quoi"), ""),
        ),
    }
    return show(request, "settings/rights.html", context)


def _reads(right: Right, asked: dict[str, object]) -> bool:
    """Whether the member sees something of what is asked for; all are listed when nothing is."""
    keys = {
        name: getattr(asked.get(field), "pk", None)
        for name, field in (
            ("unit", "unite"),
            ("function", "fonction"),
            ("provider", "prestataire"),
        )
    }
    if not any(keys.values()):
        return True
    return right.is_of_business and not right.sees_nothing and right.reach.holds(**keys)


def _chips(request: CompanyRequest, asked: dict[str, object]) -> list[dict[str, str]]:
    found = []
    for name, row in asked.items():
        if row is not None:
            query = request.GET.copy()
            del query[name]
            found.append({"label": str(row), "url": f"?{query.urlencode()}"})
    return found


def _table(request: CompanyRequest, found: Iterable[Right]) -> Table:
    return Table(
        name="droits",
        caption=_("Qui peut lire quoi"),
        columns=(
            Column(label=_("Nom")),
            Column(label=_("Rôle"), is_filter=True),
            Column(label=_("Dans quel périmètre"), is_long=True),
            Column(label=_("Jusqu’au")),
            *(Column(label=label, is_filter=True) for label, _read, _write in RESOURCES),
            Column(label=_("Adresses des personnes"), is_filter=True),
        ),
        rows=tuple(_row(request, one) for one in found),
    )


def _row(request: CompanyRequest, right: Right) -> Row:
    membership = right.member.membership
    end = membership.end_date
    return Row(
        cells=(
            Cell(
                text=membership.user.name,
                url=url(request, "settings-member", membership.public_id),
            ),
            Cell(text=membership.get_role_display()),
            listed.shown(right.member),
            Cell(text=formats.day(end, style="short") if end else "", value=end),
            *(Cell(text=_gesture(right, read, write)) for _label, read, write in RESOURCES),
            Cell(text=_("lit") if right.reads("person.email") else _("—")),
        )
    )


def _gesture(right: Right, read: str, write: str) -> str:
    if right.sees_nothing or not right.may(read):
        return _("—")
    return _("lit et modifie") if write and right.may(write) else _("lit")
