"""Where a firm is named in a text: by its name, by its name without its legal form, by an e-mail
address or a site that hold it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from timonerie.domains.sourcing.rules.statements import wording

_FORMS: Final = (
    "selarl", "selafa", "selas", "selca", "sasu", "sarl", "eurl", "earl", "eirl", "scop", "scic",
    "sas", "sca", "scs", "snc", "sci", "scp", "scm", "gie", "srl", "gmbh", "ltd", "bv", "sa",
)  # fmt: skip
_TOGETHER: Final = ("associes", "associees", "associe", "cie", "compagnie")
_SMALL: Final = frozenset({
    "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ma", "mes",
    "mon", "nos", "notre", "un", "une",
})  # fmt: skip
#: Words of the trades and of our own sentences: alone, they name nobody.
_TRADE: Final = frozenset({
    "accueil", "achat", "achats", "assistance", "audit", "avocat", "avocats", "bureau", "bureaux",
    "cabinet", "comptabilite", "comptable", "comptables", "compta", "conseil", "conseils",
    "courrier", "entreprise", "entreprises", "expert", "experts", "expertise", "facturation",
    "finance", "finances", "formation", "france", "gestion", "groupe", "informatique", "interim",
    "juridique", "logistique", "maintenance", "nettoyage", "paie", "paies", "partenaire",
    "partenaires", "paye", "place", "prestataire", "proprete", "recouvrement", "recrutement",
    "ressources", "securite", "service", "services", "social", "societe", "solution", "solutions",
    "ste", "transport", "transports", "travail",
})  # fmt: skip
_GAP: Final = r"[\s\-\u2010-\u2015]+"
# « Nova sa filiale » is no « Nova SA »: two letters are a form of a firm only with their dots.
_FORM: Final = "|".join(
    r"\.\s?".join(one) + r"\." + ("" if len(one) < 3 else f"|{one}") for one in _FORMS
)
_BEFORE: Final = rf"(?:(?:societe|ste|{_FORM})[\s,]+)?"
_AFTER: Final = rf"(?:\s*,?{_GAP}(?:(?:{_FORM})(?!\w)|(?:&|et)\s*(?:{'|'.join(_TOGETHER)})(?!\w)))*"
_ADDRESS: Final = re.compile(
    r"(?<![\w.+%-])(?:https?://)?(?:[\w.+%-]+@)?(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-])"
    r"(?:[/:?#][^\s,;)»\"]*[^\s,;)»\".])?"
)
_LONG: Final = 6
"""Letters from which a name is looked for inside a longer word of an address."""


def places(text: str, name: str) -> list[tuple[int, int]]:
    """Spans of `text` in order, none within another; whatever the case, accents and hyphens."""
    plain, where = wording.folded(text)
    ends = [*where, len(text)]
    told = [*_addresses(plain, name), *_bare(plain, name)]
    spans = [*((where[start], ends[end]) for start, end in told), *wording.places(text, name)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        elif end > kept[-1][1]:
            kept[-1] = (kept[-1][0], end)
    return kept


@lru_cache(maxsize=256)
def words(name: str) -> tuple[str, ...]:
    """Those of a name without its legal form, in order; none for one that names nobody alone."""
    folded = wording.folded(name)[0].replace(".", "").replace(",", " ")
    found = re.sub(_GAP, " ", folded).split()
    while found and found[-1] in (*_FORMS, *_TOGETHER, "&", "et"):
        found.pop()
    while found and found[0] in (*_FORMS, "societe", "ste", "&"):
        found.pop(0)
    return tuple(found) if _distinctive(found) else ()


def _distinctive(found: list[str] | tuple[str, ...]) -> list[str]:
    parts = [part for one in found for part in re.findall(r"\w+", one)]
    return [one for one in parts if len(one) > 1 and one not in _SMALL | _TRADE]


def _bare(plain: str, name: str) -> Iterator[tuple[int, int]]:
    if not (found := words(name)):
        return
    body = _GAP.join("(?:&|et)" if one in ("&", "et") else re.escape(one) for one in found)
    for hit in re.finditer(rf"(?<!\w){_BEFORE}{body}(?!\w){_AFTER}", plain):
        yield hit.span()


def _addresses(plain: str, name: str) -> Iterator[tuple[int, int]]:
    if found := words(name):
        for hit in _ADDRESS.finditer(plain):
            if _holds(hit[0], found):
                yield hit.span()


def _holds(address: str, found: tuple[str, ...]) -> bool:
    """Whole words of the address for a short name, a part of one for a long name."""
    parts = re.findall(r"[^\W_]+", address)
    joined = "".join(re.findall(r"[^\W_]+", "".join(found)))
    if len(joined) >= _LONG and joined in "".join(parts):
        return True
    own = _distinctive(found)
    return len("".join(own)) > 2 and all(
        one in parts or (len(one) >= _LONG and one in address) for one in own
    )
