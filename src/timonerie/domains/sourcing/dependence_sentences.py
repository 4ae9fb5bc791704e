"""What a company hangs on, in sentences; each says what would happen."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.sourcing.rules.dependence import Finding, Risk

NAMED = 4
"""Activities that a sentence names; the others are counted."""


def title(found: Finding, *, subject: str) -> str:
    """`subject` is the name of the provider or of the person."""
    n = len(found.activities)
    words = {"subject": subject, "n": n}
    match found.risk:
        case Risk.SAME_PROVIDER:
            return _("%(subject)s tient %(n)s activités vitales à la fois") % words
        case Risk.NO_TAKE_BACK:
            return (
                ngettext(
                    "Une activité vitale est chez %(subject)s seul, et personne n’est nommé pour la"
                    " reprendre",
                    "%(n)s activités vitales sont chez %(subject)s seul, et personne n’est nommé"
                    " pour les reprendre",
                    n,
                )
                % words
            )
        case Risk.NOBODY:
            return (
                ngettext(
                    "Personne ne répond d’une activité vitale",
                    "Personne ne répond de %(n)s activités vitales",
                    n,
                )
                % words
            )
        case Risk.EVERYTHING:
            return _("%(subject)s répond de tout") % words
    return (
        ngettext(
            "Une activité ne tient qu’à %(subject)s",
            "%(n)s activités ne tiennent qu’à %(subject)s",
            n,
        )
        % words
    )


def why(found: Finding) -> str:
    """What it would cost, before the names of the activities."""
    if found.is_owner_manager:
        return _("C’est qui dirige l’entreprise : une absence arrête aussi la direction")
    return {
        Risk.SAME_PROVIDER: _("Le même départ, la même panne, les arrête ensemble"),
        Risk.NO_TAKE_BACK: _("Le quitter veut dire réapprendre"),
        Risk.NOBODY: _("Ni poste tenu, ni nom : un incident n’a pas de destinataire"),
        Risk.ONE_HEAD: _("Sans suppléant, une absence suffit"),
        Risk.EVERYTHING: _("Une absence arrête toutes les décisions"),
    }[found.risk]


def named(names: Sequence[str]) -> str:
    """« A, B, C et 3 autres »."""
    shown = ", ".join(names[:NAMED])
    rest = len(names) - NAMED
    if rest < 1:
        return shown
    words = {"shown": shown, "n": rest}
    return ngettext("%(shown)s et une autre", "%(shown)s et %(n)s autres", rest) % words


def hangs(provider: str, names: Sequence[str]) -> str:
    """On the page of a provider that holds several vital activities."""
    return _("%(n)s activités vitales tiennent à %(provider)s : %(names)s.") % {
        "n": len(names),
        "provider": provider,
        "names": named(names),
    }
