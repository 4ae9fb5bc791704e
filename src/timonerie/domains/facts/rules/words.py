"""Words that a file uses for yes, no, ours and theirs."""

from collections.abc import Mapping

from timonerie.domains.facts.enums import Cause, Field
from timonerie.foundations.documents.connectors.headers import folded

TRUE = "true"
FALSE = "false"

_YES = ("true", "vrai", "1", "oui", "yes", "o", "y", "x", "t", "v")
_NO = ("false", "faux", "0", "non", "no", "n", "f")
_YES_NO = {TRUE: _YES, FALSE: _NO}

# Meanings of each field that is read through words, with the words known from the start.
LEXICONS: Mapping[Field, Mapping[str, tuple[str, ...]]] = {
    Field.ON_TIME: {
        TRUE: (
            *_YES, "ontime", "on time", "dans les délais", "à l’heure", "respecté", "respectée",
            "conforme", "ok", "met", "achieved", "in sla", "dans le sla", "within sla", "tenu",
        ),
        FALSE: (
            *_NO, "overdue", "late", "hors délai", "hors délais", "en retard", "retard",
            "non respecté", "non respectée", "non conforme", "ko", "missed", "breached",
            "out of sla", "hors sla", "not met", "non tenu",
        ),
    },
    Field.ERROR: {
        TRUE: (*_YES, "erreur", "error", "ko", "anomalie", "non conforme", "en erreur"),
        FALSE: (*_NO, "ok", "sans erreur", "conforme", "aucune", "none", "sans anomalie"),
    },
    Field.REOPENED: {
        TRUE: (*_YES, "réouvert", "rouvert", "reopened"),
        FALSE: (*_NO, "jamais", "never"),
    },
    Field.REWORK: _YES_NO,
    Field.CAUSE: {
        Cause.PROVIDER: (
            "provider", "prestataire", "fournisseur", "supplier", "vendor", "theirs", "eux",
            "sous-traitant", "contractor",
        ),
        Cause.CLIENT: (
            "client", "customer", "ours", "us", "nous", "interne", "internal", "site",
            "donneur d'ordre", "société", "company",
        ),
    },
}  # fmt: skip


def lexicon(field: Field, extra: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """From a word without accents nor case to its meaning; the mapping's own words win."""
    known = {folded(word): key for key, words in LEXICONS[field].items() for word in words}
    return known | {folded(word): key for key, words in extra.items() for word in words}
