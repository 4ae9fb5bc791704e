"""`{{ text|typography }}`: the no-break spaces French wants around its punctuation."""

import re

from django import template
from django.utils.translation import get_language

register = template.Library()

NARROW_BEFORE = re.compile(r"[ \u00a0]+([;?!»])")
WIDE_BEFORE = re.compile(r"[ \u00a0]+:(?=\s|$)")
AFTER_QUOTE = re.compile(r"«[ \u00a0]+")
BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:%|€|h|min|s|j|k€|M€)(?![\w]))")
BEFORE_ARTICLE = re.compile(r"(?<!\w)(art\.|[DLR]\.|n°) (?=[DLR\d])")
INSIDE_NUMBER = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


@register.filter(is_safe=True)
def typography(text: object) -> str:
    """Applies to text that people typed, for a reader of French; sentences of the product carry
    their spaces already."""
    if get_language() != "fr":
        return str(text)
    spaced = NARROW_BEFORE.sub("\u202f\\1", str(text))
    spaced = WIDE_BEFORE.sub("\u00a0:", spaced)
    spaced = AFTER_QUOTE.sub("«\u202f", spaced)
    spaced = BEFORE_UNIT.sub("\u00a0", spaced)
    spaced = BEFORE_ARTICLE.sub("\\1\u00a0", spaced)
    return INSIDE_NUMBER.sub("\u202f", spaced)


@register.filter
def initials(name: object) -> str:
    """Two letters that stand for a company or a person: "Groupe Vauban" gives "GV"."""
    words = [word for word in re.split(r"[\s'’.-]+", str(name)) if word[:1].isalnum()]
    return "".join(word[0] for word in words[:2]).upper()
