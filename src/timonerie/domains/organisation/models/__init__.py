"""The models of the organisation, one file per family."""

from timonerie.domains.organisation.models.calendars import Calendar, CalendarVersion
from timonerie.domains.organisation.models.legal import Establishment, LegalEntity
from timonerie.domains.organisation.models.people import Mandate, Person, Seat, SeatHolding
from timonerie.domains.organisation.models.provider_facts import ContactRoll, ProviderTier
from timonerie.domains.organisation.models.providers import Contact, Provider
from timonerie.domains.organisation.models.units import BusinessFunction, CalendarFollowing, Unit

__all__ = [
    "BusinessFunction",
    "Calendar",
    "CalendarFollowing",
    "CalendarVersion",
    "Contact",
    "ContactRoll",
    "Establishment",
    "LegalEntity",
    "Mandate",
    "Person",
    "Provider",
    "ProviderTier",
    "Seat",
    "SeatHolding",
    "Unit",
]
