"""What providers think of working with us, year by year."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from timonerie.domains.contracts.queries import reaching
from timonerie.domains.reporting.catalogue import rating
from timonerie.domains.reporting.models import ProviderRating
from timonerie.foundations.accounts.actors import Actor


def standing() -> "QuerySet[ProviderRating]":
    """The last number of each year of each provider, the latest year first."""
    later = ProviderRating.objects.filter(
        provider=OuterRef("provider"), year=OuterRef("year"), number__gt=OuterRef("number")
    )
    rows: QuerySet[ProviderRating] = ProviderRating.objects.filter(~Exists(later))
    return rows.select_related("provider").order_by("-year", "provider__name", "pk")


def visible_to(actor: Actor, *, on: date) -> "QuerySet[ProviderRating]":
    """Those of the providers whose contracts the reader sees."""
    firms = reaching.provider_ids(actor, on=on)
    return standing() if firms is None else standing().filter(provider__in=firms)


def of_provider(provider_id: int) -> list[ProviderRating]:
    return list(standing().filter(provider=provider_id))


def mean(answers: Mapping[str, int]) -> float | None:
    """Of the questions that were answered; None of none."""
    values = list(answers.values())
    return sum(values) / len(values) if values else None


def told(row: ProviderRating) -> Sequence[tuple[str, int | None]]:
    """Each question of today with what was answered, in their order."""
    return [(one.label, row.answers.get(one.code)) for one in rating.questions()]
