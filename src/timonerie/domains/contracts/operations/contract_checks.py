"""What is said of a contract, and what of it cannot stand."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import CHOICES, Renewal
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import reaching
from timonerie.domains.contracts.rules.lengths import Indefinite, LengthError, parse_open
from timonerie.domains.organisation.models import Provider, Seat
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor

OPEN_ENDED = ("firm", "renewal_length")
LENGTHS = (*OPEN_ENDED, "notice", "preparation")
MOST_RENEWALS = 99
MOST_CRITICAL = 4


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A contract as somebody says it; what nobody knows is left out. Lengths are texts of
    `rules.lengths`, « 36 months », « 3 mois »; `yearly_cents` is in cents of `currency`.
    `activities` are those it entrusts, None to leave them as they are."""

    name: str
    reference: str = ""
    provider: Provider | None = None
    start_date: date | None = None
    end_date: date | None = None
    firm: str = ""
    renewal: str = ""
    renewal_length: str = ""
    renewals: int | None = None
    notice: str = ""
    notice_counts: str = ""
    notice_form: str = ""
    preparation: str = ""
    notice_given_date: date | None = None
    yearly_cents: int | None = None
    tax: str = ""
    currency: str = "EUR"
    note: str = ""
    frame: Contract | None = None
    owner: Seat | None = None
    criticality: int | None = None
    activities: tuple[Activity, ...] | None = None

    def values(self) -> dict[str, Any]:
        """By field of the contract, lengths in their one spelling. Raises Refused."""
        found = {name: value for name, value in vars(self).items() if name != "activities"}
        found["name"], found["reference"] = _line(self.name), _line(self.reference)
        found["note"] = self.note.strip()
        return found | {name: length(found[name], field=name) for name in LENGTHS}


def check(said: Statement) -> dict[str, Any]:
    """The values to write. Raises Refused, naming the field."""
    values = said.values()
    if not values["name"]:
        raise Refused(_("Dites en une ligne sur quoi porte le contrat."), field="name")
    for name, choices in CHOICES.items():
        if values[name] and values[name] not in choices.values:
            raise Refused(_("Choisissez l’une des réponses proposées."), field=name)
    check_days(said.start_date, said.end_date, said.notice_given_date)
    if said.yearly_cents is not None and said.yearly_cents < 0:
        raise Refused(_("Le montant est un nombre positif."), field="yearly_cents")
    if len(said.currency) != 3 or not said.currency.isalpha():
        raise Refused(_("Donnez la devise en trois lettres : EUR."), field="currency")
    if said.renewal == Renewal.NONE and values["renewal_length"]:
        raise Refused(
            _(
                "Un contrat sans reconduction n’a pas de durée de reconduction : videz l’une des"
                " deux."
            ),
            field="renewal_length",
        )
    check_renewals(said.renewals, said.renewal)
    if said.criticality is not None and not 1 <= said.criticality <= MOST_CRITICAL:
        raise Refused(_("La criticité va de 1 à 4."), field="criticality")
    return values


def check_renewals(renewals: int | None, renewal: str) -> None:
    """Raises Refused where they contradict each other."""
    if renewals is None:
        return
    if not 0 <= renewals <= MOST_RENEWALS:
        raise Refused(_("Donnez un nombre de 0 à 99."), field="renewals")
    if renewal == Renewal.NONE and renewals:
        raise Refused(
            _("Un contrat sans reconduction n’en a aucune : videz l’une des deux réponses."),
            field="renewals",
        )


def check_days(start: date | None, end: date | None, given: date | None = None) -> None:
    """Raises Refused where days are not in their order."""
    if start and end and end < start:
        raise Refused(_("L’échéance vient après la prise d’effet."), field="end_date")
    if start and given and given < start:
        raise Refused(_("Le préavis se donne après la prise d’effet."), field="notice_given_date")


def length(text: str, *, field: str) -> str:
    """A length in its one spelling, empty for nothing. Raises Refused."""
    if not text.strip():
        return ""
    try:
        found = parse_open(text)
    except LengthError as error:
        raise Refused(
            _("« %(text)s » n’est pas une durée. Écrivez « 36 mois », « 90 jours » ou « 1 an ».")
            % {"text": text.strip()[:40]},
            field=field,
        ) from error
    if isinstance(found, Indefinite) and field not in OPEN_ENDED:
        raise Refused(
            _("Cette durée a une fin : donnez un nombre de mois, de semaines ou de jours."),
            field=field,
        )
    return str(found)


def require_reach(by: Actor, *, at: datetime, provider: Provider | None) -> None:
    """A contract that its writer could not read again cannot be written by them. Raises Refused."""
    if not reaching.holds(
        by, on=timezone.localdate(at), provider=provider.pk if provider else None
    ):
        raise Refused(_("Choisissez un prestataire de votre mandat."), field="provider")


def _line(text: str) -> str:
    return " ".join(text.split())
