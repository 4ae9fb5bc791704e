"""Where the settings start: what stands, and what is missing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import calendars, legal, members, people, providers
from timonerie.domains.organisation.queries import seats as seat_queries
from timonerie.domains.organisation.queries import units as unit_queries
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.queries import definitions
from timonerie.domains.portfolio.models import PublishedSummary
from timonerie.domains.sourcing.queries import activities as sourcing
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording.formats import number
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show


@dataclass(frozen=True)
class Section:
    """A door of the settings; `missing` says what a reader should do there, or nothing."""

    label: Promise | str
    lead: Promise | str
    url: str
    count: str
    missing: str = ""


@policy("organisation.read")
def index(request: CompanyRequest) -> HttpResponse:
    context = {"sections": list(_sections(request)), "breadcrumbs": []}
    return show(request, "settings/home.html", context)


def _sections(request: CompanyRequest) -> Iterator[Section]:
    actor, today = request.actor, timezone.localdate()
    kinds = list(unit_queries.visible_to(actor, on=today).active().values_list("kind", flat=True))
    yield Section(
        gettext_lazy("Unités"),
        gettext_lazy("Groupe, régions, sites et équipes : ce que l’on pilote."),
        url(request, "settings-units"),
        number(len(kinds)),
        _("Aucun site pour l’instant") if _lacks_sites(actor, kinds) else "",
    )
    yield Section(
        gettext_lazy("Entités juridiques"),
        gettext_lazy("Sociétés du groupe et établissements, par SIREN et SIRET."),
        url(request, "settings-legal"),
        number(len(legal.tree())),
    )
    yield Section(
        gettext_lazy("Calendriers"),
        gettext_lazy("Horaires, jours fériés et exceptions : ils font les délais ouvrés."),
        url(request, "settings-calendars"),
        number(len(calendars.listed(on=today))),
    )
    if actor.may("provider.read"):
        yield Section(
            gettext_lazy("Prestataires"),
            gettext_lazy("Qui ils sont et qui appeler chez eux."),
            url(request, "settings-providers"),
            number(providers.visible_to(actor, on=today).active().count()),
        )
    yield Section(
        gettext_lazy("Personnes"),
        gettext_lazy("Les salariés et dirigeants que citent vos postes."),
        url(request, "settings-people"),
        number(people.visible_to(actor, on=today).active().count()),
    )
    yield from _seats_and_activities(request, actor)
    if actor.may("report.judge"):
        yield Section(
            gettext_lazy("Rapports attendus"),
            gettext_lazy("Ce que les sites doivent au groupe, et comment se suivent les contrats."),
            url(request, "settings-reports"),
            "",
        )
    if actor.may("summary.publish"):
        yield Section(
            gettext_lazy("Résumés publiés"),
            gettext_lazy("Ce qu’un dirigeant lit de la société depuis une autre instance."),
            url(request, "settings-summaries"),
            number(PublishedSummary.objects.open(at=timezone.now()).count()),
        )
    yield Section(
        gettext_lazy("Archives"),
        gettext_lazy("Ce qui a quitté les listes, avec de quoi le reprendre."),
        url(request, "settings-archives"),
        "",
    )
    yield from _machinery(request)
    if actor.may("audit.read"):
        yield Section(
            gettext_lazy("Piste d’audit"),
            gettext_lazy("Qui a fait quoi, quand, et la preuve que rien n’a été retouché."),
            url(request, "settings-audit"),
            "",
        )


def _machinery(request: CompanyRequest) -> Iterator[Section]:
    """What happens behind the screens."""
    if request.actor.may("message.log"):
        yield Section(
            gettext_lazy("Messages"),
            gettext_lazy("Ce qui a été écrit à qui, et si le courrier part."),
            url(request, "settings-messages"),
            "",
        )
    if request.actor.may("job.read"):
        yield Section(
            gettext_lazy("Travaux"),
            gettext_lazy("Lectures, calculs et courriers : ce qui tourne, ce qui a échoué."),
            url(request, "settings-jobs"),
            "",
        )
    if request.actor.may("minutes.read"):
        yield Section(
            gettext_lazy("Temps demandé"),
            gettext_lazy("Les minutes que les écrans demandent chaque semaine, et à qui."),
            url(request, "settings-minutes"),
            "",
        )


def _lacks_sites(actor: Actor, kinds: Collection[str]) -> bool:
    """A reader of some units only cannot tell: the sites may be elsewhere."""
    is_narrowed = reach(actor, on=timezone.localdate()).unit_ids is not None
    return not is_narrowed and UnitKind.SITE not in kinds


def _seats_and_activities(request: CompanyRequest, actor: Actor) -> Iterator[Section]:
    today = timezone.localdate()
    held = seat_queries.held(actor, on=today)
    vacant = sum(one.holding is None for one in held)
    yield Section(
        gettext_lazy("Postes"),
        gettext_lazy("Qui répond de quoi, et qui l’a fait avant."),
        url(request, "settings-seats"),
        number(len(held)),
        ngettext("%(count)s poste vacant", "%(count)s postes vacants", vacant) % {"count": vacant}
        if vacant
        else "",
    )
    if actor.may("activity.read"):
        yield Section(
            gettext_lazy("Activités"),
            gettext_lazy("Ce qui est fait, pour qui, et par qui."),
            url(request, "activities"),
            number(sourcing.visible_to(actor, on=today).active().count()),
        )
    if actor.may("indicator.read"):
        yield from _measures(request)
    if actor.may("company.export"):
        yield from _leaving(request)
    if actor.may("user.read"):
        found = members.members(company_id=request.company.pk, on=today)
        blind = sum(member.is_in_force and member.reaches_nothing for member in found)
        yield Section(
            gettext_lazy("Accès"),
            gettext_lazy("Qui entre ici, avec quel rôle, et ce que son mandat lui montre."),
            url(request, "settings-members"),
            number(sum(member.is_in_force for member in found)),
            ngettext("%(count)s accès sans mandat", "%(count)s accès sans mandat", blind)
            % {"count": blind}
            if blind
            else "",
        )


def _leaving(request: CompanyRequest) -> Iterator[Section]:
    yield Section(
        gettext_lazy("Export complet"),
        gettext_lazy("Tout ce que la société a ici, dans une archive lisible sans Timonerie."),
        url(request, "settings-portability"),
        "",
    )


def _measures(request: CompanyRequest) -> Iterator[Section]:
    yield Section(
        gettext_lazy("Indicateurs"),
        gettext_lazy("Ce que l’on mesure, version après version ; les vôtres s’y créent."),
        url(request, "settings-indicators"),
        number(len(definitions.known())),
    )
    yield Section(
        gettext_lazy("Cibles"),
        gettext_lazy("Ce qui est promis, à qui et depuis quand."),
        url(request, "settings-targets"),
        number(sum(len(found) for found in definitions.targets().values())),
    )
    if request.actor.may("signal.dial"):
        yield Section(
            gettext_lazy("Sensibilité des signaux"),
            gettext_lazy("Combien d’alertes vous acceptez, essayé sur l’année passée."),
            url(request, "settings-signals"),
            "",
        )
    closed = len(definitions.closings())
    yield Section(
        gettext_lazy("Périodes"),
        gettext_lazy("Clôturer un mois, le rouvrir, voir ce qui a été corrigé depuis."),
        url(request, "settings-periods"),
        ngettext("%(count)s clôturée", "%(count)s clôturées", closed) % {"count": number(closed)}
        if closed
        else "",
    )
