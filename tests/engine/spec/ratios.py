"""Ratios: what counts for, what counts against, and what does not count."""

from timonerie.engine.indicators import BUILT_IN
from timonerie.engine.judge import Question

from .tables import Example

EXAMPLES = (
    Example(
        name="a_ratio_keeps_both_terms",
        title="Un taux garde son numérateur et son dénominateur",
        metrics=(BUILT_IN["errors"],),
        facts="""
            case | error
            -----+------
            A    | oui
            B    | non
            C    | non
            D    | non
        """,
        figures="""
            metric | n | numerator | denominator | value
            -------+---+-----------+-------------+------
            errors | 4 | 1         | 4           | 0.25
        """,
    ),
    Example(
        name="what_is_not_known_does_not_count",
        title="Ce qu’on ne sait pas ne compte ni pour ni contre",
        metrics=(BUILT_IN["errors"], BUILT_IN["cases"]),
        facts="""
            case | error
            -----+------
            A    | oui
            B    | non
            C    |
        """,
        figures="""
            metric | n | numerator | denominator | value
            -------+---+-----------+-------------+------
            errors | 2 | 1         | 2           | 0.5
            cases  | 3 | 3         |             | 3
        """,
    ),
    Example(
        name="no_case_gives_no_rate",
        title="Sans cas applicable il n’y a pas de taux : ni 0 %, ni 100 %",
        metrics=(BUILT_IN["errors"],),
        facts="""
            case | error
            -----+------
            A    |
        """,
        figures="""
            metric | n | numerator | denominator | value
            -------+---+-----------+-------------+------
            errors | 0 | 0         | 0           |
        """,
    ),
    Example(
        name="a_group_in_view_has_its_figure",
        title="Un site dont aucun cas n’est applicable reste visible, sans valeur",
        metrics=(BUILT_IN["errors"],),
        question=Question(by=("unit",)),
        facts="""
            case | unit | error
            -----+------+------
            A    | 1    | oui
            B    | 1    | non
            C    | 2    |
        """,
        figures="""
            unit | n | numerator | denominator | value
            -----+---+-----------+-------------+------
            1    | 2 | 1         | 2           | 0.5
            2    | 0 | 0         | 0           |
        """,
    ),
    Example(
        name="a_joined_column_groups_too",
        title="On peut regrouper par une colonne jointe, comme la région",
        metrics=(BUILT_IN["errors"],),
        question=Question(by=("region",)),
        facts="""
            case | unit | region | error
            -----+------+--------+------
            A    | 1    | Ouest  | oui
            B    | 2    | Ouest  | non
            C    | 3    | Est    | non
        """,
        figures="""
            region | n | numerator | denominator | value
            -------+---+-----------+-------------+------
            Ouest  | 2 | 1         | 2           | 0.5
            Est    | 1 | 0         | 1           | 0
        """,
    ),
)
