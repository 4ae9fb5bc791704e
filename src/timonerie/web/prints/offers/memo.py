"""The memo of a choice: what was asked, what came, what it costs, who noted what, what was decided.

What nobody said stays blank, with the question."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.enums import OfferState
from timonerie.domains.sourcing.models import Offer, OfferPaper
from timonerie.domains.sourcing.queries.offer_comparison import Compared
from timonerie.domains.sourcing.rules.offers.volumes import SCENARIOS
from timonerie.foundations.printing.documents.shapes import (
    Article,
    Block,
    Bullets,
    Document,
    Grid,
    Note,
    Paragraph,
    Reference,
)
from timonerie.foundations.wording import formats
from timonerie.web import offer_words
from timonerie.web.prints.offers import judging

LANGUAGE = "fr"
"""That of the statements of work."""


def of(found: Compared, papers: Sequence[OfferPaper], *, company: str, at: datetime) -> Document:
    with translation.override(LANGUAGE):
        return _document(found, papers, company, at)


def _document(
    found: Compared, papers: Sequence[OfferPaper], company: str, at: datetime
) -> Document:
    chosen = chosen_of(found)
    on = timezone.localdate(chosen.decided_at if chosen and chosen.decided_at else at)
    return Document(
        title=_("Note de décision"),
        subtitle=found.statement.title,
        reference=Reference(_("finale") if chosen else _("de travail"), on, ""),
        language=LANGUAGE,
        parties=_parties(found, company, chosen),
        articles=_articles(found, papers, chosen),
        notices=() if chosen else (_("Projet : aucune offre n’est encore retenue."),),
        footer=_("%(company)s · %(title)s") % {"company": company, "title": found.statement.title},
        author=company,
    )


def chosen_of(found: Compared) -> Offer | None:
    return next((one.offer for one in found.offers if one.offer.state == OfferState.CHOSEN), None)


def _parties(found: Compared, company: str, chosen: Offer | None) -> tuple[tuple[str, str], ...]:
    told = [(_("Société"), company)]
    if chosen is not None:
        told.append((_("Offre retenue"), chosen.bidder))
        told.append((_("Décidé par"), chosen.decided_by))
    told.append((_("Offres comparées"), formats.number(len(found.offers))))
    return tuple(told)


def _articles(
    found: Compared, papers: Sequence[OfferPaper], chosen: Offer | None
) -> tuple[Article, ...]:
    parts = (
        (_("Décision"), [*_decision(found, chosen), *judging.deciding(found, chosen)]),
        (_("Ce qui était demandé"), _asked(found)),
        (_("Offres reçues"), _received(found)),
        (_("Ce qu’elles coûtent"), _costs(found)),
        (_("Conformité"), judging.conformity(found)),
        (_("Notes et intérêts déclarés"), judging.notes(found)),
        (_("Classement et ce qui le changerait"), judging.ranking(found)),
        (_("Avis divergents"), judging.dissent(found, chosen)),
        (_("Annexes"), _annexes(found, papers)),
    )
    return tuple(
        Article(str(rank), title, tuple(blocks)) for rank, (title, blocks) in enumerate(parts, 1)
    )


def _decision(found: Compared, chosen: Offer | None) -> list[Block]:
    if chosen is None:
        return [
            Note(_("Quelle offre est retenue, et pourquoi ?")),
            Paragraph(_("Les chiffres ci-dessous sont ceux du jour."), is_soft=True),
        ]
    words = {"name": chosen.bidder, "who": chosen.decided_by, "day": _day(chosen.decided_at)}
    declined = [one.offer.bidder for one in found.offers if one.offer.pk != chosen.pk]
    told: list[Block] = [
        Paragraph(_("« %(name)s » est retenue. Décidé par %(who)s le %(day)s.") % words),
        Paragraph(_("Motif : %(reason)s") % {"reason": chosen.reason}),
    ]
    if declined:
        told.append(Paragraph(_("Écartées : %(names)s.") % {"names": ", ".join(declined)}))
    return told


def _asked(found: Compared) -> list[Block]:
    version = found.version
    words = {
        "title": found.statement.title,
        "number": formats.number(version.number),
        "day": _day(version.approved_at),
        "who": version.approved_by,
        "months": formats.number(found.months),
    }
    told: list[Block] = [
        Paragraph(
            _(
                "« %(title)s », version %(number)s approuvée le %(day)s par %(who)s. Les totaux"
                " portent sur %(months)s mois, à partir d’un mois de janvier."
            )
            % words
        ),
        Paragraph(_("Empreinte de cette version : %(sha)s") % {"sha": version.sha256}),
    ]
    eliminatory = tuple(one.line.title for one in found.asked if one.is_eliminatory)
    if eliminatory:
        told.append(Paragraph(_("Lignes éliminatoires :")))
        told.append(Bullets(eliminatory))
    if version.gaps:
        told.append(
            Paragraph(
                _("Approuvée avec %(n)s réserves connues.") % {"n": len(version.gaps)},
                is_soft=True,
            )
        )
    return told


def _received(found: Compared) -> list[Block]:
    rows = tuple(
        (
            one.offer.bidder,
            offer_words.received(one.offer),
            _("version %(number)s") % {"number": one.offer.answered.number},
            formats.day(one.offer.valid_until, style="short")
            if one.offer.valid_until
            else _("non dit"),
            OfferState(one.offer.state).label,
        )
        for one in found.offers
    )
    header = (_("Candidat"), _("Remise le"), _("Répond à"), _("Valable jusqu’au"), _("État"))
    return [Grid(header, tuple(tuple(map(str, row)) for row in rows), _("Offres reçues"))]


def _costs(found: Compared) -> list[Block]:
    rows = []
    for one in found.offers:
        told = [offer_words.partial(one.total, each) for each in SCENARIOS]
        index = offer_words.index(one.index)
        rows.append((one.offer.bidder, *told, index))
    header = (
        _("Candidat"),
        _("Volumes bas"),
        _("Volumes attendus"),
        _("Volumes hauts"),
        _("Révision"),
    )
    told_missing = [
        f"{one.offer.bidder} : {offer_words.missing(one.total)}"
        for one in found.offers
        if not one.total.is_complete
    ]
    grid = Grid(header, tuple(rows), _("Totaux hors taxes sur la durée"))
    return [grid, *([Bullets(tuple(told_missing))] if told_missing else [])]


def _annexes(found: Compared, papers: Sequence[OfferPaper]) -> list[Block]:
    names = {one.offer.pk: one.offer.bidder for one in found.offers}
    rows = tuple(
        (names.get(one.offer_id, ""), one.file_name, one.blob.sha256[:16]) for one in papers
    )
    if not rows:
        return [Paragraph(_("Aucun fichier n’est joint aux offres."), is_soft=True)]
    header = (_("Candidat"), _("Fichier"), _("Début de l’empreinte"))
    return [Grid(header, rows, _("Fichiers joints, gardés tels que reçus"))]


def _day(at: datetime | None) -> str:
    return formats.day(timezone.localdate(at)) if at else ""
