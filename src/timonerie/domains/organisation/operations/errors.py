"""What every refusal of the organisation has in common."""

from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from timonerie.domains.organisation.sentences import said


class Refused(ValueError):
    """A rule says no. The message is for the reader, and says what to do.

    `field` names the argument at fault, so that a page shows the message beside it.
    """

    def __init__(self, message: str | Promise, *, field: str = "") -> None:
        self.message = said(str(message))
        super().__init__(self.message)
        self.field = field


class Conflict(Refused):
    """Somebody changed the row since it was read: `current` is what stands now, `mine` what was
    about to be written."""

    def __init__(self, *, current: Model, mine: dict[str, Any]) -> None:
        super().__init__(
            _(
                "Quelqu’un a modifié « %(name)s » entre-temps. Rien n’a été enregistré : comparez"
                " les deux versions, puis enregistrez de nouveau celle que vous retenez."
            )
            % {"name": current}
        )
        self.current = current
        self.mine = mine
