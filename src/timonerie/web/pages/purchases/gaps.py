"""What the books cannot tell, and why."""

from timonerie.domains.facts.queries import purchases
from timonerie.domains.facts.rules.accounting import sentences
from timonerie.domains.organisation.sentences import said


def told() -> list[str]:
    """One sentence each."""
    return [said(sentences.of_gap(gap)) for gap in purchases.part("gaps") or []]


def reason(code: str) -> str:
    """Why one answer is missing; empty where it is not."""
    for gap in purchases.part("gaps") or []:
        if gap["code"] == code:
            return said(sentences.of_gap(gap))
    return ""
