"""Tables that wait for a person: the question asked of each, and where it is answered."""

from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.facts.models import DroppedFile
from timonerie.domains.facts.queries import dropped
from timonerie.web.first_hour import kinds
from timonerie.web.first_hour.shapes import Kind
from timonerie.web.first_hour.sheet.shapes import Asked
from timonerie.web.pages.settings import imports


def url_of(asked: Asked, file: DroppedFile) -> str:
    return reverse("first-hour-file", args=[asked.slug, file.public_id])


def list_url(asked: Asked, kind: str) -> str:
    return reverse(imports.LISTS[kind], args=[asked.slug])


def choices(file: DroppedFile) -> list[Kind]:
    """What a table may be, the likeliest first, then everything else that a table may be."""
    likely = [kinds.of(code) for code in file.kinds]
    return [*likely, *(one for one in kinds.of_tables() if one not in likely)]


def rows(asked: Asked) -> list[dict[str, str]]:
    """Each table that waits, in words."""
    return [
        {
            "name": file.file_name,
            "question": _question(file),
            "url": url_of(asked, file),
            "since": file.created_by,
        }
        for file in dropped.waiting(asked.actor, on=asked.on)
    ]


def _question(file: DroppedFile) -> str:
    if not file.kind:
        return _("Que contient ce tableau ?")
    return _("%(kind)s : à vérifier avant d’enregistrer.") % {"kind": kinds.of(file.kind).label}
