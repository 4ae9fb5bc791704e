from timonerie.domains.challenge.rules import signing
from timonerie.domains.challenge.rules.signing import Candidate

CLAIRE = Candidate(name="Claire", quality="DAF", ground="delegation", limit_cents=500_000)
PAUL = Candidate(name="Paul", quality="", ground="signature")


def test_a_delegation_signs_up_to_its_limit() -> None:
    assert signing.able([PAUL, CLAIRE], cents=400_000) == [CLAIRE, PAUL]
    assert signing.able([PAUL, CLAIRE], cents=500_001) == [PAUL]


def test_a_limit_beside_an_unknown_amount_tells_nothing() -> None:
    assert signing.able([CLAIRE], cents=None) == []


def test_somebody_known_twice_is_told_once_on_the_firmest_ground() -> None:
    again = Candidate(name="Paul", quality="", ground="approval")
    assert signing.able([again, PAUL], cents=None) == [PAUL]
