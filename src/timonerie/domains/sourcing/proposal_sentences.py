"""What says a proposal, and what its cost is of."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.sourcing.rules.proposing import Clue, Evidence, Proposal


def said(evidence: Evidence) -> str:
    """A clue as the end of a line: « dit par le compte 6226 »."""
    match evidence.clue:
        case Clue.NAME:
            return _("dit par le nom du prestataire")
        case Clue.TRADE:
            return _("dit par le métier du prestataire : %(trade)s") % {"trade": evidence.said}
        case Clue.CONTRACT:
            return _("dit par le contrat « %(contract)s »") % {"contract": evidence.said}
        case Clue.ACCOUNT:
            return _("dit par le compte %(account)s") % {"account": evidence.said}
    n = int(evidence.said)
    return ngettext(
        "dit par la paie : %(n)s salarié, et personne n’est reconnu comme payé pour cela",
        "dit par la paie : %(n)s salariés, et personne n’est reconnu comme payé pour cela",
        n,
    ) % {"n": n}


def cost_note(proposal: Proposal) -> str:
    """Why a cost stands on one line only; empty where it pays for one activity."""
    if not proposal.shares_cost:
        return ""
    n = len(proposal.together)
    if proposal.yearly_cents is None:
        return _("compris dans le coût du même prestataire, dit une seule fois")
    return _("coût de %(n)s activités ensemble, non réparti") % {"n": n}
