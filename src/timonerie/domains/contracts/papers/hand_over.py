"""The hand-over pack of a mission, as a document: a list that is generated, never typed."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Mission
from timonerie.domains.contracts.queries.missions import HandOver
from timonerie.foundations.printing.documents import pdf, word
from timonerie.foundations.printing.documents.shapes import (
    Article,
    Block,
    Document,
    Grid,
    Paragraph,
    Reference,
)
from timonerie.foundations.wording import formats

KINDS: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def made(mission: Mission, found: HandOver, *, kind: str, on: date) -> tuple[str, bytes]:
    """The name of the file and its bytes, as one of `KINDS`."""
    document = building(mission, found, on=on)
    content = pdf.pdf(document) if kind == "pdf" else word.docx(document, None)
    name = slugify(mission.title.replace("’", " "))[:80].strip("-") or "mission"
    return f"passation-{name}-{on.isoformat()}.{kind}", content


def building(mission: Mission, found: HandOver, *, on: date) -> Document:
    parts = _parts(mission, found)
    articles = tuple(
        Article(number=str(rank), title=title, blocks=blocks)
        for rank, (title, blocks) in enumerate(parts, start=1)
    )
    holder = mission.provider or mission.person
    parties = [(_("Mission"), mission.title), (_("Tenue par"), str(holder))]
    if mission.seat:
        parties.append((_("Poste"), f"{mission.seat}, {mission.seat.unit}"))
    if mission.deputy:
        parties.append((_("Suppléant"), f"{mission.deputy}, {mission.deputy.unit}"))
    return Document(
        title=_("Dossier de passation"),
        subtitle=mission.title,
        reference=Reference(_("état du jour"), on, _digest(articles)),
        language=(get_language() or "fr")[:2],
        parties=tuple(parties),
        articles=articles,
        notices=(_("Aucun mot de passe ne figure ici : un accès se transmet de main à main."),),
    )


def _digest(articles: tuple[Article, ...]) -> str:
    return hashlib.sha256(repr(articles).encode()).hexdigest()


def _parts(mission: Mission, found: HandOver) -> Iterable[tuple[str, tuple[Block, ...]]]:
    yield _("Ce que la mission engage"), _limits(mission)
    yield (
        _("Accès à transmettre"),
        _grid(
            (_("Accès"), _("Qui le donne ou le retire")),
            [(one.name, one.given_by or "—") for one in found.accesses],
        ),
    )
    yield (
        _("Engagements en cours"),
        _grid(
            (_("Livrable"), _("Attendu le"), _("État")),
            [
                (one.title, formats.day(one.due_date), str(one.get_state_display()))
                for one in found.deliverables
            ],
        ),
    )
    yield (
        _("Dépendances"),
        _grid(
            (_("Attendu de"), _("Attendu par"), _("Quoi")),
            [
                (one.needed.title, one.mission.title, one.what)
                for one in found.awaits + found.awaited
            ],
        ),
    )
    yield (
        _("Contrats suivis"),
        _grid(
            (_("Contrat"), _("Prestataire"), _("Référence")),
            [
                (one.name, str(one.provider or one.provider_written or "—"), one.reference or "—")
                for one in found.contracts
            ],
        ),
    )
    yield (
        _("Qui appeler"),
        _grid(
            (_("Nom"), _("Chez"), _("Rôle")),
            [(one.name, one.provider.name, one.role or "—") for one in found.contacts],
        ),
    )
    yield (
        _("Documents"),
        _grid(
            (_("Fichier"), _("Contrat")),
            [(one.file_name, str(one.contract or "—")) for one in found.documents],
        ),
    )


def _limits(mission: Mission) -> tuple[Block, ...]:
    told = [Paragraph(mission.delegation or _("Aucune limite n’est écrite."))]
    if mission.delegation_cents is not None:
        amount = formats.figure(mission.delegation_cents / 100, "€")
        told.append(Paragraph(_("Engage seul jusqu’à %(amount)s.") % {"amount": amount}))
    if mission.delegation_end_date:
        day = formats.day(mission.delegation_end_date)
        told.append(Paragraph(_("Fin de la délégation : %(day)s.") % {"day": day}))
    note = _(
        "Règle d’engagement par montant : elle ne transfère aucune responsabilité pénale. À faire"
        " valider par un conseil."
    )
    return (*told, Paragraph(note, is_soft=True))


def _grid(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> tuple[Block, ...]:
    if not rows:
        return (Paragraph(_("Rien à transmettre ici."), is_soft=True),)
    return (Grid(header=header, rows=tuple(rows), caption=""),)
