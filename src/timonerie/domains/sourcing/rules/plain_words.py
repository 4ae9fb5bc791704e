"""Names as patterns read them: without accents, capitals nor punctuation."""

import re
import unicodedata

_NOT_WORDS = re.compile(r"[^0-9a-z]+")


def plain(text: str) -> str:
    """Words in their order, one space between two: « Sécurité & Propreté d’Œuvres » gives
    « securite proprete d oeuvres »."""
    whole = text.casefold().replace("œ", "oe").replace("æ", "ae")
    letters = unicodedata.normalize("NFKD", whole)
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(_NOT_WORDS.sub(" ", bare).split())
