"""What a trail must not hold in clear: the names and addresses of people, in its hashed bodies."""

from timonerie.domains.organisation.models import Contact, Person
from timonerie.foundations.accounts.models import User
from timonerie.foundations.audit import chain
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


def faults() -> list[tuple[int, str, str]]:
    """(number, act, word) of each event that names somebody."""
    words = set(User.objects.values_list("name", "email"))
    for company_id in Company.objects.values_list("pk", flat=True):
        with current.company(company_id):
            words |= set(Person.objects.values_list("name", "email"))
            words |= set(Contact.objects.values_list("name", "email"))
    named = sorted({word for pair in words for word in pair if word})
    return [
        (event.seq, event.act, word)
        for event in Event.objects.all()
        for word in named
        if word in _texts(chain.body(event))
    ]


def _texts(value: object) -> set[str]:
    """Every text of a body, whole."""
    if isinstance(value, dict):
        return set().union(*map(_texts, value.values()))
    if isinstance(value, list):
        return set().union(*map(_texts, value))
    return {value} if isinstance(value, str) else set()
