"""The seven states a figure can be in, each with its word and its shape.

Colour alone never carries a state: every place that shows one shows the icon (see
`frontend/icons.svg`) and the word, on screen or for a screen reader.
"""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    MET = "met"
    WATCH = "watch"
    MISSED = "missed"
    NO_ACTIVITY = "no-activity"
    MISSING = "missing"
    MEASURED = "measured"
    NO_OBJECT = "no-object"

    @property
    def word(self) -> Promise:
        return WORDS[self]

    @property
    def icon(self) -> str:
        return f"state-{self.value}"


WORDS: dict[State, Promise] = {
    State.MET: _("conforme"),
    State.WATCH: _("à surveiller"),
    State.MISSED: _("hors cible"),
    State.NO_ACTIVITY: _("sans activité"),
    State.MISSING: _("donnée manquante"),
    State.MEASURED: _("sans cible"),
    State.NO_OBJECT: _("sans objet"),
}

#: States in which there is no number to show.
SILENT = frozenset({State.NO_ACTIVITY, State.MISSING, State.NO_OBJECT})


def as_state(value: State | str | None) -> State | None:
    """The state named by a code, for templates, which pass strings.

    Raises ValueError when the code is unknown.
    """
    if value is None or value == "":
        return None
    return State(value)
