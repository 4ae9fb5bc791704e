"""Signs that the typefaces of the PDF do not draw.

An archive may hold no sign without a drawing (ISO 19005-2, 6.2.11.8): such a document would not be
set at all. A sign that is missing is replaced by an empty square, and nothing else changes.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import typst

from timonerie.foundations.printing import typesetting

MISSING = "□"
_SIGN = Path(__file__).with_name("sign.typ")
# Latin letters with their accents, and the punctuation of French and English.
_KNOWN = re.compile(
    "[\n\t -~\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2020-\u2026\u20ac\u2212\u202f]"
)
# They join or vary signs that are missing here, and draw nothing by themselves.
_JOINS = re.compile("[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


def shown(text: str) -> str:
    """The text, composed (NFC), with a square for each sign that has no drawing."""
    joined = _JOINS.sub("", unicodedata.normalize("NFC", text))
    unsure = set(_KNOWN.sub("", joined))
    missing = {ord(one): MISSING for one in unsure if not _is_drawn(one)}
    return joined.translate(missing)


@lru_cache(maxsize=10_000)
def _is_drawn(sign: str) -> bool:
    """Tried for real: what the typefaces hold is told nowhere else."""
    try:
        typesetting.pdf(_SIGN, standards=typesetting.ARCHIVED, sign={"text": f"a{sign}"})
    except typst.TypstError:
        return False
    return True
