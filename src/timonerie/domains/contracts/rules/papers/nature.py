"""Whether a text is a contract at all, and in which language: no clause is looked for elsewhere."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from timonerie.domains.contracts.rules.papers.pages import Page, plain

FRENCH, ENGLISH, UNKNOWN = "fr", "en", ""
_WORDS_OF = {
    FRENCH: frozenset({"le", "la", "les", "des", "du", "de", "et", "est", "dans", "par", "pour"}),
    ENGLISH: frozenset({"the", "of", "and", "to", "in", "shall", "by", "this", "any", "for", "be"}),
}
_FEWEST_WORDS = 12
_WORD = re.compile(r"[a-z]+")

_FOR = tuple(
    re.compile(one)
    for one in (
        r"entre les soussigne|\bentre\b\s?:|d.une part",
        r"ci-apres (?:denomme|designe|appele|le |la |l')",
        r"il (?:a ete|est) (?:convenu|arrete|expose)|ont convenu|sont convenus",
        r"\b(?:present|presente) (?:contrat|convention|lettre de mission|accord|marche|bail)",
        r"conditions (?:generales|particulieres) (?:de|d'|applicables)",
        r"\bles parties\b",
        r"fait [^.;]{0,60}\ben (?:deux|trois|double|autant)|(?:deux|2) exemplaires",
        r"\b(?:prestataire|titulaire|cabinet|societe|fournisseur|operateur) s'(?:engage|oblige)",
        r"lettre de mission|bon de commande valant contrat|avenant n",
    )
)
_AGAINST = tuple(
    re.compile(one)
    for one in (
        r"compte.rendu|proces.verbal (?:de |du |d.)(?:reunion|conseil|assemblee|comite)",
        r"ordre du jour|releve de decisions",
        r"\bfacture n|net a payer|date d'echeance de paiement|\btotal ttc\b",
        r"\bcatalogue\b|nos offres|page tarifs|brochure|plaquette",
        r"newsletter|article de presse|guide pratique",
    )
)
_ENOUGH = 2
# So many clauses in one paper make it a contract, whatever it is called.
_SOME, _MANY = 3, 4
_LOOKED_AT = 60_000


@dataclass(frozen=True)
class Nature:
    language: str
    is_contract: bool


def of(pages: Sequence[Page], *, clauses: int) -> Nature:
    """Judged on the first sixty thousand characters, and on how many clauses it speaks of."""
    text = " ".join(plain(" ".join(page.text.split())) for page in pages)[:_LOOKED_AT]
    for_ = sum(1 for one in _FOR if one.search(text))
    against = sum(1 for one in _AGAINST if one.search(text))
    spoken = (clauses >= _SOME) + (clauses >= _MANY)
    return Nature(_language(text), for_ + spoken - 2 * against >= _ENOUGH)


def _language(text: str) -> str:
    words = Counter(_WORD.findall(text))
    if words.total() < _FEWEST_WORDS:
        return UNKNOWN
    counts = {name: sum(words[one] for one in known) for name, known in _WORDS_OF.items()}
    french, english = counts[FRENCH], counts[ENGLISH]
    if max(french, english) < _FEWEST_WORDS / 4:
        return UNKNOWN
    return FRENCH if french >= english else ENGLISH
