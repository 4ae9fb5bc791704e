"""What a page offers to its reader: `{% if actor|may:"…" %}` and addresses that carry a version."""

from typing import Any

from django import template
from django.urls import reverse

from timonerie.foundations.accounts.actors import Actor

register = template.Library()


@register.filter
def may(actor: Actor, permission: str) -> bool:
    return actor.may(permission)


@register.filter
def reads(actor: Actor, field: str) -> bool:
    return actor.reads(field)


@register.simple_tag
def gesture_url(route: str, slug: str, row: Any) -> str:
    """Address of a gesture on a row as the reader sees it now: another version is a conflict."""
    return versioned_url(route, slug, row.public_id, row.version)


@register.simple_tag
def versioned_url(route: str, slug: str, key: object, version: int) -> str:
    """The same, of what an address names otherwise."""
    return f"{reverse(route, args=[slug, key])}?version={version}"
