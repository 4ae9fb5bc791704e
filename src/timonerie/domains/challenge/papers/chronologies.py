"""The chronology of a provider as a document for counsel: date, fact, proof, letter."""

import hashlib
from collections.abc import Sequence
from datetime import date

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.challenge.papers.letters import LANGUAGE
from timonerie.domains.challenge.papers.making import Paper
from timonerie.domains.challenge.queries.chronology.shapes import Entry
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.printing.documents import pdf
from timonerie.foundations.printing.documents.shapes import (
    Article,
    Block,
    Document,
    Grid,
    Paragraph,
    Reference,
)
from timonerie.foundations.wording import formats

NOTHING = "—"


def made(provider: Provider, entries: Sequence[Entry], *, company: str, on: date) -> Paper:
    """Its PDF: the same bytes for the same lines on the same day."""
    content = pdf.pdf(document(provider, entries, company=company, on=on))
    name = slugify(provider.name) or "prestataire"
    return Paper(f"chronologie-{name}-{on.isoformat()}.pdf", content)


def document(provider: Provider, entries: Sequence[Entry], *, company: str, on: date) -> Document:
    with translation.override(LANGUAGE):
        return Document(
            title=_("Chronologie"),
            subtitle=provider.name,
            reference=Reference("", on, digest(entries)),
            language=LANGUAGE,
            parties=tuple(_cover(provider, entries, company)),
            articles=(Article("", _("Fait, preuve, date, courrier"), tuple(_blocks(entries))),),
            notices=(
                _(
                    "Établie d’après ce qui est noté et mesuré ici : à faire valider par un conseil"
                    " avant tout usage."
                ),
            ),
            footer=_("%(company)s · chronologie : %(provider)s")
            % {"company": company, "provider": provider.name},
            author=company,
            is_letter=True,
        )


def header() -> tuple[str, ...]:
    return (_("Date"), _("Nature"), _("Fait"), _("Preuve"), _("Courrier"))


def row(one: Entry) -> tuple[str, ...]:
    day = formats.day(one.day, style="short")
    return (day, one.kind, one.fact, one.proof or NOTHING, one.letter or NOTHING)


def digest(entries: Sequence[Entry]) -> str:
    """SHA-256 of the lines, in hexadecimal."""
    told = "\n".join("\t".join((one.day.isoformat(), *row(one))) for one in entries)
    return hashlib.sha256(told.encode()).hexdigest()


def _cover(provider: Provider, entries: Sequence[Entry], company: str) -> list[tuple[str, str]]:
    siren = f", SIREN {provider.siren}" if provider.siren else ""
    count = ngettext("%(n)s ligne", "%(n)s lignes", len(entries)) % {
        "n": formats.number(len(entries))
    }
    told = [(_("Société"), company), (_("Prestataire"), f"{provider.name}{siren}")]
    told.append((_("Lignes"), count))
    if entries:
        words = {
            "first": formats.day(entries[0].day),
            "last": formats.day(entries[-1].day),
        }
        told.append((_("Période"), _("du %(first)s au %(last)s") % words))
    return told


def _blocks(entries: Sequence[Entry]) -> list[Block]:
    if not entries:
        return [Paragraph(_("Rien n’est encore noté de ce prestataire."), is_soft=True)]
    return [Grid(header(), tuple(row(one) for one in entries), "", (1.2, 1.6, 3.9, 2.5, 1.8))]
