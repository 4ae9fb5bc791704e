"""The register of personal data handled by providers, as a document."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from timonerie.domains.contracts import duty_sentences
from timonerie.domains.contracts.queries.processing import Recorded
from timonerie.domains.contracts.rules import processing as rules
from timonerie.foundations.printing.documents.shapes import (
    Article,
    Block,
    Bullets,
    Document,
    Grid,
    Paragraph,
    Reference,
)

LANGUAGE: Final = "fr"


def of(found: Sequence[Recorded], *, company: str, on: date) -> Document:
    with translation.override(LANGUAGE):
        return Document(
            title=_("Registre des données confiées"),
            subtitle=_("Prestataires qui traitent des données personnelles (RGPD, art. 28)"),
            reference=Reference("", on, ""),
            language=LANGUAGE,
            parties=((_("Société"), company),),
            articles=tuple(_article(rank, one) for rank, one in enumerate(found, 1)),
            notices=(_("Aide établie d’après ce qui est saisi, à faire valider par un conseil."),),
            footer=_("%(company)s · registre des données confiées") % {"company": company},
            author=company,
        )


def _article(rank: int, one: Recorded) -> Article:
    record = one.record
    title = record.provider.name
    if record.contract is not None:
        title = f"{title}, {record.contract.name}"
    names = duty_sentences.items()
    role = f"{record.get_role_display()}. {record.role_reason}".strip()
    rows = [
        (names["role"], role),
        *((names[item.field], _said(one, item.field)) for item in rules.ITEMS),
    ]
    told: list[Block] = [Grid((_("Élément"), _("Ce qui est dit")), tuple(rows), title, (1, 2))]
    if one.processors:
        header = (_("Sous-traitant ultérieur"), _("Pays"), _("Confié"), _("Autorisation"))
        lines = tuple(
            (each.name, each.country, each.task, str(each.get_authorisation_display()))
            for each in one.processors
        )
        told.append(Grid(header, lines, _("Sous-traitants ultérieurs")))
    if one.gaps:
        told.append(Paragraph(_("Ce qui manque :")))
        told.append(Bullets(tuple(duty_sentences.gap(each) for each in one.gaps)))
    return Article(str(rank), title, tuple(told))


def _said(one: Recorded, name: str) -> str:
    record = one.record
    if name == "transfers":
        return f"{record.get_transfers_display()} {record.transfers_note}".strip() or "…"
    return str(getattr(record, name)) or "…"
