"""`{{ text|said }}`: a sentence kept in French, in the reader's language."""

from django import template

from timonerie.domains.organisation.sentences import said as said_in_language

register = template.Library()


@register.filter
def said(text: object) -> str:
    return said_in_language(str(text))
