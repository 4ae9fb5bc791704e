"""What each kind of line says beside its words, as a person fills it: label, help, control."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.enums import Side

Control = Literal[
    "text", "long", "number", "whole", "choice", "yes", "hour", "list", "topics", "metric",
    "measure", "volume", "bands", "months",
]  # fmt: skip
Choices = tuple[tuple[str, str | Promise], ...]


@dataclass(frozen=True)
class Field:
    """`choices` are values of the rules as texts, "true" and "false" for a yes or no."""

    name: str
    label: str | Promise
    control: Control = "text"
    help: str | Promise = ""
    choices: Choices = ()


SIDES: Choices = ((Side.OURS.value, _("nous")), (Side.THEIRS.value, _("le prestataire")))
CADENCES: Choices = (
    ("weekly", _("chaque semaine")),
    ("monthly", _("chaque mois")),
    ("quarterly", _("chaque trimestre")),
    ("half_yearly", _("chaque semestre")),
    ("yearly", _("chaque année")),
)
PERIODS: Choices = (
    ("week", _("semaine")),
    ("month", _("mois")),
    ("quarter", _("trimestre")),
    ("year", _("année")),
)
LEVEL_UNITS: Choices = (("hours", _("heures")), ("percent", _("%")), ("days", _("jours")))
DIRECTIONS: Choices = (("true", _("au moins")), ("false", _("au plus")))
RECURRENCES: Choices = (
    ("unit", _("par unité de volume")),
    ("month", _("par mois")),
    ("once", _("une fois")),
)
VOLUME_PERIODS: Choices = (("year", _("par an")), ("month", _("par mois")))
MOMENTS: Choices = (("month", _("du mois")), ("event", _("d’un événement")))

FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.SCOPE: (
        Field(
            "accountable",
            _("Poste qui en répond chez vous"),
            help=_("Un seul poste de l’entreprise : « DAF », « responsable paie, Lyon »."),
        ),
    ),
    Kind.VOLUME: (
        Field("unit", _("Unité"), help=_("Ce que l’on compte : bulletins, tickets, factures.")),
        Field("per", _("Le volume est"), "choice", choices=VOLUME_PERIODS),
        Field("low", _("Volume bas"), "number", _("Le moins que vous puissiez envoyer.")),
        Field("expected", _("Volume attendu"), "number", _("Vide si personne ne le sait.")),
        Field("high", _("Volume haut"), "number", _("Le plus que le prestataire doit absorber.")),
        Field(
            "bands",
            _("Bandes de volume"),
            "bands",
            _(
                "Où le prix unitaire change. La fin de l’une est le début de l’autre ; la dernière"
                " peut rester sans fin."
            ),
        ),
        Field(
            "seasonality",
            _("Poids de chaque mois"),
            "months",
            _(
                "1 pour un mois ordinaire, 2 pour un mois deux fois plus chargé : les douze,"
                " ou aucun."
            ),
        ),
    ),
    Kind.INPUT: (
        Field("side", _("Qui le remet"), "choice", choices=SIDES),
        Field("when", _("Quand"), help=_("Par exemple : « J-3 avant la paie, midi ».")),
        Field(
            "day",
            _("Jour"),
            "whole",
            _("Un nombre : 5 pour le 5, -1 pour le dernier jour ; négatif avant un événement."),
        ),
        Field("of", _("Compté à partir"), "choice", choices=MOMENTS),
        Field("hour", _("Heure"), "hour"),
        Field("who", _("Par qui"), help=_("Un poste, jamais un nom.")),
        Field("format", _("Format"), help=_("Tableau, dépôt sécurisé, courriel…")),
    ),
    Kind.DELIVERABLE: (
        Field("when", _("Quand"), help=_("Un jour que l’on peut vérifier : « J+5 », « le 15 ».")),
        Field("format", _("Format")),
        Field(
            "acceptance",
            _("Ce qui le fait accepter"),
            "long",
            _("Ce que vous regarderez pour dire oui."),
        ),
    ),
    Kind.SERVICE_LEVEL: (
        Field(
            "metric",
            _("Indicateur qui le mesure"),
            "metric",
            _("Choisi dans ceux que Timonerie sait calculer."),
        ),
        Field("at_least", _("La cible est"), "choice", choices=DIRECTIONS),
        Field("target", _("Cible"), "number", _("95 pour 95 %, 4 pour quatre heures.")),
        Field("unit", _("Unité de la cible"), "choice", choices=LEVEL_UNITS),
        Field("period", _("Jugée chaque"), "choice", choices=(PERIODS[1], PERIODS[2])),
        Field(
            "window",
            _("Heures et jours comptés"),
            help=_("Par exemple : « heures d’ouverture du site »."),
        ),
        Field("exclusions", _("Ce qui ne compte pas"), "long"),
        Field(
            "stop_clock",
            _("Ce qui arrête le compteur"),
            "long",
            _("Par exemple : une pièce qui manque chez nous."),
        ),
        Field(
            "cap",
            _("Plafond des avoirs"),
            help=_("Le plus que le prestataire rende sur une période."),
        ),
    ),
    Kind.INDICATOR: (
        Field("metric", _("Indicateur de Timonerie"), "metric", _("Vide s’il ne s’y calcule pas.")),
        Field(
            "formula", _("Formule"), "long", _("Deux personnes doivent trouver le même chiffre.")
        ),
        Field("unit", _("Unité")),
        Field("period", _("Calculé chaque"), "choice", choices=PERIODS),
    ),
    Kind.REPORT: (
        Field("cadence", _("Cadence"), "choice", choices=CADENCES),
        Field("day", _("Jours ouvrés après la période"), "whole", _("5 pour « J+5 ».")),
        Field("grace_days", _("Jours de grâce"), "whole", _("Avant que le retard ne soit compté.")),
        Field("content", _("Ce qu’il contient"), "long"),
    ),
    Kind.GOVERNANCE: (
        Field("cadence", _("Cadence"), "choice", choices=CADENCES),
        Field("who", _("Qui y vient"), help=_("Des postes, des deux côtés.")),
    ),
    Kind.SECURITY: (
        Field(
            "measure",
            _("Mesure du catalogue"),
            "measure",
            _("Choisie dans la liste, ou écrite dans le texte."),
        ),
        Field("proof", _("Preuve attendue"), "long"),
        Field("date", _("Quand la preuve est remise")),
    ),
    Kind.PRIVACY: (
        Field(
            "topics",
            _("Ce que couvre cette ligne"),
            "topics",
            _(
                "Les points que l’article 28 du RGPD demande d’écrire, à faire valider par un"
                " conseil."
            ),
        ),
        Field("data", _("Données")),
        Field("people", _("Personnes")),
        Field("purpose", _("Finalité")),
        Field("retention", _("Conservation")),
        Field("location", _("Lieu")),
        Field("proof", _("Preuve attendue")),
    ),
    Kind.TEAM: (
        Field("role", _("Rôle"), help=_("« Gestionnaire de paie référent », jamais un nom.")),
        Field("side", _("De quel côté"), "choice", choices=SIDES),
        Field("is_accountable", _("Répond de la prestation de son côté"), "yes"),
        Field("deputy", _("Suppléant"), help=_("Le rôle qui le remplace.")),
        Field("notice_days", _("Préavis de départ, en jours"), "whole"),
    ),
    Kind.TRANSITION: (
        Field("gate", _("Ce qui ouvre la suite"), help=_("« Deux paies en double sans écart ».")),
        Field("criteria", _("Critères de passage"), "list", _("Un par ligne.")),
        Field("weeks", _("Durée, en semaines"), "whole"),
        Field(
            "parallel_months",
            _("Mois en double"),
            "whole",
            _("Pendant lesquels les deux travaillent."),
        ),
    ),
    Kind.REVERSIBILITY: (
        Field("delay_days", _("Délai, en jours"), "whole"),
        Field("format", _("Format de ce qui revient")),
        Field("price", _("Prix"), help=_("« Compris », ou un prix par jour.")),
    ),
    Kind.PRICE: (
        Field(
            "unit", _("Unité"), help=_("« par bulletin », « par mois », « forfait de reprise ».")
        ),
        Field("recurrence", _("Se paie"), "choice", choices=RECURRENCES),
        Field(
            "volume_key",
            _("Volume qu’il multiplie"),
            "volume",
            _("Pour un prix à l’unité : la ligne de volume de ce cahier."),
        ),
    ),
    Kind.CRITERION: (
        Field("weight", _("Points"), "number", _("Sur cent, tous critères réunis.")),
        Field("question", _("Question posée"), "long"),
    ),
}


def of(kind: Kind) -> tuple[Field, ...]:
    return FIELDS.get(kind, ())


def named(kind: Kind, name: str) -> Field | None:
    return next((one for one in of(kind) if one.name == name), None)
