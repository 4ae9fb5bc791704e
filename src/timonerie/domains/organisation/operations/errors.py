"""What every refusal of the organisation has in common."""

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Difference:
    """A field as the other person left it, and as it was about to be written."""

    field: str
    label: str
    theirs: Any
    mine: Any


class Conflict(Refused):
    """Somebody changed the row since it was read: `current` is what stands now, `mine` what was
    about to be written; `version` is what to send to write it all the same."""

    def __init__(self, *, current: Model, mine: dict[str, Any], version: object = None) -> None:
        super().__init__(
            _(
                "Quelqu’un a modifié « %(name)s » entre-temps. Rien n’a été enregistré : comparez"
                " les deux versions, puis enregistrez de nouveau celle que vous retenez."
            )
            % {"name": current}
        )
        self.current = current
        self.mine = mine
        self.version = getattr(current, "version", None) if version is None else version
        self.both = _both(current, mine)


def _both(current: Model, written: Mapping[str, Any]) -> list[Difference]:
    """Where what stands and what was about to be written differ, field by field; read at once, as
    the API answers once the company is left."""
    fields = {field.name: field for field in current._meta.get_fields()}  # noqa: SLF001
    return [
        Difference(name, str(getattr(fields[name], "verbose_name", name)), theirs, mine)
        for name, mine in written.items()
        if name in fields and (theirs := getattr(current, name)) != mine
    ]
