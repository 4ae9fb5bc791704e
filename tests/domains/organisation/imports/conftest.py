from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories.organisation import NOW
from timonerie.domains.organisation.operations.imports import lists
from timonerie.domains.organisation.operations.imports.shapes import Act, Plan
from timonerie.foundations.accounts.actors import Actor

Import = Callable[..., Plan]


@pytest.fixture
def preview(alice: Actor, tmp_path: Path) -> Import:
    """What a CSV written in a test would do."""

    def read(kind: str, text: str) -> Plan:
        path = tmp_path / "liste.csv"
        path.write_text(text, encoding="utf-8")
        return lists.preview(by=alice, at=NOW, kind=kind, path=path, file_name=path.name)

    return read


@pytest.fixture
def take(alice: Actor, tmp_path: Path) -> Import:
    """Import a CSV written in a test."""

    def read(kind: str, text: str, *, leave_faulty: bool = False) -> Plan:
        path = tmp_path / "liste.csv"
        path.write_text(text, encoding="utf-8")
        return lists.apply(
            by=alice,
            at=NOW,
            kind=kind,
            path=path,
            file_name="liste.csv",
            leave_faulty=leave_faulty,
        )

    return read


def acts(plan: Plan) -> tuple[int, int, int]:
    """Lines that create, change, and do nothing."""
    return plan.count(Act.CREATE), plan.count(Act.UPDATE), plan.count(Act.SAME)
