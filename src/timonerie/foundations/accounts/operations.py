"""What a person chooses for themselves; it concerns no company, so no trail keeps it."""

from django.conf import settings

from timonerie.foundations.accounts.models import PageChoice, User
from timonerie.foundations.scope.models import Company

LONGEST_CHOICE = 1000


def choose_language(*, by: User, language: str) -> None:
    """Raises:
    ValueError: the product does not speak it.
    """
    if language not in dict(settings.LANGUAGES):
        raise ValueError(language)
    by.language = language
    by.save(update_fields=["language"])


def keep_page_choice(*, by: User, company: Company, page: str, query: str) -> None:
    """Remember how somebody looks at a page; nothing is kept of an empty or endless address."""
    mine = PageChoice.objects.filter(user=by, company=company, page=page)
    if not query or len(query) > LONGEST_CHOICE:
        mine.delete()
    else:
        PageChoice.objects.update_or_create({"query": query}, user=by, company=company, page=page)


def rename(*, by: User, name: str) -> None:
    by.name = " ".join(name.split())
    by.save(update_fields=["name"])


def choose_password(*, by: User, password: str) -> None:
    """The caller has validated it, and ends the other sessions."""
    by.set_password(password)
    by.save(update_fields=["password"])
