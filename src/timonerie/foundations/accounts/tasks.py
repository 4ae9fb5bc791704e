"""Work done away from the page, so that a page takes the same time whoever it is about."""

from django.utils import timezone

from timonerie.foundations.accounts import links, mail
from timonerie.foundations.accounts.models import User


def answer_forgetful(email: str) -> None:
    """Send a link to whoever has that address here; nobody learns whether somebody has."""
    user = User.objects.filter(email=email, is_active=True).first()
    if user is not None:
        token = links.for_forgetful(user=user, at=timezone.now())
        mail.send_reset(to=user, address=links.address(token))
