"""Periods as screens name them: the words of their addresses, and their labels."""

from timonerie.domains.performance.period_words import label as label

KINDS = {"mois": "month", "semaine": "week", "trimestre": "quarter", "annee": "year"}
WORDS = {kind: word for word, kind in KINDS.items()}
