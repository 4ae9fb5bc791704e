"""Under which names the audit trail may know a person, to erase what it says of them."""

from collections.abc import Iterator

from timonerie.domains.organisation.models import Contact, Person
from timonerie.foundations.accounts.models import Membership


def known_as(*, email: str, company_id: int) -> list[tuple[str, object]]:
    """(kind, number) of the user, persons and contacts of the current company at that address."""
    return list(_known_as(email.strip(), company_id))


def _known_as(email: str, company_id: int) -> Iterator[tuple[str, object]]:
    members = Membership.objects.filter(company_id=company_id, user__email__iexact=email)
    for user_id in members.values_list("user_id", flat=True).distinct():
        yield "user", user_id
    for person in Person.objects.filter(email__iexact=email):
        yield "person", person.public_id
    for contact in Contact.objects.filter(email__iexact=email):
        yield "contact", contact.public_id
