"""Money: currency by currency, never added over currencies."""

from timonerie.engine.indicators import BUILT_IN

from .tables import Example

EXAMPLES = (
    Example(
        name="one_figure_per_currency",
        title="Un montant se donne devise par devise",
        metrics=(BUILT_IN["amount"],),
        facts="""
            case | amount | currency
            -----+--------+---------
            A    | 0.10   | EUR
            B    | 0.20   | EUR
            C    | 7.00   | CHF
            D    |        | EUR
        """,
        figures="""
            currency | n | numerator | denominator | value
            ---------+---+-----------+-------------+------
            EUR      | 2 | 0.30      |             | 0.30
            CHF      | 1 | 7         |             | 7
        """,
    ),
    Example(
        name="unit_cost",
        title="Coût unitaire : montants sur unités d’œuvre, quand on a les deux",
        metrics=(BUILT_IN["unit_cost"],),
        facts="""
            case | amount | quantity | currency
            -----+--------+----------+---------
            A    | 100.00 | 40       | EUR
            B    | 50.00  | 20       | EUR
            C    | 900.00 |          | EUR
        """,
        figures="""
            currency | n | numerator | denominator | value
            ---------+---+-----------+-------------+------
            EUR      | 2 | 150       | 60          | 2.5
        """,
    ),
)
