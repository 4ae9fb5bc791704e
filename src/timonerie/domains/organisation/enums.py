from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    """Levels of the management tree, from the top down."""

    GROUP = "group", _("groupe")
    REGION = "region", _("région")
    SITE = "site", _("site")
    TEAM = "team", _("équipe")


class HolderKind(TextChoices):
    """Who may hold a seat."""

    EMPLOYEE = "employee", _("salarié")
    EXECUTIVE = "executive", _("dirigeant à temps partagé")
    PROVIDER = "provider", _("prestataire")
