"""How well the clauses are found: findings beside the passages that speak of each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from tests.factories.contract_pdfs import Written
from timonerie.domains.contracts.rules.papers import findings
from timonerie.domains.contracts.rules.papers.catalogue import Clause
from timonerie.domains.contracts.rules.papers.findings import Finding
from timonerie.domains.contracts.rules.papers.pages import Page, plain

Read = Callable[[Written], Sequence[Page]]
ALIKE = 75
"""Out of 100: a scan spells a passage its own way."""


@dataclass
class Score:
    """Passages found, findings that point at another passage, passages not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def of(contracts: Iterable[Written], read: Read) -> tuple[dict[Clause, Score], list[str]]:
    """Scores by clause, and a line for each mistake."""
    scores = {clause: Score() for clause in Clause}
    mistakes = []
    for one in contracts:
        told = findings.found(read(one))
        for clause, score in scores.items():
            expected, got = one.passages(clause), told.get(clause)
            is_right = got is not None and any(_is_from(got, passage) for passage in expected)
            score.right += is_right
            score.wrong += got is not None and not is_right
            score.missed += bool(expected) and not is_right
            if (got is not None or expected) and not is_right:
                mistakes.append(f"{one.key} {clause}: {got}")
    return scores, mistakes


def excluded(contracts: Iterable[Written], read: Read) -> list[str]:
    """What was said to be excluded and is not, or the reverse."""
    wrong = []
    for one in contracts:
        told = findings.found(read(one))
        for clause, got in told.items():
            parts = [part for part in one.parts if clause in part.clauses]
            mine = [part for part in parts if _is_from(got, part.text)]
            if mine and got.excludes != (clause in mine[0].excluded):
                wrong.append(f"{one.key} {clause}: {got.excludes} {got.extract!r}")
    return wrong


def total(scores: dict[Clause, Score]) -> Score:
    every = scores.values()
    return Score(
        sum(one.right for one in every),
        sum(one.wrong for one in every),
        sum(one.missed for one in every),
    )


def _is_from(finding: Finding, passage: str) -> bool:
    alike: float = fuzz.partial_ratio(" ".join(plain(finding.extract).split()), plain(passage))
    return alike >= ALIKE
