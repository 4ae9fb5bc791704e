"""`timonerie commitments`: what it answers, with which exit code."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.cli.conftest import Run
from timonerie.domains.commitments.operations import commitments
from timonerie.domains.organisation.operations import providers
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow


def test_it_tells_what_runs_and_the_share_that_was_kept(run: Run, data_dir: Path) -> None:
    assert run("init", company="a").code == 0
    assert "Aucun engagement" in run("commitments", company="a").out
    company, at = Company.objects.get(slug="a"), timezone.now()
    today: date = timezone.localdate(at)
    with current.company(company.pk):
        by = actors.system(company)
        nova = providers.create(by=by, at=at, name="Nova")
        orion = providers.create(by=by, at=at, name="Orion")
        for firm, day in ((nova, today - timedelta(days=3)), (orion, today + timedelta(days=30))):
            commitments.make(
                by=by,
                at=at,
                what=f"Livrer ({firm.name})",
                provider=firm,
                made_on=today - timedelta(days=9),
                promised_for=day,
            )
    told = run("commitments", company="a", json=True).json
    assert [one["standing"] for one in told["commitments"]] == ["overdue", "running"]
    assert [(one["ended"], one["share"]) for one in told["rates"]] == [(0, None), (0, None)]
    late = run("commitments", "--overdue", company="a").out
    assert "Livrer (Nova)" in late
    assert "Orion" not in late
    assert "trop peu pour un taux" in run("commitments", company="a", provider="orion").out
    assert run("commitments", company="z").code == 2
