"""Filters of the digests."""

from django import template

from timonerie.web.digests import composing

register = template.Library()


@register.filter
def waiting(count: int) -> str:
    """How many lines stand on the page only, in words."""
    return composing.more(count)
