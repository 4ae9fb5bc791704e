"""Delays: medians, ninetieth centiles and means."""

from timonerie.engine.indicators import BUILT_IN
from timonerie.engine.judge import Question

from .tables import Example

MEDIAN = BUILT_IN["time_to_resolved_median"]
P90 = BUILT_IN["time_to_resolved_p90"]
MEAN = BUILT_IN["time_to_resolved_mean"]

EXAMPLES = (
    Example(
        name="quantiles_interpolate",
        title="Médiane et 90e centile interpolent entre les deux rangs voisins",
        metrics=(MEDIAN, P90, MEAN),
        facts="""
            case | received_at      | resolved_at
            -----+------------------+-----------------
            A    | 2026-01-05 08:00 | 2026-01-05 09:00
            B    | 2026-01-05 08:00 | 2026-01-05 10:00
            C    | 2026-01-05 08:00 | 2026-01-05 11:00
            D    | 2026-01-05 08:00 | 2026-01-05 18:00
            E    | 2026-01-05 08:00 |
        """,
        figures="""
            metric                  | n | numerator | denominator | value
            ------------------------+---+-----------+-------------+------
            time_to_resolved_median | 4 |           |             | 2.5
            time_to_resolved_p90    | 4 |           |             | 7.9
            time_to_resolved_mean   | 4 | 16        | 4           | 4
        """,
    ),
    Example(
        name="the_median_of_the_whole",
        title="La médiane de l’ensemble n’est pas la moyenne des médianes des sites",
        metrics=(BUILT_IN["working_time_to_resolved_median"],),
        facts="""
            case | unit | worked_to_resolve
            -----+------+------------------
            A    | 1    | 1h
            B    | 1    | 1h
            C    | 1    | 1h
            D    | 2    | 9h
        """,
        figures="""
            n | value
            --+------
            4 | 1
        """,
    ),
    Example(
        name="working_hours_of_both_sides",
        title="Le temps du prestataire et le temps du client sont donnés à part",
        metrics=(
            BUILT_IN["working_time_to_resolved_mean"],
            BUILT_IN["time_at_client_mean"],
        ),
        facts="""
            case | worked_to_resolve | worked_suspended
            -----+-------------------+-----------------
            A    | 6h                | 1h
            B    | 2h                | 3h
        """,
        figures="""
            metric                        | n | numerator | denominator | value
            ------------------------------+---+-----------+-------------+------
            working_time_to_resolved_mean | 2 | 8         | 2           | 4
            time_at_client_mean           | 2 | 4         | 2           | 2
        """,
    ),
    Example(
        name="picked_up_where_it_was_started",
        title="La prise en charge se range au mois où elle a eu lieu",
        metrics=(BUILT_IN["pick_up_time_median"],),
        question=Question(period="month"),
        facts="""
            case | received_at      | started_at       | worked_to_start
            -----+------------------+------------------+----------------
            A    | 2026-01-30 16:00 | 2026-02-02 10:00 | 3h
            B    | 2026-02-10 09:00 | 2026-02-10 10:00 | 1h
            C    | 2026-02-11 09:00 |                  |
        """,
        figures="""
            period     | n | value
            -----------+---+------
            2026-02-01 | 2 | 2
        """,
    ),
)
