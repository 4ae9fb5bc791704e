"""The file of the memo of a choice: its bytes and its name, for any door."""

from datetime import datetime
from typing import Final

from django.utils.text import slugify

from timonerie.domains.sourcing.models import OfferPaper
from timonerie.domains.sourcing.papers.making import KINDS, Paper
from timonerie.domains.sourcing.queries import templates
from timonerie.domains.sourcing.queries.offer_comparison import Compared
from timonerie.foundations.printing.documents import pdf, word
from timonerie.web.prints.offers import memo

LONGEST_NAME: Final = 80


def made(found: Compared, *, kind: str, company: str, at: datetime) -> Paper:
    """As one of `KINDS`; a DOCX is set in the company's own template where it has one. One query
    for the files of the offers."""
    rows = OfferPaper.objects.filter(offer__in=[one.offer for one in found.offers])
    papers = list(rows.select_related("blob").order_by("offer_id", "at", "pk"))
    document = memo.of(found, papers, company=company, at=at)
    content = pdf.pdf(document) if kind == "pdf" else word.docx(document, templates.content())
    title = slugify(found.statement.title)[:LONGEST_NAME].strip("-") or "offres"
    return Paper(f"decision-{title}.{kind}", content)


__all__ = ["KINDS", "Paper", "made"]
