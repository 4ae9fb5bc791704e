"""Words of the cycles: work that comes back and that two sides do in turn."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Rhythm(TextChoices):
    """How a cycle comes back: with the calendar, or each time something happens. The codes of the
    calendar are those of `contracts.obligation_enums.Cadence`."""

    WEEKLY = "weekly", _("chaque semaine")
    MONTHLY = "monthly", _("chaque mois")
    QUARTERLY = "quarterly", _("chaque trimestre")
    HALF_YEARLY = "half_yearly", _("chaque semestre")
    YEARLY = "yearly", _("chaque année")
    EVENT = "event", _("à chaque événement")


class DueBase(TextChoices):
    """What the day of a step is counted from, in working days but for `DAY` and `NEXT_MONTH`, days
    of the month that ends the period and of the one that follows it."""

    START = "start", _("début de la période, ou jour de l’événement")
    END = "end", _("fin de la période")
    DAY = "day", _("jour du mois de la période")
    NEXT_MONTH = "next_month", _("jour du mois suivant")
    PREVIOUS = "previous", _("étape précédente")


class RunState(TextChoices):
    OPEN = "open", _("en cours")
    CLOSED = "closed", _("clos")


class StepState(TextChoices):
    DUE = "due", _("à faire")
    DONE = "done", _("faite")
    WAIVED = "waived", _("sans objet")


class DoneWay(TextChoices):
    """By which door a step was said done; never by whom of a provider's people."""

    ACCOUNT = "account", _("dans l’application")
    LINK = "link", _("par lien")
    NOTED = "noted", _("noté pour le prestataire")


class JobKind(TextChoices):
    OPEN_CYCLES = "cycles.open", _("ouverture des cycles")
    FEED_CYCLE = "cycles.feed", _("faits d’un passage")
