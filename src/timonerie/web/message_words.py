"""What a message is about, in the words of who looks at the log: never its text."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timonerie.domains.publications.operations import trying

KINDS: dict[str, Promise] = {
    "digest.weekly": _("Courrier du lundi"),
    "digest.daily": _("Récapitulatif du jour"),
    trying.KIND: _("Message d’essai"),
}


def kind(code: str) -> str:
    """A kind nobody named is a reminder."""
    return str(KINDS.get(code, _("Rappel")))
