"""Cash and closing, only where the files came: purchases from the books, months to close."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timonerie.domains.facts.queries import purchases
from timonerie.foundations.wording import months
from timonerie.web import purchase_words
from timonerie.web.attention.sources import periods
from timonerie.web.digests.reader import Item, Reader
from timonerie.web.digests.registry import register

TITLE = _("Trésorerie et clôture")


@register(title=TITLE, order=50, permission="ledger.read", needs_all=True)
def spent(reader: Reader) -> Iterator[Item]:
    """The last month of the books that every entity sent."""
    told = [(month, amount) for month, amount in purchases.by_month() if amount is not None]
    if not told:
        return
    month, amount = told[-1]
    yield Item(
        gettext("Achats auprès de tiers, %(month)s : %(amount)s")
        % {"month": months.month_label(month), "amount": purchase_words.euros(amount)},
        gettext("d’après les derniers fichiers comptables reçus"),
        reverse("purchases", args=[reader.slug]),
    )


@register(title=TITLE, order=51, permission="period.close", needs_all=True)
def to_close(reader: Reader) -> Iterator[Item]:
    for line in periods.to_close(reader.scene):
        yield Item(str(line.title), str(line.since), line.url)
