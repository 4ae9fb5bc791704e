"""A test that commits leaves nothing, and the guards stand."""

import pytest

from tests import emptying
from tests.factories import accounts, organisation
from tests.factories.dumps import dump
from timonerie.foundations.scope import triggers
from timonerie.foundations.scope.models import Company


@pytest.mark.usefixtures("emptied")
def test_every_row_goes_and_every_guard_stands() -> None:
    before = dump()
    accounts.actor(organisation.company())
    assert dump() != before

    emptying.empty()

    assert dump() == before
    assert not Company.objects.exists()
    assert triggers.are_on("default")
