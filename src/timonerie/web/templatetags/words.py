"""`{{ text|said }}`: a sentence kept in French, in the reader's language;
`{{ row|under:header }}`: a line of a paper under its headings."""

from collections.abc import Sequence

from django import template

from timonerie.domains.organisation.sentences import said as said_in_language

register = template.Library()


@register.filter
def said(text: object) -> str:
    return said_in_language(str(text))


@register.filter
def under(row: Sequence[str], header: Sequence[str]) -> list[tuple[str, str]]:
    """The cells of a line of a paper with the heading of each: what a phone shows beside it."""
    return list(zip(header, row, strict=False))
