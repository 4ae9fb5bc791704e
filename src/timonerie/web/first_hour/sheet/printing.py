"""The page of the first hour as one sheet of paper."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from timonerie.foundations.printing import typesetting
from timonerie.foundations.wording import formats
from timonerie.web.first_hour.sheet.shapes import Asked, Part, Sheet

TEMPLATE = Path(__file__).with_name("sheet.typ")
SIZES = (10.0, 9.0, 8.0, 7.0)
"""Points: the largest that leaves one page; below 7 nobody would read it, and it takes two."""


def pdf(sheet: Sheet, asked: Asked, *, at: datetime) -> bytes:
    """PDF/UA, in the language of the reader; in smaller letters where there is much to say."""
    data = _data(sheet, asked, at)
    for size in SIZES:
        made = typesetting.pdf(TEMPLATE, sheet={**data, "size": size})
        if typesetting.pages(made) == 1:
            break
    return made


def _data(sheet: Sheet, asked: Asked, at: datetime) -> dict[str, Any]:
    moment = formats.instant(at, asked.company.zone, style="long")
    return {
        "language": (get_language() or "fr")[:2],
        "company": asked.company.name,
        "title": _("%(company)s : ce que disent vos fichiers") % {"company": asked.company.name},
        "lead": _("Établi le %(day)s, d’après les fichiers reçus.")
        % {"day": formats.day(sheet.on, style="long")},
        "footer": _("Imprimé par %(name)s, %(moment)s")
        % {"name": asked.actor.name, "moment": moment},
        "parts": [_part(one) for one in sheet.parts],
        "questions_title": _("Cinq questions pour lundi"),
        "questions": [one.text for one in sheet.questions],
        "no_question": _("Rien n’est encore assez connu pour poser une question."),
        "unknown_title": _("Ce que je ne sais pas encore"),
        "unknown": [one.text for one in sheet.unknown],
    }


def _part(part: Part) -> dict[str, Any]:
    more = ngettext("et %(n)s autre", "et %(n)s autres", part.more) % {"n": part.more}
    return {
        "title": part.title,
        "finding": part.finding,
        "rows": [{"text": one.text, "figure": one.figure, "note": one.note} for one in part.rows],
        "more": more if part.more else "",
        "missing": part.missing,
        "source": part.source,
    }
