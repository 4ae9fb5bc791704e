from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a member may do in a company; the permissions of each stand in policy.toml."""

    ADMINISTRATOR = "administrator", _("administration technique")
    DIRECTOR = "director", _("direction")
    EXECUTIVE = "executive", _("dirigeant à temps partagé")
    SITE_MANAGER = "site_manager", _("responsable de site")
    TEAM_MANAGER = "team_manager", _("responsable d’équipe")
    PROVIDER = "provider", _("prestataire")
    AUDITOR = "auditor", _("auditeur")


class Scope(StrEnum):
    """How far a role sees, see policy.toml."""

    COMPANY = "company"
    MANDATE = "mandate"
    UNIT = "unit"
    PROVIDER = "provider"
    LISTED = "listed"


class LinkState(TextChoices):
    """Where an access link stands."""

    WAITING = "waiting", _("en attente")
    USED = "used", _("utilisé")
    EXPIRED = "expired", _("expiré")
    WITHDRAWN = "withdrawn", _("retiré")
