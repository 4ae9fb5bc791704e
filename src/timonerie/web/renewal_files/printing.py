"""The decision file of a renewal as one sheet of paper."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from timonerie.foundations.printing import typesetting
from timonerie.foundations.wording import formats
from timonerie.web import contract_words
from timonerie.web.renewal_files.shapes import Asked, Line, OptionTold, Part, Sheet

TEMPLATE = Path(__file__).with_name("renewal.typ")
SIZES = (11.0, 10.0, 9.0, 8.5, 8.0, 7.5, 7.0)
"""Points: the largest that leaves one page."""
KEPT = (None, 4, 3, 2, 1)
"""Lines of a part, from all of them: below seven points nobody would read it, so that a file which
still takes two pages leaves its last lines to the screen, and says how many."""


def pdf(sheet: Sheet, asked: Asked, *, at: datetime) -> bytes:
    """PDF/UA, in the language of the reader, on one page."""
    data = _data(sheet, asked, at)
    for kept in KEPT:
        parts = [_part(one, kept) for one in sheet.parts[1:]]
        unknown = [*sheet.unknown] if kept is None else [*sheet.unknown][: kept + 1]
        for size in SIZES if kept is None else SIZES[-1:]:
            told = {**data, "parts": parts, "unknown": unknown, "size": size}
            made = typesetting.pdf(TEMPLATE, sheet=told)
            if typesetting.pages(made) == 1:
                return made
    return made


def _data(sheet: Sheet, asked: Asked, at: datetime) -> dict[str, Any]:
    contract = asked.contract
    whose = [contract_words.provider(contract), contract.reference]
    moment = formats.instant(at, asked.company.zone, style="long")
    return {
        "language": (get_language() or "fr")[:2],
        "company": asked.company.name,
        "title": _("Décider : %(contract)s") % {"contract": contract.name},
        "lead": " · ".join([*(part for part in whose if part), _established(asked)]),
        "days": [_line(one) for one in sheet.parts[0].lines],
        "options_title": _("Trois voies, chiffrées sur la même durée"),
        "options": [_option(one) for one in sheet.options],
        "chosen": _("décidé"),
        "decision": _decision(asked),
        "unknown_title": _("Ce que l’on ne sait pas"),
        "notice": _(
            "Dates calculées d’après les termes connus : à faire valider par un conseil avant tout"
            " courrier. Ce dossier n’envoie rien."
        ),
        "footer": _("Imprimé par %(name)s, %(moment)s")
        % {"name": asked.actor.name, "moment": moment},
    }


def _established(asked: Asked) -> str:
    return _("dossier ouvert le %(day)s") % {"day": formats.day(asked.file.opened_on)}


def _part(part: Part, kept: int | None) -> dict[str, Any]:
    lines = [_line(one) for one in part.lines[:kept]]
    more = len(part.lines) - len(lines)
    if more:
        text = _("et %(n)s autres, à l’écran") % {"n": formats.number(more)}
        lines.append({"text": text, "figure": "", "source": ""})
    return {"title": part.title, "lines": lines}


def _line(one: Line) -> dict[str, str]:
    return {"text": one.text, "figure": one.figure, "source": one.source}


def _option(one: OptionTold) -> dict[str, Any]:
    return {
        "label": one.label[:1].upper() + one.label[1:],
        "total": one.total,
        "lines": [_line(line) for line in one.lines],
        "unknown": list(one.unknown),
        "chosen": one.is_chosen,
    }


def _decision(asked: Asked) -> dict[str, Any]:
    file = asked.file
    told = {
        "title": _("La décision"),
        "none": _("Pas encore prise."),
        "blanks": [_("Décision"), _("Motif"), _("Par, le")],
        "text": "",
        "reason": file.reason,
        "dissent": "",
    }
    if file.decided_on is not None:
        choice = str(file.get_choice_display())
        words = {"choice": choice[:1].upper() + choice[1:], "name": file.decided_by}
        words["day"] = formats.day(file.decided_on)
        told["text"] = _("%(choice)s, par %(name)s le %(day)s") % words
    if file.dissent:
        told["dissent"] = _("Avis contraire : %(text)s") % {"text": file.dissent}
    return told
