"""What is promised beside what happened, in four states."""

from datetime import date

from timonerie.domains.contracts import obligation_sentences
from timonerie.domains.contracts.rules.realities import (
    AwaitedReport,
    DatedPaper,
    Fate,
    MeasuredLevel,
    Subcontractor,
    realities,
)

ON = date(2026, 3, 10)


def level(value: float | None, *, idle: bool = False, at_least: bool = False) -> MeasuredLevel:
    return MeasuredLevel("Délai", 4, at_least, "hours", date(2026, 2, 1), value, is_idle=idle)


def report(received: date | None) -> AwaitedReport:
    return AwaitedReport("Rapport", date(2026, 3, 5), date(2026, 3, 6), received)


def told(**given: object) -> list[tuple[Fate, str, str]]:
    found = realities(on=ON, **given)  # type: ignore[arg-type]
    return [
        (
            one.fate,
            obligation_sentences.promised(one).replace("\u00a0", " "),
            obligation_sentences.found(one).replace("\u00a0", " "),
        )
        for one in found
    ]


def test_a_level_is_kept_missed_idle_or_missing() -> None:
    given = [level(3), level(None), level(9), level(None, idle=True), level(9, at_least=True)]
    assert told(levels=given) == [
        (Fate.MISSED, "au plus 4 h", "9 h"),
        (Fate.MISSING, "au plus 4 h", "donnée manquante"),
        (Fate.IDLE, "au plus 4 h", "sans activité"),
        (Fate.KEPT, "au plus 4 h", "3 h"),
        (Fate.KEPT, "au moins 4 h", "9 h"),
    ]


def test_a_report_received_after_its_grace_is_missed() -> None:
    given = [report(date(2026, 3, 9)), report(None), report(date(2026, 3, 6))]
    assert [(fate, found) for fate, _promised, found in told(reports=given)] == [
        (Fate.MISSED, "reçu le 09/03/2026"),
        (Fate.MISSED, "non reçu"),
        (Fate.KEPT, "reçu le 06/03/2026"),
    ]
    waited = AwaitedReport("Rapport", ON, ON, None)
    assert told(reports=[waited]) == []


def test_a_paper_past_its_day_is_over() -> None:
    given = [
        DatedPaper("Attestation", date(2026, 3, 9), date(2025, 9, 1)),
        DatedPaper("Sauvegardes", date(2026, 3, 10)),
        DatedPaper("Certificat", None),
    ]
    assert [(fate, found) for fate, _promised, found in told(papers=given)] == [
        (Fate.MISSED, "échue, dernière reçue le 01/09/2025"),
        (Fate.MISSING, "jamais reçue"),
        (Fate.KEPT, "jamais reçue"),
    ]


def test_a_subcontractor_nobody_declared_is_missed() -> None:
    given = [Subcontractor("Ombrine", is_declared=False), Subcontractor("Lude", is_declared=True)]
    assert [(fate, found) for fate, _promised, found in told(subcontractors=given)] == [
        (Fate.MISSED, "non déclaré"),
        (Fate.KEPT, "déclaré"),
    ]
