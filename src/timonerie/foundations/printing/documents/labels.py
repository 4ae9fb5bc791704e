"""The few words that a document has of its own."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from timonerie.foundations.printing.documents.shapes import Document
from timonerie.foundations.wording import formats

SHORT_DIGEST = 12
LOCALES = {"fr": "fr-FR", "en": "en-GB"}
_PLACE = "\0"


@dataclass(frozen=True)
class Labels:
    """`page` is what stands before the number of a page, between it and their count, and after."""

    contents: str
    reference: str
    page: tuple[str, str, str]
    cover: tuple[tuple[str, str], ...]


def of(document: Document) -> Labels:
    """In the language of the document."""
    with translation.override(document.language):
        told = document.reference
        words = {"version": told.version, "day": formats.day(told.on, style="long")}
        wording = _("Version %(version)s du %(day)s") if told.version else _("Tel qu’au %(day)s")
        version = wording % words
        digest = told.digest[:SHORT_DIGEST]
        return Labels(
            contents=_("Sommaire"),
            reference=f"{version} · {digest}" if digest else version,
            page=page(),
            cover=(*document.parties, *_state(document, version)),
        )


def page() -> tuple[str, str, str]:
    """« Page », « sur » and what follows, in the language in force."""
    whole = _("Page %(page)s sur %(pages)s") % {"page": _PLACE, "pages": _PLACE}
    before, between, after = whole.split(_PLACE)
    return before, between, after


def locale(language: str) -> str:
    """The name that Word gives to a language of ours."""
    return LOCALES.get(language, language)


def _state(document: Document, version: str) -> list[tuple[str, str]]:
    state = [(_("État"), version)]
    if document.reference.digest:
        state.append((_("Empreinte du contenu"), document.reference.digest))
    return state
