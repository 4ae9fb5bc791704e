"""The built-in indicators: those of the catalogue that a table of facts is enough to compute.

They are proposals, with the mark of their source; a company keeps its own, versioned, copies.
"""

from dataclasses import replace

from timonerie.engine.indicators.conditions import (
    All,
    AnyOf,
    Compare,
    Known,
    Met,
    Not,
    is_known,
    is_true,
)
from timonerie.engine.indicators.measures import age, column, elapsed, worked
from timonerie.engine.indicators.metric import Metric

CATALOGUE = "Catalogue Timonerie, indicateurs transverses"
PROPOSED = "Proposition Timonerie"


def _numbered(number: int) -> str:
    return f"{CATALOGUE}, n° {number}"


VOLUMES = (
    Metric(
        code="cases",
        label="Demandes reçues",
        unit="count",
        direction="range",
        aggregate="count",
        anchor="received",
        formula="Nombre de demandes reçues dans la période ; une demande compte une fois.",
        source=PROPOSED,
    ),
    Metric(
        code="resolved_cases",
        label="Demandes résolues",
        unit="count",
        direction="higher",
        aggregate="count",
        filter=(is_known("resolved_on"),),
        formula="Nombre de demandes résolues dans la période.",
        source=PROPOSED,
    ),
    Metric(
        code="quantity",
        label="Unités d’œuvre",
        unit="quantity",
        direction="range",
        aggregate="sum",
        measure=column("quantity"),
        formula="Somme des quantités des demandes résolues dans la période.",
        source=_numbered(22),
    ),
)

PUNCTUALITY = (
    Metric(
        code="sla_met",
        label="Respect du niveau de service",
        unit="ratio",
        direction="higher",
        aggregate="ratio",
        numerator=Met(("flag", "due")),
        target_kind="at_least",
        target=0.95,
        formula=(
            "Demandes tenues / demandes jugées. Le fichier le dit ; à défaut, la demande est tenue"
            " si elle est résolue au plus tard à l’échéance. Ouverte après l’échéance, elle est"
            " manquée. Sans indication ni échéance, elle ne compte pas."
        ),
        source=_numbered(9),
    ),
    Metric(
        code="on_time_delivery",
        label="Respect des délais",
        unit="ratio",
        direction="higher",
        aggregate="ratio",
        numerator=Met(("due", "flag")),
        anchor="due",
        target_kind="at_least",
        target=0.95,
        formula=(
            "Livrables à l’heure / livrables dus dans la période. Ce qui était dû et n’est pas"
            " rendu compte comme manqué."
        ),
        source=_numbered(3),
    ),
    Metric(
        code="client_on_time",
        label="Ponctualité du client",
        unit="ratio",
        direction="higher",
        aggregate="ratio",
        numerator=Met(("due", "flag")),
        filter=(Compare("provider", "is_null"),),
        anchor="due",
        target_kind="at_least",
        target=0.95,
        formula=(
            "Entrées remises à l’heure par nos sites / entrées dues : les étapes sans prestataire."
            " À lire avec le respect des délais du prestataire."
        ),
        source=_numbered(27),
    ),
    Metric(
        code="late_caused_by_client",
        label="Retards dus au client",
        unit="ratio",
        direction="lower",
        aggregate="ratio",
        numerator=Compare("cause", "eq", "client"),
        denominator=Not(Met(("due", "flag"))),
        anchor="due",
        formula="Retards dont la cause est chez nous / retards dont la cause est connue.",
        source=PROPOSED,
    ),
)

QUALITY = (
    Metric(
        code="errors",
        label="Taux d’erreur",
        unit="ratio",
        direction="lower",
        aggregate="ratio",
        numerator=is_true("error"),
        target_kind="at_most",
        target=0.01,
        formula="Demandes en erreur / demandes dont on sait si elles le sont, toutes causes.",
        source=_numbered(4),
    ),
    Metric(
        code="provider_errors",
        label="Taux d’erreur du prestataire",
        unit="ratio",
        direction="lower",
        aggregate="ratio",
        numerator=All((is_true("error"), Compare("cause", "eq", "provider"))),
        target_kind="at_most",
        target=0.01,
        formula=(
            "Demandes en erreur par la faute du prestataire / demandes. Une erreur dont la cause"
            " n’est pas écrite ne compte ni pour ni contre."
        ),
        source=_numbered(4),
    ),
    Metric(
        code="reworked",
        label="Demandes reprises",
        unit="ratio",
        direction="lower",
        aggregate="ratio",
        numerator=Compare("rework", "gt", 0),
        formula="Demandes reprises ou réaffectées au moins une fois / demandes.",
        source=PROPOSED,
    ),
    Metric(
        code="reopened",
        label="Demandes rouvertes",
        unit="ratio",
        direction="lower",
        aggregate="ratio",
        numerator=is_true("reopened"),
        formula="Demandes rouvertes après résolution / demandes.",
        source=PROPOSED,
    ),
    Metric(
        code="first_time_right",
        label="Bon du premier coup",
        unit="ratio",
        direction="higher",
        aggregate="ratio",
        numerator=Not(
            AnyOf(
                (
                    Known(is_true("error")),
                    Known(Compare("rework", "gt", 0)),
                    Known(is_true("reopened")),
                )
            )
        ),
        denominator=AnyOf((is_known("error"), is_known("rework"), is_known("reopened"))),
        target_kind="at_least",
        target=0.97,
        formula=(
            "Demandes sans erreur, ni reprise, ni réouverture / demandes dont au moins une de ces"
            " trois choses est suivie."
        ),
        source=_numbered(5),
    ),
)

_RESOLVED_MEDIAN = Metric(
    code="time_to_resolved_median",
    label="Délai de résolution, médiane",
    unit="hours",
    direction="lower",
    aggregate="median",
    measure=elapsed("received_at", "resolved_at"),
    formula="Médiane des heures écoulées entre réception et résolution.",
    source=_numbered(8),
)
_WORKED_MEDIAN = replace(
    _RESOLVED_MEDIAN,
    code="working_time_to_resolved_median",
    label="Délai de résolution ouvré, médiane",
    unit="working_hours",
    measure=worked("worked_to_resolve"),
    formula="Médiane des heures ouvrées entre réception et résolution, suspensions déduites.",
)
_PICK_UP_MEDIAN = Metric(
    code="pick_up_time_median",
    label="Délai de prise en charge, médiane",
    unit="working_hours",
    direction="lower",
    aggregate="median",
    measure=worked("worked_to_start"),
    anchor="started",
    target_kind="at_most",
    target=4.0,
    formula="Médiane des heures ouvrées entre réception et prise en charge.",
    source=_numbered(7),
)
_PROCESSING_MEAN = Metric(
    code="processing_time_mean",
    label="Délai de traitement, moyenne",
    unit="working_hours",
    direction="lower",
    aggregate="mean",
    measure=worked("worked_to_deliver"),
    anchor="delivered",
    formula="Heures ouvrées entre réception et livraison, suspensions déduites / livrables.",
    source=_numbered(1),
)

DELAYS = (
    _RESOLVED_MEDIAN,
    replace(
        _RESOLVED_MEDIAN,
        code="time_to_resolved_p90",
        label="Délai de résolution, 90e centile",
        aggregate="p90",
        formula="Neuf demandes sur dix sont résolues en moins d’heures écoulées que cela.",
    ),
    replace(
        _RESOLVED_MEDIAN,
        code="time_to_resolved_mean",
        label="Délai de résolution, moyenne",
        aggregate="mean",
        formula="Heures écoulées entre réception et résolution / demandes résolues.",
    ),
    _WORKED_MEDIAN,
    replace(
        _WORKED_MEDIAN,
        code="working_time_to_resolved_p90",
        label="Délai de résolution ouvré, 90e centile",
        aggregate="p90",
        formula="Neuf demandes sur dix sont résolues en moins d’heures ouvrées que cela.",
    ),
    replace(
        _WORKED_MEDIAN,
        code="working_time_to_resolved_mean",
        label="Délai de résolution ouvré, moyenne",
        aggregate="mean",
        formula="Heures ouvrées entre réception et résolution / demandes résolues.",
    ),
    _PICK_UP_MEDIAN,
    replace(
        _PICK_UP_MEDIAN,
        code="pick_up_time_p90",
        label="Délai de prise en charge, 90e centile",
        aggregate="p90",
        target_kind=None,
        target=None,
        formula="Neuf demandes sur dix sont prises en charge en moins d’heures ouvrées que cela.",
        source=PROPOSED,
    ),
    _PROCESSING_MEAN,
    replace(
        _PROCESSING_MEAN,
        code="processing_time_p90",
        label="Délai de traitement, 90e centile",
        aggregate="p90",
        formula="Neuf livrables sur dix sont rendus en moins d’heures ouvrées que cela.",
        source=_numbered(2),
    ),
    replace(
        _WORKED_MEDIAN,
        code="time_at_client_median",
        label="Temps chez le client, médiane",
        measure=worked("worked_suspended"),
        formula="Médiane des heures ouvrées de suspension, en attente du client ou d’un tiers.",
        source=PROPOSED,
    ),
    replace(
        _WORKED_MEDIAN,
        code="time_at_client_mean",
        label="Temps chez le client, moyenne",
        aggregate="mean",
        measure=worked("worked_suspended"),
        formula="Heures ouvrées de suspension / demandes résolues.",
        source=PROPOSED,
    ),
)

_BACKLOG = Metric(
    code="backlog",
    label="Encours",
    unit="count",
    direction="lower",
    aggregate="count",
    population="open",
    anchor="received",
    formula=(
        "Demandes reçues et pas encore closes à l’instant donné. Sans résolution écrite, la"
        " livraison clôt la demande."
    ),
    source=PROPOSED,
)
_BACKLOG_AGE = replace(
    _BACKLOG,
    code="backlog_age_median",
    label="Âge de l’encours, médiane",
    unit="days",
    aggregate="median",
    measure=age("received_at"),
    formula="Médiane des jours écoulés depuis la réception des demandes ouvertes.",
)

STOCKS = (
    _BACKLOG,
    replace(
        _BACKLOG,
        code="backlog_overdue",
        label="Encours en retard",
        filter=(Compare("due_at", "lt", at=True),),
        target_kind="at_most",
        target=0.0,
        formula="Demandes ouvertes dont l’échéance est passée à l’instant donné.",
        source=_numbered(10),
    ),
    replace(
        _BACKLOG,
        code="backlog_overdue_share",
        label="Part de l’encours en retard",
        unit="ratio",
        aggregate="ratio",
        numerator=Compare("due_at", "lt", at=True),
        formula="Demandes ouvertes échues / demandes ouvertes qui ont une échéance.",
    ),
    _BACKLOG_AGE,
    replace(
        _BACKLOG_AGE,
        code="backlog_age_mean",
        label="Âge de l’encours, moyenne",
        aggregate="mean",
        formula="Jours écoulés depuis la réception / demandes ouvertes.",
    ),
    replace(
        _BACKLOG_AGE,
        code="backlog_age_p90",
        label="Âge de l’encours, 90e centile",
        aggregate="p90",
        formula="Neuf demandes ouvertes sur dix sont plus jeunes que cela.",
    ),
)

COSTS = (
    Metric(
        code="amount",
        label="Montant",
        unit="currency",
        direction="range",
        aggregate="sum",
        measure=column("amount"),
        formula="Somme des montants, devise par devise.",
        source=PROPOSED,
    ),
    Metric(
        code="unit_cost",
        label="Coût unitaire",
        unit="currency",
        direction="lower",
        aggregate="quotient",
        measure=column("amount"),
        per=column("quantity"),
        formula="Montants / unités d’œuvre, devise par devise, sur les lignes qui ont les deux.",
        source=_numbered(23),
    ),
)

BUILT_IN: dict[str, Metric] = {
    metric.code: metric
    for family in (VOLUMES, PUNCTUALITY, QUALITY, DELAYS, STOCKS, COSTS)
    for metric in family
}
