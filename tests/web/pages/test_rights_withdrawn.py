"""A right that is withdrawn is gone at the very next request of who had it, still signed in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.figures import Measured
from tests.web.pages.conftest import browse
from timonerie.domains.organisation.models import Mandate
from timonerie.domains.organisation.operations import mandates, members
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.scope import current


def role_of(measured: Measured, user: User) -> Membership:
    return Membership.objects.get(user=user, company=measured.company)


@pytest.mark.rule("AUT-06")
def test_an_ended_mandate_closes_the_site_at_the_next_request(measured: Measured) -> None:
    user = measured.member(Role.SITE_MANAGER, unit=measured.group.lyon)
    client, site = browse(user), f"/{measured.slug}/sites/{measured.group.lyon.public_id}/"
    assert client.get(site).status_code == 200
    now = timezone.now()
    with current.company(measured.company.pk):
        mandate = Mandate.objects.get(membership_id=role_of(measured, user).pk)
        yesterday = now.date() - timedelta(days=1)
        mandates.end(by=measured.alice, at=now, mandate=mandate, end_date=yesterday)
    assert client.get(site).status_code == 404
    assert "Lyon" not in client.get(f"/{measured.slug}/faits/").content.decode()


def test_an_ended_role_closes_the_company_at_the_next_request(measured: Measured) -> None:
    user = measured.member(Role.DIRECTOR)
    client, page = browse(user), f"/{measured.slug}/indicateurs/"
    assert client.get(page).status_code == 200
    now = timezone.now()
    with current.company(measured.company.pk):
        yesterday = now.date() - timedelta(days=1)
        members.end(
            by=measured.alice, at=now, membership=role_of(measured, user), end_date=yesterday
        )
    assert client.get(page).status_code == 404
