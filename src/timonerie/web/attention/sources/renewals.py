"""Decision files that are open: what there is to decide is ready to be read."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.models import RenewalFile
from timonerie.domains.contracts.queries import renewals as queries
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import contract_words
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

NAMED = 3
"""Files that have a line of their own; the others share one."""
PRESSES, WAITS = 74, 32


@register(permission="contract.read")
def opened(scene: Scene) -> Iterator[Line]:
    """The nearest decision first."""
    if not scene.left["renewals"]:
        return
    found = queries.to_decide(scene.actor, on=scene.today)
    for one in found[:NAMED]:
        yield _line(scene, one)
    if len(found) > NAMED:
        yield _others(scene, len(found) - NAMED)


def _line(scene: Scene, one: RenewalFile) -> Line:
    days = (one.decide_by - scene.today).days
    told = [contract_words.provider(one.contract), contract_words.amount(one.contract)]
    words = {"day": formats.day(one.last_day, style="short")}
    told.append(_("dernier jour utile le %(day)s") % words)
    return Line(
        title=_("Dossier de décision ouvert : %(contract)s") % {"contract": one.contract.name},
        since=_("ouvert le %(day)s") % {"day": formats.day(one.opened_on, style="short")},
        why=" · ".join(part for part in told if part),
        state=State.MISSED if days < 0 else State.WATCH,
        url=reverse("contract-decision", args=[scene.slug, one.contract.public_id]),
        gesture=_("Ouvrir le dossier"),
        weight=PRESSES if days <= contract_words.SOON else WAITS,
    )


def _others(scene: Scene, count: int) -> Line:
    return Line(
        title=ngettext(
            "%(n)s autre dossier de décision ouvert",
            "%(n)s autres dossiers de décision ouverts",
            count,
        )
        % {"n": formats.number(count)},
        why=_("Sans décision avant le dernier jour utile, ces contrats vont d’eux-mêmes."),
        state=State.WATCH,
        url=reverse("renewals", args=[scene.slug]),
        gesture=_("Voir les dossiers"),
        weight=WAITS,
    )
