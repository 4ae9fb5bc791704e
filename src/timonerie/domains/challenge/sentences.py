"""Why a rung may not be taken yet, and what would let it be: French sentences."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.challenge.enums import Rung
from timonerie.domains.challenge.rules.ladder import Lack
from timonerie.foundations.wording import formats


def caution() -> str:
    return _("à faire valider par un conseil")


def lack(found: Lack) -> str:
    """One thing that a rung lacks, with its remedy."""
    words = {
        "wanted": formats.number(found.wanted),
        "had": formats.number(found.had),
        "rungs": rungs(found.rungs),
        "day": formats.day(found.until) if found.until else "",
    }
    return _TOLD[found.code](found.wanted) % words


def rungs(codes: tuple[str, ...]) -> str:
    """« demande écrite ou réunion de challenge »."""
    names = [str(Rung(code).label) for code in codes]
    if len(names) < 2:
        return "".join(names)
    words = {"first": ", ".join(names[:-1]), "last": names[-1]}
    return _("%(first)s ou %(last)s") % words


_TOLD: Mapping[str, Callable[[int], str]] = {
    "facts": lambda n: ngettext(
        "Il faut %(wanted)s fait, %(had)s noté : ajoutez ce qui s’est passé.",
        "Il faut %(wanted)s faits, %(had)s notés : ajoutez ce qui s’est passé.",
        n,
    ),
    "measured": lambda n: ngettext(
        "Il faut %(wanted)s fait mesuré, avec son numérateur et son dénominateur.",
        "Il faut %(wanted)s faits mesurés, avec leur numérateur et leur dénominateur.",
        n,
    ),
    "after": lambda _n: _("Il faut d’abord l’une de ces marches : %(rungs)s."),
    "unsent": lambda _n: _(
        "La lettre de la marche « %(rungs)s » n’est pas dite envoyée : notez son envoi, ou la"
        " réponse reçue."
    ),
    "pending": lambda _n: _(
        "Une réponse est attendue jusqu’au %(day)s (%(rungs)s) : attendez-la, ou notez-la."
    ),
    "contract": lambda _n: _("Dites quel contrat est en cause."),
    "promises": lambda n: ngettext(
        "Notez au moins %(wanted)s engagement daté.",
        "Notez au moins %(wanted)s engagements datés.",
        n,
    ),
}
