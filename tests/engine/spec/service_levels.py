"""Service levels: three ways to know whether a case was on time."""

from dataclasses import replace
from datetime import UTC, datetime

from timonerie.engine.indicators import BUILT_IN, Met
from timonerie.engine.judge import Question

from .tables import Example

SLA = BUILT_IN["sla_met"]
WITHIN_FOUR_HOURS = replace(SLA, numerator=Met(("worked",), within_seconds=4 * 3600))

EXAMPLES = (
    Example(
        name="the_flag_of_the_file_first",
        title="Le fichier dit si le niveau de service est tenu : on le croit",
        metrics=(SLA,),
        facts="""
            case | resolved_at      | due_at           | on_time
            -----+------------------+------------------+--------
            A    | 2026-01-05 10:00 | 2026-01-05 09:00 | oui
            B    | 2026-01-05 10:00 | 2026-01-05 12:00 | non
        """,
        figures="""
            n | numerator | denominator | value
            --+-----------+-------------+------
            2 | 1         | 2           | 0.5
        """,
    ),
    Example(
        name="else_the_due_instant",
        title="À défaut, résolu au plus tard à l’échéance, à la seconde près",
        metrics=(SLA,),
        facts="""
            case | resolved_at         | due_at           | on_time
            -----+---------------------+------------------+--------
            A    | 2026-01-05 12:00    | 2026-01-05 12:00 |
            B    | 2026-01-05 12:00:01 | 2026-01-05 12:00 |
            C    | 2026-01-05 12:00    |                  |
        """,
        figures="""
            n | numerator | denominator | value
            --+-----------+-------------+------
            2 | 1         | 2           | 0.5
        """,
    ),
    Example(
        name="open_past_due_is_missed",
        title="Encore ouvert après l’échéance, c’est manqué dès qu’on sait quelle heure il est",
        metrics=(SLA,),
        question=Question(at=datetime(2026, 1, 31, tzinfo=UTC)),
        facts="""
            case | resolved_at      | due_at
            -----+------------------+-----------------
            A    | 2026-01-05 10:00 | 2026-01-05 12:00
            B    |                  | 2026-01-20 12:00
            C    |                  | 2026-02-20 12:00
        """,
        figures="""
            n | numerator | denominator | value
            --+-----------+-------------+------
            2 | 1         | 2           | 0.5
        """,
    ),
    Example(
        name="open_past_due_is_unknown_without_a_clock",
        title="Sans instant de calcul, un cas ouvert n’est ni tenu ni manqué",
        metrics=(SLA,),
        facts="""
            case | resolved_at      | due_at
            -----+------------------+-----------------
            A    | 2026-01-05 10:00 | 2026-01-05 12:00
            B    |                  | 2026-01-20 12:00
        """,
        figures="""
            n | numerator | denominator | value
            --+-----------+-------------+------
            1 | 1         | 1           | 1
        """,
    ),
    Example(
        name="delivered_ends_a_case_without_resolution",
        title="Sans résolution écrite, la livraison termine le cas",
        metrics=(SLA,),
        facts="""
            case | delivered_at     | due_at
            -----+------------------+-----------------
            A    | 2026-01-05 10:00 | 2026-01-05 12:00
        """,
        figures="""
            n | numerator | denominator | value
            --+-----------+-------------+------
            1 | 1         | 1           | 1
        """,
    ),
    Example(
        name="within_a_working_delay",
        title="Tenu si le temps ouvré de résolution ne dépasse pas quatre heures",
        metrics=(WITHIN_FOUR_HOURS,),
        facts="""
            case | worked_to_resolve
            -----+------------------
            A    | 3h
            B    | 4h
            C    | 5h
            D    |
        """,
        figures="""
            n | numerator | denominator | value
            --+-----------+-------------+-------------------
            3 | 2         | 3           | 0.6666666666666666
        """,
    ),
    Example(
        name="what_was_due_counts_where_it_was_due",
        title="Un livrable dû en janvier et rendu en février compte en janvier",
        metrics=(BUILT_IN["on_time_delivery"],),
        question=Question(period="month", at=datetime(2026, 3, 31, tzinfo=UTC)),
        facts="""
            case | resolved_at      | due_at
            -----+------------------+-----------------
            A    | 2026-01-20 10:00 | 2026-01-20 12:00
            B    | 2026-02-03 10:00 | 2026-01-31 18:00
            C    |                  | 2026-02-10 18:00
        """,
        figures="""
            period     | n | numerator | denominator | value
            -----------+---+-----------+-------------+------
            2026-01-01 | 2 | 1         | 2           | 0.5
            2026-02-01 | 1 | 0         | 1           | 0
        """,
    ),
    Example(
        name="the_client_is_on_time_too",
        title="La ponctualité du client se lit sur les étapes sans prestataire",
        metrics=(BUILT_IN["client_on_time"],),
        facts="""
            case | provider | resolved_at      | due_at
            -----+----------+------------------+-----------------
            A    |          | 2026-01-20 10:00 | 2026-01-20 12:00
            B    |          | 2026-01-20 18:00 | 2026-01-20 12:00
            C    | 7        | 2026-01-20 18:00 | 2026-01-20 12:00
        """,
        figures="""
            n | numerator | denominator | value
            --+-----------+-------------+------
            2 | 1         | 2           | 0.5
        """,
    ),
)
