"""The document of a statement of work: the draft, or a version as it was approved."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.sourcing import statement_sentences
from timonerie.domains.sourcing.models import StatementVersion
from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.papers.statements import articles
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.domains.sourcing.rules.statements import bidding, building, canonical
from timonerie.domains.sourcing.rules.statements.gaps import Gap, Severity
from timonerie.domains.sourcing.rules.statements.shapes import Line
from timonerie.foundations.printing.documents.shapes import (
    Article,
    Block,
    Document,
    Grid,
    Paragraph,
    Reference,
)
from timonerie.foundations.wording import formats

LANGUAGE = "fr"
"""The ready models and the sections are French."""


def of_draft(
    lines: Sequence[Line],
    *,
    about: Mapping[str, Any],
    gaps: Sequence[Gap],
    on: date,
    names: Collection[str] = (),
) -> Document:
    """What is being written, marked as such; `about` as `queries.statement_documents` gives it.
    `names` are those that bidders may not read."""
    with translation.override(LANGUAGE):
        blocking = sum(one.severity == Severity.BLOCKS for one in gaps)
        is_internal = bool(gaps) or bidding.is_internal(lines, about, names=names)
        return _document(
            lines,
            about=about,
            reference=Reference(_("de travail (projet, non approuvé)"), on, ""),
            notices=(_draft_notice(len(gaps), blocking), *_internal(is_internal), _counsel()),
            footer=_("Projet, non approuvé"),
        )


def of_version(version: StatementVersion, *, names: Collection[str] = ()) -> Document:
    with translation.override(LANGUAGE):
        on = timezone.localdate(version.approved_at)
        lines, about = queries.lines_in(version), version.document["about"]
        has_words = bool(version.gaps or version.note)
        is_internal = has_words or bidding.is_internal(lines, about, names=names)
        return _document(
            lines,
            about=about,
            reference=Reference(str(version.number), on, version.sha256),
            notices=(_approved_notice(version), *_internal(is_internal), _counsel()),
            footer=_("SHA-256 %(digest)s") % {"digest": version.sha256},
            annexes=_kept(version, lines),
        )


def for_bidders(
    lines: Sequence[Line],
    *,
    about: Mapping[str, Any],
    number: int,
    on: date,
    names: Collection[str],
) -> Document:
    """The same lines as bidders may read them, of the version `number`, or of the draft for 0. The
    digest is that of what they read: the same for every bidder, and not that of the version."""
    with translation.override(LANGUAGE):
        shown, told = bidding.lines(lines, names=names), bidding.about(about, names=names)
        digest = canonical.digest(shown, about=told) if number else ""
        words = {"number": formats.number(number), "day": formats.day(on)}
        notice = _("Version %(number)s pour les candidats, approuvée le %(day)s.") % words
        draft = _("Version pour les candidats d’un projet qui n’est pas approuvé.")
        return _document(
            shown,
            about={**told, "work": ""},
            reference=Reference(str(number) if number else _("de travail"), on, digest),
            notices=(notice if number else draft, _counsel()),
            footer=_("SHA-256 %(digest)s") % {"digest": digest}
            if number
            else _("Projet, non approuvé"),
        )


def _document(
    lines: Sequence[Line],
    *,
    about: Mapping[str, Any],
    reference: Reference,
    notices: tuple[str, ...],
    footer: str,
    annexes: tuple[Article, ...] = (),
) -> Document:
    noun = statement_words.noun(is_mission=about["is_mission"])
    return Document(
        title=about["title"],
        subtitle=noun,
        reference=reference,
        language=LANGUAGE,
        parties=tuple(_cover(about)),
        articles=(*articles.of(lines), *annexes),
        notices=notices,
        footer=footer,
        author=about["company"],
    )


def _cover(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    names = ", ".join(one["name"] for one in about["activities"])
    months = formats.number(about["months"])
    told = [
        (_("Société"), about["company"]),
        (_("Modèle de départ"), statement_words.work(about["work"]) if about["work"] else ""),
        (_("Activités"), names),
        (_("Durée cherchée"), _("%(n)s mois") % {"n": months}),
        (_("Prestataire en place"), about["provider"]),
    ]
    return [(label, text) for label, text in told if text]


def _draft_notice(gaps: int, blocking: int) -> str:
    if not gaps:
        return _("Projet, non approuvé. Rien n’y manque, il reste à l’approuver.")
    words = {"n": formats.number(gaps), "blocking": formats.number(blocking)}
    return (
        ngettext(
            "Projet, non approuvé : %(n)s point à préciser, dont %(blocking)s qui bloque"
            " l’approbation.",
            "Projet, non approuvé : %(n)s points à préciser, dont %(blocking)s qui bloquent"
            " l’approbation.",
            gaps,
        )
        % words
    )


def _approved_notice(version: StatementVersion) -> str:
    at: datetime = version.approved_at
    words = {
        "number": formats.number(version.number),
        "name": version.approved_by,
        "day": formats.day(timezone.localdate(at)),
    }
    text = _("Version %(number)s approuvée par %(name)s le %(day)s.") % words
    return f"{text} {version.note}" if version.note else text


def _internal(is_internal: bool) -> tuple[str, ...]:
    """What keeps the document from bidders: a measure, who is in place, a note or a question."""
    return (_("Document interne : ne pas remettre aux candidats."),) if is_internal else ()


def _counsel() -> str:
    return _("Les mentions de droit sont à faire valider par un conseil avant signature.")


def _kept(version: StatementVersion, lines: Sequence[Line]) -> tuple[Article, ...]:
    """The gaps that were known and accepted, with the reason."""
    if not version.gaps:
        return ()
    numbers = building.numbering(lines)
    rows = tuple(
        (
            numbers.get(one["key"], str(one["section"])),
            statement_sentences.gap(
                Gap(
                    one["code"], Severity(one["severity"]), one["key"], one["section"], one["found"]
                )
            ),
            statement_sentences.severity(Severity(one["severity"])),
        )
        for one in version.gaps
    )
    reasons = dict.fromkeys(one["reason"] for one in version.gaps if one.get("reason"))
    blocks: tuple[Block, ...] = (
        *(Paragraph(_("Raison donnée : %(reason)s") % {"reason": one}) for one in reasons),
        Grid((_("Article"), _("Ce qui manque"), _("Gravité")), rows, "", (1.4, 10, 3)),
    )
    return (Article("", _("Réserves connues à l’approbation"), blocks),)
