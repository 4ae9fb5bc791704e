"""What the files of the company left to answer, a line for each kind."""

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

TABLES, PAPERS, MEETINGS, THIRD_PARTIES = 60, 30, 28, 26
"""What weighs: nothing of a table is stored before its answer; the others can wait."""


@register(permission="first_hour.write")
def tables(scene: Scene) -> Iterator[Line]:
    n = scene.left["tables"]
    title = ngettext(
        "%(n)s tableau déposé attend une réponse", "%(n)s tableaux déposés attendent une réponse", n
    )
    why = _("Rien n’en est enregistré : dites ce qu’il contient, ou mettez-le de côté.")
    url = reverse("first-hour", args=[scene.slug])
    return _counted(n, Line(title, why, State.WATCH, url, _("Répondre"), weight=TABLES))


@register(permission="contract.write")
def papers(scene: Scene) -> Iterator[Line]:
    n = scene.left["papers"]
    title = ngettext("%(n)s document à classer", "%(n)s documents à classer", n)
    why = _("Sans contrat, ce qu’on y a lu ne sert à rien : dites duquel il s’agit.")
    url = reverse("papers", args=[scene.slug])
    return _counted(n, Line(title, why, State.MISSING, url, _("Classer"), weight=PAPERS))


@register(permission="ritual.write")
def meetings(scene: Scene) -> Iterator[Line]:
    n = scene.left["meetings"]
    title = ngettext(
        "%(n)s réunion a disparu d’un agenda", "%(n)s réunions ont disparu d’un agenda", n
    )
    why = _("Un rituel qui cesse sans qu’on le dise manque à ceux qui comptaient dessus.")
    url = reverse("rituals", args=[scene.slug])
    return _counted(n, Line(title, why, State.WATCH, url, _("Dire pourquoi"), weight=MEETINGS))


@register(permission="ledger.write", needs_all=True)
def third_parties(scene: Scene) -> Iterator[Line]:
    n = scene.left["third_parties"]
    title = ngettext("%(n)s tiers du FEC à reconnaître", "%(n)s tiers du FEC à reconnaître", n)
    why = _("Leur dépense n’est rattachée à aucun prestataire, ni à aucun contrat.")
    url = reverse("purchases-third-parties", args=[scene.slug])
    return _counted(n, Line(title, why, State.MISSING, url, _("Reconnaître"), weight=THIRD_PARTIES))


def _counted(n: int, line: Line) -> Iterator[Line]:
    """The line with its number, unless there is nothing to tell."""
    if n:
        yield replace(line, title=line.title % {"n": formats.number(n)})
