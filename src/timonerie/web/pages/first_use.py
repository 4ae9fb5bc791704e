"""Before any figure: the three files to bring first, where each is found, and what is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.models import BatchState
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import directory
from timonerie.web import formats
from timonerie.web.access import CompanyRequest
from timonerie.web.attention import registry
from timonerie.web.attention.scene import Scene
from timonerie.web.responses import show


@dataclass(frozen=True)
class Step:
    """A file to bring: `done` says what is known already, and is empty until something is; `url`
    is empty for a reader who may not bring it."""

    title: str
    why: str
    done: str
    url: str
    gesture: str
    model_url: str = ""
    other_url: str = ""
    other_gesture: str = ""


def page(request: CompanyRequest, scene: Scene) -> HttpResponse:
    """« Aujourd’hui » of a company without a figure: nothing there is late, or wrong."""
    steps = list(_steps(scene))
    lines = registry.lines(scene)
    context = {
        "breadcrumbs": [],
        "steps": steps,
        "done": sum(bool(one.done) for one in steps),
        "may_bring": any(one.url for one in steps),
        "lines": lines,
    }
    return show(request, "today_empty.html", context)


def _steps(scene: Scene) -> Iterator[Step]:
    yield _organisation(scene)
    yield _providers(scene)
    yield _cases(scene)


def _organisation(scene: Scene) -> Step:
    sites = [
        one
        for one in directory.places().values()
        if one.kind == UnitKind.SITE and one.archived_at is None
    ]
    may = scene.actor.may("organisation.write")
    return Step(
        title=_("La liste de vos sites et de vos équipes"),
        why=_("L’organigramme Excel suffit : un nom, un niveau, un rattachement par ligne."),
        done=_counted(ngettext("%(n)s site", "%(n)s sites", len(sites)), len(sites)),
        url=reverse("settings-import", args=[scene.slug, "unites"]) if may else "",
        gesture=_("Apporter la liste"),
        model_url=reverse("settings-import-model", args=[scene.slug, "unites"]),
        other_url=reverse("settings-unit-new", args=[scene.slug]),
        other_gesture=_("Saisir un site"),
    )


def _providers(scene: Scene) -> Step:
    known = [one for one in directory.firms().values() if one.archived_at is None]
    may = scene.actor.may("provider.write")
    return Step(
        title=_("La liste de vos prestataires"),
        why=_(
            "Cabinet comptable, paie, informatique, assistanat… : un nom et un métier par ligne."
        ),
        done=_counted(ngettext("%(n)s prestataire", "%(n)s prestataires", len(known)), len(known)),
        url=reverse("settings-import", args=[scene.slug, "prestataires"]) if may else "",
        gesture=_("Apporter la liste"),
        model_url=reverse("settings-import-model", args=[scene.slug, "prestataires"]),
        other_url=reverse("settings-provider-new", args=[scene.slug]),
        other_gesture=_("Saisir un prestataire"),
    )


def _cases(scene: Scene) -> Step:
    kept = sum(one.state == BatchState.ACCEPTED for one in scene.files)
    may = scene.actor.may("import.write")
    return Step(
        title=_("Un export de dossiers"),
        why=_(
            "Les tickets de votre infogérant, le suivi des bulletins ou celui des factures : CSV, "
            "Excel ou XES, tel qu’il sort de l’outil. Timonerie propose les colonnes, et rien "
            "n’est enregistré avant votre accord."
        ),
        done=_counted(ngettext("%(n)s fichier accepté", "%(n)s fichiers acceptés", kept), kept),
        url=reverse("import-new", args=[scene.slug]) if may else "",
        gesture=_("Importer un fichier"),
    )


def _counted(text: str, n: int) -> str:
    return text % {"n": formats.number(n)} if n else ""
