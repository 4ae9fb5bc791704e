"""The file of a letter: its bytes and its name, for any door."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from timonerie.domains.challenge.models import LetterVersion
from timonerie.domains.challenge.papers import keeping, letters
from timonerie.domains.sourcing.queries import templates
from timonerie.foundations.printing.documents import pdf, word
from timonerie.foundations.printing.documents.shapes import Document

KINDS: Final[Mapping[str, str]] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
LONGEST_NAME = 60


@dataclass(frozen=True)
class Paper:
    name: str
    content: bytes


def made(version: LetterVersion, *, kind: str) -> Paper:
    """A version as one of `KINDS`: the same bytes for the same version and template. A DOCX is set
    in the company's own template where it has one."""
    told = document(version)
    content = pdf.pdf(told) if kind == "pdf" else word.docx(told, templates.content())
    provider = version.step.challenge.provider.name
    name = f"{_plain(told.title)}-{_plain(provider)}-v{version.number}.{kind}"
    return Paper(name, content)


def document(version: LetterVersion) -> Document:
    with override(letters.LANGUAGE):
        number = _("%(n)s (projet, non signé)") % {"n": version.number}
    return keeping.document(version.document, version=number, digest=version.sha256)


def _plain(text: str) -> str:
    plain = slugify(text.replace("’", " ").replace("'", " "))[:LONGEST_NAME].strip("-")
    return plain or "lettre"
