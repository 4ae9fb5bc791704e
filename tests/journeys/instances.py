"""What two instances hold when one publishes to the other."""

from django.utils import timezone

from tests.factories.accounts import PASSWORD
from timonerie.cli import output
from timonerie.cli.demo import second
from timonerie.cli.demo.horizon import Horizon
from timonerie.cli.demo.plan import DEFAULT_SEED, Plan
from timonerie.domains.organisation.operations import companies, members
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

READER = "marc@aubrac.example"


def publisher() -> None:
    """The small company of the demo."""
    output.ready_database()
    second.load(Plan(DEFAULT_SEED, Horizon.before(timezone.localdate())))


def reader() -> None:
    """An executive with a company of their own, where nothing is measured yet."""
    output.ready_database()
    at = timezone.now()
    company = companies.found(slug="aubrac", name="Cabinet Aubrac", at=at)
    with current.company(company.pk):
        members.create(
            by=actors.system(company),
            at=at,
            company=company,
            email=READER,
            name="Marc Aubrac",
            role=Role.EXECUTIVE,
            password=PASSWORD,
            start_date=timezone.localdate(),
        )
