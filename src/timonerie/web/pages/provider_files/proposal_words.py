"""What a provider proposes, in a sentence."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.models import Proposal
from timonerie.domains.contracts.provider_enums import ProposalKind
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.wording.months import month_label


def sentence(one: Proposal) -> str:
    """« SIREN : 732829320 », « Nouvelle personne : Ana Silva, chef de mission »."""
    said = one.document
    if one.kind == ProposalKind.SHEET:
        label = str(Provider._meta.get_field(one.field).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001
        words = {"field": label[:1].upper() + label[1:], "value": said["value"] or _("vide")}
        return _("%(field)s : %(value)s") % words
    if one.kind == ProposalKind.ROLL:
        return _roll(one)
    name = {"name": said["name"], "what": said.get("role") or said.get("task") or "—"}
    if one.kind == ProposalKind.CONTACT:
        return _("Nouvelle personne : %(name)s, %(what)s") % name
    return _("Sous-traitant déclaré : %(name)s, %(what)s") % name


def before(one: Proposal) -> str:
    """What stands now of the field proposed; empty for anything else."""
    if one.kind != ProposalKind.SHEET:
        return ""
    return str(getattr(one.provider, one.field)) or _("vide")


def _roll(one: Proposal) -> str:
    month = month_label(date.fromisoformat(one.document["month"]))
    count = len(one.document["left"])
    if not count:
        return _("Équipe de %(month)s : tout le monde est toujours là") % {"month": month}
    return ngettext(
        "Équipe de %(month)s : %(n)s départ", "Équipe de %(month)s : %(n)s départs", count
    ) % {"month": month, "n": count}
