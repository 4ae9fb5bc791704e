from collections.abc import Iterator

import pytest

from tests.factories import figures
from tests.factories.figures import Measured
from timonerie.foundations.scope import current


@pytest.fixture
def firm(db: None) -> Iterator[Measured]:
    """Four months of figures: Nova is late for half of Lyon in February."""
    made = figures.measured()
    with current.company(made.company.pk):
        yield made
