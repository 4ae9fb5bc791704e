"""The pages that a reader may open, with what each asks the database."""

from http import HTTPStatus

from django.conf import settings
from django.db import connection
from django.test import Client

from tests.factories import addresses
from timonerie.config.urls import urlpatterns
from timonerie.domains.facts.queries import live
from timonerie.domains.performance.queries import progress
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


def pages(slug: str, email: str) -> tuple[str, list[tuple[str, int]]]:
    """The cookie of a signed-in reader, and the address and queries of each page they may open."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(email=email))
    company = Company.objects.get(slug=slug)
    with current.company(company.pk):
        known = addresses.of_company(company, urlpatterns)
        known |= _narrowed(company)
    found = [(address, _queries(client, address)) for address in known.values()]
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return cookie, [(address, queries) for address, queries in found if queries is not None]


def _narrowed(company: Company) -> dict[str, str]:
    """Addresses with a query, where facts are looked for: behind a figure, sorted, searched."""
    facts, search = f"/{company.slug}/faits/", f"/{company.slug}/recherche/suggestions/"
    month = progress.periods_with_results(kind="month")[0]
    [case] = live.table().limit(1).to_pyarrow()["case"].to_pylist()
    asked = [
        f"{facts}?indicateur=sla_met&mois={month}&tri=compte",
        f"{facts}?indicateur=backlog&mois={month}",
        f"{facts}?tri=-recu",
        f"{facts}?tri=-ouvre",
        f"{facts}?tri=dossier&page=200",
        f"{search}?q={case[:-1]}",
    ]
    return {address: address for address in asked}


def _queries(client: Client, address: str) -> int | None:
    """None where nothing answers a reading there."""
    asked = 0

    def count(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        status = client.get(address).status_code
    return asked if status == HTTPStatus.OK else None
