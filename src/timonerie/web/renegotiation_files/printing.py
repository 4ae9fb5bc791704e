"""The renegotiation file as a paper to put on the table."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from timonerie.foundations.printing import typesetting
from timonerie.foundations.wording import formats
from timonerie.web.renegotiation_files import drawing
from timonerie.web.renegotiation_files.shapes import Annexed, Asked, Line, Part, Sheet

TEMPLATE = Path(__file__).with_name("renegotiation.typ")
SHORT = 12


def pdf(sheet: Sheet, asked: Asked, *, at: datetime) -> bytes:
    """PDF/UA, in the language of the reader: as many pages as it takes, the annex last."""
    return typesetting.pdf(TEMPLATE, sheet=_data(sheet, asked, at))


def _data(sheet: Sheet, asked: Asked, at: datetime) -> dict[str, Any]:
    moment = formats.instant(at, asked.company.zone, style="long")
    firm = asked.provider
    facts = ngettext("%(n)s fait en annexe", "%(n)s faits en annexe", len(sheet.annex))
    lead = [firm.name, f"SIREN {firm.siren}" if firm.siren else ""]
    lead.append(facts % {"n": formats.number(len(sheet.annex))})
    return {
        "language": (get_language() or "fr")[:2],
        "company": asked.company.name,
        "title": _("Renégocier avec %(provider)s") % {"provider": firm.name},
        "lead": " · ".join(part for part in lead if part),
        "parts": [_part(one) for one in sheet.parts if one.lines or one.charts],
        "unknown_title": _("Ce que l’on ne sait pas"),
        "unknown": list(sheet.unknown),
        "annex_title": _("Annexe : les faits, leur source, leur empreinte"),
        "annex_header": [
            _("N°"),
            _("Fait"),
            _("Chiffre"),
            _("Calcul"),
            _("Période ; connu le"),
            _("Source"),
            _("Empreinte"),
        ],
        "annex": [_row(one) for one in sheet.annex],
        "words": {"band": _("attendu"), "target": _("cible"), "to": _("à")},
        "notice": _(
            "Chaque chiffre porte son numérateur et son dénominateur. Pénalité et avoir ne"
            " s’additionnent pas. À faire valider par un conseil avant tout courrier ; ce dossier"
            " n’envoie rien."
        ),
        "seal": _("Empreinte du dossier (SHA-256) : %(sha)s") % {"sha": sheet.sha256},
        "footer": _("Imprimé par %(name)s, %(moment)s")
        % {"name": asked.actor.name, "moment": moment},
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "title": part.title,
        "lines": [_line(one) for one in part.lines],
        "charts": [drawing.of(one) for one in part.charts if not one.is_empty],
    }


def _line(one: Line) -> dict[str, str]:
    return {"text": one.text, "figure": one.figure, "terms": one.terms, "source": one.source}


def _row(one: Annexed) -> list[str]:
    known = formats.day(one.known_on, style="short")
    return [
        str(one.number),
        one.label,
        one.figure,
        one.terms,
        f"{one.period} ; {known}",
        one.source,
        one.sha256[:SHORT],
    ]
