"""Stocks: what is open at an instant."""

from datetime import UTC, date, datetime

from timonerie.engine.indicators import BUILT_IN
from timonerie.engine.judge import Question

from .tables import Example

BACKLOG = BUILT_IN["backlog"]
JANUARY_15 = datetime(2026, 1, 15, 12, tzinfo=UTC)

EXAMPLES = (
    Example(
        name="open_at_an_instant",
        title="L’encours : reçu, et pas encore clos, à un instant donné",
        metrics=(BACKLOG,),
        question=Question(at=JANUARY_15),
        facts="""
            case | received_at      | delivered_at     | resolved_at
            -----+------------------+------------------+-----------------
            A    | 2026-01-05 08:00 |                  | 2026-01-10 08:00
            B    | 2026-01-05 08:00 |                  | 2026-01-20 08:00
            C    | 2026-01-05 08:00 |                  |
            D    | 2026-01-05 08:00 | 2026-01-12 08:00 |
            E    | 2026-01-15 12:00 |                  |
            F    | 2026-01-16 08:00 |                  |
            G    | 2026-01-05 08:00 |                  | 2026-01-15 12:00
        """,
        figures="""
            n | numerator | denominator | value
            --+-----------+-------------+------
            3 | 3         |             | 3
        """,
    ),
    Example(
        name="overdue_and_age",
        title="L’encours en retard, et l’âge de l’encours",
        metrics=(
            BUILT_IN["backlog_overdue"],
            BUILT_IN["backlog_overdue_share"],
            BUILT_IN["backlog_age_median"],
        ),
        question=Question(at=JANUARY_15),
        facts="""
            case | received_at      | due_at           | resolved_at
            -----+------------------+------------------+-----------------
            A    | 2026-01-05 12:00 | 2026-01-10 12:00 |
            B    | 2026-01-11 12:00 | 2026-01-25 12:00 |
            C    | 2026-01-13 12:00 |                  |
            E    | 2026-01-11 12:00 | 2026-01-15 12:00 |
            D    | 2026-01-05 12:00 | 2026-01-10 12:00 | 2026-01-12 12:00
        """,
        figures="""
            metric                | n | value
            ----------------------+---+------
            backlog_overdue       | 1 | 1
            backlog_overdue_share | 3 | 0.3333333333333333
            backlog_age_median    | 4 | 4
        """,
    ),
    Example(
        name="a_stock_by_period",
        title="L’encours de chaque mois est pris à l’instant où le mois finit",
        metrics=(BACKLOG,),
        question=Question(
            cuts={
                date(2026, 1, 1): datetime(2026, 1, 31, 23, tzinfo=UTC),
                date(2026, 2, 1): datetime(2026, 2, 28, 23, tzinfo=UTC),
            },
        ),
        facts="""
            case | received_at      | resolved_at
            -----+------------------+-----------------
            A    | 2026-01-05 08:00 | 2026-02-10 08:00
            B    | 2026-01-31 23:30 |
            C    | 2026-02-05 08:00 | 2026-02-06 08:00
        """,
        figures="""
            period     | value
            -----------+------
            2026-01-01 | 1
            2026-02-01 | 1
        """,
    ),
    Example(
        name="nothing_open_is_zero",
        title="Rien d’ouvert à la fin du mois : l’encours est zéro, il n’est pas inconnu",
        metrics=(BACKLOG,),
        question=Question(cuts={date(2026, 1, 1): datetime(2026, 1, 31, 23, tzinfo=UTC)}),
        facts="""
            case | received_at      | resolved_at
            -----+------------------+-----------------
            A    | 2026-01-05 08:00 | 2026-01-10 08:00
        """,
        figures="""
            period     | n | value
            -----------+---+------
            2026-01-01 | 0 | 0
        """,
    ),
)
