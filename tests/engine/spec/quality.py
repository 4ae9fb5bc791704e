"""Quality: errors by cause, rework, right the first time."""

from timonerie.engine.indicators import BUILT_IN

from .tables import Example

EXAMPLES = (
    Example(
        name="errors_by_cause",
        title="Une erreur n’est comptée au prestataire que si sa cause est écrite",
        metrics=(BUILT_IN["errors"], BUILT_IN["provider_errors"]),
        facts="""
            case | error | cause
            -----+-------+---------
            A    | oui   | provider
            B    | oui   | client
            C    | oui   |
            D    | non   |
        """,
        figures="""
            metric          | n | numerator | denominator | value
            ----------------+---+-----------+-------------+-------------------
            errors          | 4 | 3         | 4           | 0.75
            provider_errors | 3 | 1         | 3           | 0.3333333333333333
        """,
    ),
    Example(
        name="right_the_first_time",
        title="Bon du premier coup : ni erreur, ni reprise, ni réouverture, sur ce qui est suivi",
        metrics=(BUILT_IN["first_time_right"],),
        facts="""
            case | error | rework | reopened
            -----+-------+--------+---------
            A    | non   | 0      | non
            B    | non   | 2      |
            C    |       | 0      |
            D    |       |        |
        """,
        figures="""
            n | numerator | denominator | value
            --+-----------+-------------+-------------------
            3 | 2         | 3           | 0.6666666666666666
        """,
    ),
    Example(
        name="whose_delay",
        title="Parmi les retards dont on sait la cause, la part qui vient de chez nous",
        metrics=(BUILT_IN["late_caused_by_client"],),
        facts="""
            case | resolved_at      | due_at           | cause
            -----+------------------+------------------+---------
            A    | 2026-01-05 18:00 | 2026-01-05 12:00 | client
            B    | 2026-01-05 18:00 | 2026-01-05 12:00 | provider
            C    | 2026-01-05 18:00 | 2026-01-05 12:00 |
            D    | 2026-01-05 10:00 | 2026-01-05 12:00 | client
        """,
        figures="""
            n | numerator | denominator | value
            --+-----------+-------------+------
            2 | 1         | 2           | 0.5
        """,
    ),
)
