"""Periods: cut on the local date at the site, from the date each indicator is anchored on."""

from datetime import date

from timonerie.engine.indicators import BUILT_IN
from timonerie.engine.judge import Question

from .tables import Example

CASES = BUILT_IN["cases"]
RESOLVED = BUILT_IN["resolved_cases"]

EXAMPLES = (
    Example(
        name="each_indicator_has_its_anchor",
        title="Reçu en janvier, résolu en février : chaque indicateur a sa date",
        metrics=(CASES, RESOLVED),
        question=Question(period="month"),
        facts="""
            case | received_at      | resolved_at
            -----+------------------+-----------------
            A    | 2026-01-05 08:00 | 2026-01-06 08:00
            B    | 2026-01-30 08:00 | 2026-02-02 08:00
            C    | 2026-01-31 08:00 |
        """,
        figures="""
            metric         | period     | value
            ---------------+------------+------
            cases          | 2026-01-01 | 3
            resolved_cases | 2026-01-01 | 1
            resolved_cases | 2026-02-01 | 1
        """,
    ),
    Example(
        name="the_date_is_the_site_s",
        title="À La Réunion, le 31 janvier à 22 h UTC est déjà le 1er février",
        metrics=(CASES,),
        question=Question(period="month"),
        facts="""
            case | received_at      | received_on
            -----+------------------+------------
            A    | 2026-01-31 22:00 | 2026-02-01
            B    | 2026-01-31 22:00 | 2026-01-31
        """,
        figures="""
            period     | value
            -----------+------
            2026-01-01 | 1
            2026-02-01 | 1
        """,
    ),
    Example(
        name="weeks_start_on_monday",
        title="La semaine commence le lundi, même quand l’année change",
        metrics=(CASES,),
        question=Question(period="week"),
        facts="""
            case | received_at
            -----+-----------------
            A    | 2025-12-29 08:00
            B    | 2026-01-04 08:00
            C    | 2026-01-05 08:00
        """,
        figures="""
            period     | value
            -----------+------
            2025-12-29 | 2
            2026-01-05 | 1
        """,
    ),
    Example(
        name="fiscal_quarters",
        title="Exercice ouvert en novembre : le trimestre va de novembre à janvier",
        metrics=(CASES,),
        question=Question(period="quarter", fiscal_month=11),
        facts="""
            case | received_at
            -----+-----------------
            A    | 2025-10-31 08:00
            B    | 2025-11-01 08:00
            C    | 2026-01-31 08:00
            D    | 2026-02-01 08:00
        """,
        figures="""
            period     | value
            -----------+------
            2025-08-01 | 1
            2025-11-01 | 2
            2026-02-01 | 1
        """,
    ),
    Example(
        name="a_span_keeps_both_ends",
        title="Du 5 au 7 janvier : les deux jours sont compris",
        metrics=(CASES,),
        question=Question(first=date(2026, 1, 5), last=date(2026, 1, 7)),
        facts="""
            case | received_at
            -----+-----------------
            A    | 2026-01-04 23:59
            B    | 2026-01-05 00:00
            C    | 2026-01-07 23:59
            D    | 2026-01-08 00:00
        """,
        figures="""
            value
            -----
            2
        """,
    ),
)
