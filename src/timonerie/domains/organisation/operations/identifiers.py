"""SIREN and SIRET as people type them, checked by their key."""

import re
from typing import Final

from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.engine import firm_names

#: Two letters of a country, then its own number (directive 2006/112/CE, art. 215).
VAT: Final = re.compile(r"[A-Z]{2}[0-9A-Z+*]{2,13}")


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


def vat(text: str, *, siren: str = "") -> str:
    """A VAT number without spaces; a French one has its key, and the SIREN of its firm.

    Raises WrongIdentifier.
    """
    number = re.sub(r"[\s.]", "", text).upper()
    if not VAT.fullmatch(number):
        raise WrongIdentifier(
            _(
                "« %(vat)s » n’est pas un numéro de TVA. Écrivez les deux lettres du pays, puis le"
                " numéro : FR 44 732829320."
            )
            % {"vat": text.strip()},
            field="vat",
        )
    if not number.startswith("FR"):
        return number
    found = firm_names.siren_of_vat(number)
    if not found:
        raise WrongIdentifier(
            _(
                "« %(vat)s » n’est pas un numéro de TVA français : sa clé de contrôle est fausse."
                " Recopiez celui d’une facture."
            )
            % {"vat": text.strip()},
            field="vat",
        )
    if siren and found != siren:
        raise WrongIdentifier(
            _(
                "« %(vat)s » est le numéro de TVA d’un autre SIREN. Celui du SIREN de la fiche"
                " serait %(right)s : corrigez l’un des deux."
            )
            % {"vat": text.strip(), "right": rules.vat_of(siren)},
            field="vat",
        )
    return number


def _why(digits: str, *, length: int) -> str:
    if not (digits.isascii() and digits.isdigit()):
        return _("il contient autre chose que des chiffres")
    if len(digits) != length:
        return _("il compte %(count)s chiffres au lieu de %(length)s") % {
            "count": len(digits),
            "length": length,
        }
    return _("sa clé de contrôle est fausse, un chiffre a sans doute été mal recopié")
