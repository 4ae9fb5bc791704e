"""Why each date of a contract is what it is, as far as it is known."""

from django.utils.translation import gettext as _

from timonerie.domains.contracts import list_sentences, sentences
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.rules.dating import Dated
from timonerie.domains.contracts.rules.timelines import Reason


def explained(contract: Contract, dated: Dated) -> list[str]:
    """One sentence a reason, in order; or what must be known before any date can be told."""
    if dated.timeline is None:
        fields = ", ".join(str(list_sentences.FIELDS[name]) for name in dated.missing)
        told = _("Aucune date ne peut être donnée tant que ceci n’est pas connu : %(fields)s.")
        return [told % {"fields": fields}]
    is_limited = contract.renewal == "tacit" and bool(contract.renewals)
    return [
        _told(one, from_end=dated.is_from_end, is_limited=is_limited)
        for one in dated.timeline.reasons
    ]


def _told(one: Reason, *, from_end: bool, is_limited: bool) -> str:
    """A term drawn from an end that somebody wrote has no length to tell: its end is what is
    known, and not how many renewals are left after it."""
    if from_end and one.code == "firm":
        day = sentences.day(one.params["end"])
        return _("Échéance écrite : le %(day)s inclus.") % {"day": day}
    if from_end and is_limited and one.code in ("renewal_unknown", "unknown"):
        return _(
            "Ses reconductions sont limitées : combien en reste-t-il ? Donnez la prise d’effet et"
            " la durée ferme."
        )
    return sentences.reason(one)
