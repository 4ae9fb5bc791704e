"""What an empty list says: nothing is known yet, or this reader may see none of it."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.directory import Place
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.web.access import CompanyRequest


@dataclass(frozen=True)
class Absence:
    """What is not there, why, and the next gestures; a gesture that the reader may not make has
    no address."""

    title: str
    text: str
    url: str = ""
    action: str = ""
    other_url: str = ""
    other_action: str = ""


def of_files(request: CompanyRequest) -> Absence:
    """The page itself offers to import a file."""
    seen = _seen(request)
    if seen.unit_ids is not None:
        return Absence(
            _("Vous n’avez encore déposé aucun fichier"),
            _(
                "Les fichiers qui concernent toute l’entreprise sont hors de votre périmètre. Vous "
                "voyez ici ceux que vous déposez."
            ),
        )
    if seen.provider_ids is not None:
        return Absence(
            _("Aucun fichier de votre part pour l’instant"),
            _("Vous voyez ici les fichiers des sources rattachées à votre entreprise."),
        )
    return Absence(
        _("Aucun fichier pour l’instant"),
        _(
            "Déposez un export de votre prestataire : Timonerie reconnaît le format et propose les "
            "colonnes."
        ),
    )


def of_facts(request: CompanyRequest, *, is_filtered: bool) -> Absence:
    if is_filtered:
        return Absence(
            _("Aucun dossier ne répond à ces filtres"),
            _("Retirez un filtre, ou choisissez une autre période."),
        )
    if _seen(request) != Reach():
        return Absence(
            _("Aucun dossier dans votre périmètre"),
            _("Vous verrez ici ceux des sites et des prestataires que votre mandat ouvre."),
        )
    return _to_import(
        request,
        _("Aucun dossier pour l’instant"),
        _("Les dossiers paraîtront ici dès qu’un premier fichier aura été accepté."),
    )


def of_sites(request: CompanyRequest) -> Absence:
    seen = _seen(request)
    if seen.unit_ids is not None:
        return _beyond_sites(request, seen.unit_ids)
    found = _to_import(
        request,
        _("Aucun site n’est encore connu"),
        _("Importez un fichier de faits : les sites qu’il nomme paraîtront ici."),
    )
    if not request.actor.may("organisation.write"):
        return found
    return replace(
        found,
        text=_("Importez un fichier de faits ou décrivez votre organisation dans les réglages."),
        other_url=_url(request, "settings-units"),
        other_action=_("Décrire l’organisation"),
    )


def of_providers(request: CompanyRequest) -> Absence:
    if _seen(request).provider_ids is not None:
        return Absence(
            _("Aucun prestataire n’est dans votre périmètre"),
            _("Demandez à la direction de compléter votre mandat."),
        )
    title = _("Aucun prestataire n’est encore connu")
    if not request.actor.may("provider.write"):
        return _to_import(
            request, title, _("Les prestataires paraîtront ici dès qu’un fichier les nommera.")
        )
    found = _to_import(
        request,
        title,
        _(
            "Importez un fichier de faits ou saisissez votre premier prestataire : les chiffres "
            "suivront."
        ),
    )
    return replace(
        found,
        other_url=_url(request, "settings-provider-new"),
        other_action=_("Saisir un prestataire"),
    )


def of_indicators(request: CompanyRequest) -> Absence:
    return _to_import(
        request,
        _("Rien n’est encore mesuré"),
        _("Les indicateurs paraîtront dès qu’un premier fichier aura été accepté."),
    )


def of_comparison(request: CompanyRequest) -> Absence:
    return _to_import(
        request,
        _("Rien n’est encore mesuré"),
        _(
            "Dès qu’un premier fichier aura été accepté, vous pourrez comparer ici, sur la même "
            "échelle."
        ),
    )


def _to_import(request: CompanyRequest, title: str, text: str) -> Absence:
    if not request.actor.may("import.write"):
        return Absence(title, text)
    return Absence(title, text, _url(request, "import-new"), _("Importer un fichier"))


def _beyond_sites(request: CompanyRequest, unit_ids: frozenset[int]) -> Absence:
    title = _("Aucun site n’est dans votre périmètre")
    teams = [one for one in directory.places().values() if _is_team(one, unit_ids)]
    if len(teams) == 1:
        return Absence(
            title,
            _("Vous voyez les chiffres de votre équipe ; ceux de son site vous sont fermés."),
            _url(request, "team", teams[0].public_id),
            _("Voir %(team)s") % {"team": teams[0].name},
        )
    return Absence(
        title,
        _("Ce que votre mandat ouvre se lit sur votre page d’accueil."),
        _url(request, "today"),
        _("Ouvrir Aujourd’hui"),
    )


def _is_team(one: Place, unit_ids: frozenset[int]) -> bool:
    return one.kind == UnitKind.TEAM and one.archived_at is None and one.pk in unit_ids


def _seen(request: CompanyRequest) -> Reach:
    return reach(request.actor, on=timezone.localdate())


def _url(request: CompanyRequest, route: str, *args: object) -> str:
    return reverse(route, args=[request.company.slug, *args])
