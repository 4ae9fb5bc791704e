"""SIREN and SIRET as people type them, checked by their key."""

from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.operations.errors import Refused


class WrongIdentifier(Refused):
    """A SIREN or a SIRET whose length or key is wrong."""


def siren(text: str) -> str:
    """Nine digits, spaces taken out. Raises WrongIdentifier."""
    digits = "".join(text.split())
    if not rules.is_siren(digits):
        raise WrongIdentifier(
            _(
                "« %(siren)s » n’est pas un SIREN : %(why)s. Recopiez les neuf chiffres de"
                " l’extrait Kbis ou de l’annuaire des entreprises."
            )
            % {"siren": text.strip(), "why": _why(digits, length=9)},
            field="siren",
        )
    return digits


def siret(text: str, *, siren: str | None = None) -> str:
    """Fourteen digits, spaces taken out, that start with `siren` where it is given.

    Raises WrongIdentifier.
    """
    digits = "".join(text.split())
    if not rules.is_siret(digits):
        raise WrongIdentifier(
            _(
                "« %(siret)s » n’est pas un SIRET : %(why)s. Recopiez les quatorze chiffres de"
                " l’avis de situation Sirene."
            )
            % {"siret": text.strip(), "why": _why(digits, length=14)},
            field="siret",
        )
    if siren is not None and not digits.startswith(siren):
        raise WrongIdentifier(
            _(
                "Le SIRET %(siret)s ne commence pas par le SIREN %(siren)s de son entité."
                " Corrigez le SIRET, ou choisissez l’entité dont il dépend."
            )
            % {"siret": digits, "siren": siren},
            field="siret",
        )
    return digits


def _why(digits: str, *, length: int) -> str:
    if not (digits.isascii() and digits.isdigit()):
        return _("il contient autre chose que des chiffres")
    if len(digits) != length:
        return _("il compte %(count)s chiffres au lieu de %(length)s") % {
            "count": len(digits),
            "length": length,
        }
    return _("sa clé de contrôle est fausse, un chiffre a sans doute été mal recopié")
