"""Who may write about the books."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.queries import accounting
from timonerie.foundations.accounts.actors import Actor


def require_whole(by: Actor, at: datetime) -> None:
    """The books are the whole company's: whoever is narrowed to a part does not touch them.

    Raises:
        PermissionDenied: no right to write, or a mandate for a part.
    """
    by.require("ledger.write")
    if not accounting.sees_all(by, on=timezone.localdate(at)):
        raise PermissionDenied(_("Les comptes concernent toute l’entreprise."))
