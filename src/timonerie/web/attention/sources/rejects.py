"""Rows that an accepted file left aside lately."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.models import BatchState
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

DAYS = 45
SHOWN = 2


@register(permission="import.read")
def rejects(scene: Scene) -> Iterator[Line]:
    first = scene.today - timedelta(days=DAYS)
    found = [
        one
        for one in scene.files
        if one.state == BatchState.ACCEPTED
        and one.rejected
        and one.created_at.astimezone(scene.zone).date() >= first
    ]
    for one in sorted(found, key=lambda file: -file.rejected)[:SHOWN]:
        day = one.created_at.astimezone(scene.zone).date()
        yield Line(
            title=ngettext(
                "%(n)s ligne laissée de côté : %(file)s",
                "%(n)s lignes laissées de côté : %(file)s",
                one.rejected,
            )
            % {"n": formats.number(one.rejected), "file": one.file_name},
            since=_("depuis le %(day)s") % {"day": formats.day(day)},
            why=_("Elles ne comptent pas dans vos chiffres ; le compte rendu dit quoi corriger."),
            state=State.WATCH,
            url=reverse("import", args=[scene.slug, one.public_id]),
            gesture=_("Voir les lignes"),
            weight=25,
        )
