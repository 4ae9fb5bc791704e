"""Service levels said by hand: what cannot stand is refused, what stands is told in words."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import accounts, contracts, obligations
from tests.factories.organisation import NOW
from timonerie.domains.contracts import level_sentences
from timonerie.domains.contracts.models import Contract, ServiceLevel
from timonerie.domains.contracts.operations import level_checks, levels, owed_rows
from timonerie.domains.contracts.operations.level_checks import Band
from timonerie.domains.contracts.rules.level_gaps import Gap, Promise, gaps
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.engine.indicators import conditions_json
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company


@pytest.fixture
def contract(alice: Actor) -> Contract:
    return contracts.signed(alice)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_level_is_told_as_it_will_be_computed(alice: Actor, contract: Contract) -> None:
    level = obligations.level(
        alice, contract, excludes_ours=True, yearly_cap_cents=500_000,
        bands=(Band(Decimal(90), Decimal(5)), Band(Decimal("95.0"), Decimal(2))),
    )  # fmt: skip
    assert level.bands == [{"below": "95", "rate": "2"}, {"below": "90", "rate": "5"}]
    assert plain(level_sentences.meaning(level, names={})) == (
        "Chaque mois, « Respect du niveau de service » doit être : au moins 95 %. Les dossiers"
        " dont la cause écrite est de notre côté ne comptent pas. Pénalité : 2 % du prix du mois"
        " en dessous de 95 %, 5 % du prix du mois en dessous de 90 %, plafond 10 % du prix du"
        " mois, au plus 5 000 € par an."
    )
    [condition] = level.filter
    conditions_json.condition_from_dict(condition, "filter")


def test_a_share_of_cases_within_a_time_has_a_threshold(alice: Actor, contract: Contract) -> None:
    level = obligations.level(
        alice, contract, metric="working_time_to_resolved_median", threshold=4, consequence="",
        bands=(), cap=None,
    )  # fmt: skip
    told = plain(level_sentences.meaning(level, names={}))
    assert "d’au plus 4 h : ils doivent être au moins 95 %" in told
    assert plain(level_sentences.target(level)) == "95 % des dossiers en 4 h au plus"


def test_a_delay_is_missed_above_its_target(alice: Actor, contract: Contract) -> None:
    level = obligations.level(
        alice, contract, metric="working_time_to_resolved_median", target=14, unit="hours",
        at_least=False, bands=(Band(Decimal(14), Decimal(3)),), consequence="credit",
    )  # fmt: skip
    told = plain(level_sentences.consequence(level))
    assert told == "avoir : 3 % du prix du mois au-dessus de 14 h, plafond 10 % du prix du mois"


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"title": "  "}, "title"),
        ({"target": -1}, "target"),
        ({"target": 101}, "target"),
        ({"unit": "hours"}, "unit"),
        ({"unit": "miles"}, "unit"),
        ({"period": "day"}, "period"),
        ({"unit": "hours", "metric": "pick_up_time_median", "threshold": 4}, "threshold"),
        ({"consequence": ""}, "consequence"),
        ({"target": None}, "consequence"),
        ({"bands": ()}, "bands"),
        ({"bands": (Band(Decimal(96), Decimal(2)),)}, "bands"),
        ({"bands": (Band(Decimal(95), Decimal(5)), Band(Decimal(90), Decimal(5)))}, "bands"),
        ({"bands": (Band(Decimal(95), Decimal(0)),)}, "bands"),
        ({"cap": Decimal(101)}, "cap"),
        ({"is_followed": True}, "target"),
        ({"start_date": date(2026, 2, 1), "end_date": date(2026, 1, 1)}, "end_date"),
    ],
)
def test_what_cannot_stand_names_its_field_and_writes_nothing(
    alice: Actor, contract: Contract, parts: dict[str, Any], field: str
) -> None:
    said = obligations.level_said(**{"title": "Demandes", **parts})
    with pytest.raises(Refused) as refusal:
        levels.add(by=alice, at=NOW, contract=contract, said=said)
    assert refusal.value.field == field
    assert not ServiceLevel.objects.exists()


def test_saying_again_what_stands_writes_nothing(alice: Actor, contract: Contract) -> None:
    level = obligations.level(alice, contract)
    said = obligations.level_said()
    levels.change(by=alice, at=NOW, level=level, version=1, said=said)
    assert level.version == 1
    assert not Event.objects.filter(act="contract.owed_changed").exists()


def test_a_level_put_away_comes_back_as_it_was(alice: Actor, contract: Contract) -> None:
    level = obligations.level(alice, contract)
    owed_rows.archive(by=alice, at=NOW, row=level, version=1)
    with pytest.raises(Conflict):
        owed_rows.restore(by=alice, at=NOW, row=level, version=1)
    owed_rows.restore(by=alice, at=NOW, row=level, version=2)
    level.refresh_from_db()
    assert level.archived_at is None


def test_who_only_reads_the_contracts_says_no_level(
    alice: Actor, company: Company, contract: Contract
) -> None:
    auditor = accounts.actor(company, Role.AUDITOR, name="Bob")
    with pytest.raises(PermissionDenied):
        levels.add(by=auditor, at=NOW, contract=contract, said=obligations.level_said())


def test_an_indicator_only_followed_asks_for_nothing_but_its_figure() -> None:
    told = Promise("", None, "", None, is_followed=True)
    assert gaps(told) == (Gap.METRIC,)
    assert gaps(Promise("sla_met", None, "", None, is_followed=True)) == ()


def test_cases_without_a_written_cause_count() -> None:
    assert level_checks.NOT_OURS == {
        "known": {"not": {"column": "cause", "op": "eq", "value": "client"}}, "default": True,
    }  # fmt: skip
