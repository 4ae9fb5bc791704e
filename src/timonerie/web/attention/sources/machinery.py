"""Jobs that failed and messages that did not leave: for who runs the instance."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

JOBS, MESSAGES = 45, 38


@register(permission="job.read")
def jobs(scene: Scene) -> Iterator[Line]:
    count = scene.left["jobs"]
    if count:
        yield Line(
            title=ngettext("%(n)s travail en échec", "%(n)s travaux en échec", count)
            % {"n": formats.number(count)},
            why=_("Ce qu’ils devaient faire n’est pas fait : lisez la cause, puis relancez."),
            state=State.MISSED,
            url=reverse("settings-jobs", args=[scene.slug]),
            gesture=_("Voir les travaux"),
            weight=JOBS,
        )


@register(permission="message.log")
def messages(scene: Scene) -> Iterator[Line]:
    count = scene.left["messages"]
    if count:
        yield Line(
            title=ngettext(
                "%(n)s message n’est pas parti", "%(n)s messages ne sont pas partis", count
            )
            % {"n": formats.number(count)},
            why=_("Leurs destinataires les lisent dans l’application ; le courrier est à réparer."),
            state=State.WATCH,
            url=reverse("settings-messages", args=[scene.slug]),
            gesture=_("Voir la cause"),
            weight=MESSAGES,
        )
