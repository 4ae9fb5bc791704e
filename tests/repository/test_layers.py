"""Foreign keys that look up or sideways are found, whatever the linter sees of the imports."""

import pytest

from tests.conftest import ROOT
from tests.repository import layers

PERFORMANCE = "timonerie.domains.performance.models"
FACTS = "timonerie.domains.facts.models.batches"


@pytest.mark.parametrize(
    ("source", "target", "allowed"),
    [
        (PERFORMANCE, FACTS, True),
        (FACTS, PERFORMANCE, False),
        (FACTS, "timonerie.domains.facts.models.sources", True),
        (FACTS, "timonerie.foundations.scope.models", True),
        (FACTS, "django.contrib.auth.models", True),
        ("timonerie.foundations.audit.models", FACTS, False),
        ("timonerie.foundations.scope.models", "timonerie.foundations.accounts.models", False),
        ("timonerie.domains.pulse.models", "timonerie.domains.governance.models", False),
    ],
)
def test_the_order_is_that_of_the_import_contracts(source: str, target: str, allowed: bool) -> None:
    assert layers.of_repository(ROOT).allows(source, target) is allowed
