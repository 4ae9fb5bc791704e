"""What a guard-rail waits for, and what every one of them is shown with."""

from django.utils.translation import gettext as _

from timonerie.domains.sourcing.rules.circumstances import Need
from timonerie.domains.sourcing.rules.guard_rails import GuardRail


def caution() -> str:
    """Shown beside every guard-rail: it is an aid, not an opinion."""
    return _("à faire valider par un conseil")


def condition(need: Need) -> str:
    """A condition that nobody answered yet, as the end of « à confirmer : … »."""
    return {
        Need.ENTRUSTED: _("l’activité est confiée"),
        Need.PERSONAL_DATA: _("des données personnelles sont traitées"),
        Need.ON_SITE: _("des personnes du prestataire travaillent sur nos sites"),
        Need.HEADS_50: _("l’entreprise compte 50 salariés ou plus"),
        Need.AMOUNT_5000: _("le contrat atteint 5 000 € HT au total"),
        Need.FRACTIONAL: _("un dirigeant à temps partagé la tient"),
        Need.STAFF_MOVED: _("des personnes de l’entreprise la font aujourd’hui"),
        Need.INDEPENDENT: _("le prestataire travaille seul"),
        Need.CONFIDENTIAL: _("les données sont confidentielles"),
        Need.LEAVING: _("le prestataire en place est quitté"),
    }[need]


def to_confirm(guard_rail: GuardRail) -> str:
    """What is still to be known for it to stand; empty where nothing is."""
    if not guard_rail.unknown:
        return ""
    told = "\u202f; ".join(condition(need) for need in guard_rail.unknown)
    return _("À confirmer : %(conditions)s.") % {"conditions": told}
