from django.utils import timezone

from timonerie.foundations.notifications import operations
from timonerie.foundations.scope import current


def deliver(company_id: int, message_id: int) -> None:
    """What the queue calls once a message is written."""
    with current.company(company_id):
        operations.deliver(message_id=message_id, at=timezone.now())
