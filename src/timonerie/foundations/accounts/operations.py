"""What a person chooses for themselves; it concerns no company, so no trail keeps it."""

from django.conf import settings

from timonerie.foundations.accounts.models import User


def choose_language(*, by: User, language: str) -> None:
    """Raises:
    ValueError: the product does not speak it.
    """
    if language not in dict(settings.LANGUAGES):
        raise ValueError(language)
    by.language = language
    by.save(update_fields=["language"])
