"""What a grid says, in words."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.domains.sourcing.rules.grids.grids import RETAINED, VETOES, cases, grid
from timonerie.domains.sourcing import grid_sentences
from timonerie.domains.sourcing.enums import Reading, Verdict, Veto
from timonerie.domains.sourcing.rules.grids import shapes
from timonerie.domains.sourcing.rules.grids.flips import Flip, flips
from timonerie.domains.sourcing.rules.grids.robustness import Robust
from timonerie.domains.sourcing.rules.grids.shapes import Grid, GridFault, Scores
from timonerie.domains.sourcing.rules.grids.verdicts import Reason, judge

ONE = grid([5]).criteria[0]
SCORE = {"score": 64.999999, "hybrid_at": 40.0, "keep_at": 65.0}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("code", "params", "sentence"),
    [
        (
            "veto",
            {"veto": Veto.COMMIT},
            "Engager la société : cela reste dans l’entreprise, quel que soit le score.",
        ),
        ("veto_over_score", {"verdict": Verdict.HYBRID}, "Le score seul dirait « hybride »."),
        (
            "hybrid",
            SCORE,
            "Garder : 64,9 sur 100. Entre 40 et 65, la décision reste chez vous, l’exécution peut"
            " se confier.",
        ),
        (
            "partly_known",
            {"reading": Reading.GUARD, "share": 0.999},
            "Le score « serrer » ne repose que sur 99 % des poids : le reste est à connaître.",
        ),
    ],
)
def test_a_reason_is_told(code: str, params: dict[str, Any], sentence: str) -> None:
    assert plain(grid_sentences.reason(Reason(code, params))) == sentence


@given(cases(), VETOES, RETAINED)
def test_every_reason_and_every_flip_has_its_sentence(
    case: tuple[Grid, Scores], vetoes: set[Veto], is_retained: bool | None
) -> None:
    told = [grid_sentences.reason(one) for one in judge(*case, vetoes, is_retained).reasons]
    told += [grid_sentences.flip(one) for one in flips(*case, vetoes, is_retained)]
    assert told
    for sentence in told:
        assert sentence.endswith(".")
        assert "%(" not in sentence


@pytest.mark.parametrize(
    ("kind", "before", "after", "sentence"),
    [
        ("note", 1, 3, "Il suffirait que « K0 » passe de 1 à 3 pour que"),
        ("note", 2.5, 3, "Il suffirait que « K0 » passe de 2,5 à 3 pour que"),
        ("weight", 5, 7.21, "Il suffirait que le poids de « K0 » dépasse 7,3, au lieu de 5, pour"),
        ("weight", 5, 2.3, "Il suffirait que le poids de « K0 » descende sous 2,3, au lieu de 5,"),
        ("weight", 5, 0.04, "Sans « K0 », le verdict"),
        ("weight", 5, 5, "Le score est juste au seuil : changer à peine le poids de « K0 »"),
    ],
)
def test_a_flip_is_told(kind: str, before: float, after: float, sentence: str) -> None:
    found = Flip(kind, ONE, before, after, Verdict.HYBRID, 0.1)  # type: ignore[arg-type]
    said = plain(grid_sentences.flip(found))
    assert said.startswith(sentence)
    assert said.endswith("« hybride ».")


@pytest.mark.parametrize(
    ("share", "sentence"),
    [
        (1, "Verdict tenu par toutes les pondérations plausibles."),
        (0.9999, "Verdict tenu par 99 % des pondérations plausibles."),
        (0.93, "Verdict tenu par 93 % des pondérations plausibles."),
        (0.29, "Verdict tenu par 29 % des pondérations plausibles."),
        (0.002, "Verdict tenu par moins d’une pondération plausible sur cent."),
        (None, ""),
    ],
)
def test_robustness_is_never_rounded_up(share: float | None, sentence: str) -> None:
    assert plain(grid_sentences.robust(Robust(share, {}, None, {}))) == sentence


def test_every_fault_of_a_grid_has_its_sentence() -> None:
    sources = Path(shapes.__file__).parent.glob("*.py")
    codes = {code for one in sources for code in re.findall(r'GridFault\("(\w+)"', one.read_text())}
    assert "crossed" in codes
    for code in codes:
        assert grid_sentences.fault(GridFault(code, "field")).endswith(".")
