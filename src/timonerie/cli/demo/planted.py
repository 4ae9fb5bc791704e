"""What is planted in the facts: the truth that the screens, and later the weak signals, must find.

The simulators read these very figures, so that the list cannot say one thing and the files another.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from timonerie.cli.demo import suppliers
from timonerie.cli.demo.group import COLMAR, LYON, NANTES, SAINT_PIERRE, SITES, Site
from timonerie.cli.demo.horizon import Horizon, shifted


@dataclass(frozen=True)
class Planted:
    """In `months`, at `sites`, a figure that is usually `before` becomes `after`: at once, or
    little by little from the first month to the last when `gradual`.

    `unit` says what the two figures are; `title`, `story` and `unit` are for people, in French.
    """

    code: str
    title: str
    story: str
    provider: str
    activity: str
    sites: tuple[Site, ...]
    months: tuple[date, ...]
    before: float
    after: float
    unit: str
    gradual: bool = False

    @property
    def first_day(self) -> date:
        return self.months[0]

    @property
    def last_day(self) -> date:
        return shifted(self.months[-1], 1) - timedelta(days=1)

    def level(self, site: Site, month: date) -> float:
        """The figure at a site in a month."""
        if site not in self.sites or month not in self.months:
            return self.before
        if not self.gradual:
            return self.after
        share = (self.months.index(month) + 1) / len(self.months)
        return self.before + (self.after - self.before) * share


def plant(horizon: Horizon) -> dict[str, Planted]:
    """Everything planted over a horizon, by code."""
    found = (
        *_payroll(horizon),
        *_it(horizon),
        *_accounting(horizon),
        *_others(horizon),
    )
    return {each.code: each for each in found}


def _payroll(horizon: Horizon) -> tuple[Planted, ...]:
    return (
        Planted(
            code="payroll-errors",
            title="Les erreurs de paie doublent",
            story=(
                "Part des bulletins repris par la faute du prestataire, sur tous les sites à la "
                "fois : un changement chez lui, pas chez nous."
            ),
            provider=suppliers.PAYROLL.name,
            activity="Bulletins de paie",
            sites=SITES,
            months=horizon.since(8),
            before=0.010,
            after=0.023,
            unit="des bulletins",
        ),
        Planted(
            code="late-inputs",
            title="Lyon envoie ses variables de paie en retard",
            story=(
                "La cause est de notre côté : les bulletins repris « par le client » suivent des "
                "variables reçues après la date, presque tous à Lyon."
            ),
            provider="",
            activity="Collecte des variables",
            sites=(LYON,),
            months=horizon.since(11),
            before=0.04,
            after=0.60,
            unit="des envois d’équipe en retard",
        ),
    )


def _it(horizon: Horizon) -> tuple[Planted, ...]:
    return (
        Planted(
            code="slow-pick-up",
            title="La prise en charge ralentit à Colmar",
            story=(
                "Délai médian avant qu’un technicien prenne la demande : il monte chaque mois un "
                "peu, sans qu’aucun mois pris seul ne surprenne."
            ),
            provider=suppliers.IT.name,
            activity="Support utilisateurs",
            sites=(COLMAR,),
            months=horizon.since(9),
            before=1.1,
            after=3.6,
            unit="heures ouvrées",
            gradual=True,
        ),
        Planted(
            code="outage",
            title="Une semaine de panne de réseau à Nantes",
            story="La première semaine pleine du mois : des demandes urgentes, longues à résoudre.",
            provider=suppliers.IT.name,
            activity="Support utilisateurs",
            sites=(NANTES,),
            months=(horizon.back(13),),
            before=1.0,
            after=6.0,
            unit="fois le nombre habituel de demandes de la semaine",
        ),
    )


def _accounting(horizon: Horizon) -> tuple[Planted, ...]:
    return (
        Planted(
            code="silence",
            title="Deux mois de Colmar jamais reçus",
            story=(
                "L’export du cabinet ne contient pas Colmar : ni zéro, ni cent, une donnée "
                "manquante, alors que les trois autres sites sont là."
            ),
            provider=suppliers.ACCOUNTING.name,
            activity="Factures fournisseurs",
            sites=(COLMAR,),
            months=(horizon.back(5), horizon.back(4)),
            before=1.0,
            after=0.0,
            unit="fois le nombre habituel de pièces",
        ),
        Planted(
            code="price-rise",
            title="Le prix de la ligne comptable augmente",
            story="Le coût d’une ligne saisie monte d’un coup, sur tous les sites.",
            provider=suppliers.ACCOUNTING.name,
            activity="Factures fournisseurs",
            sites=SITES,
            months=horizon.since(10),
            before=0.92,
            after=0.99,
            unit="euro la ligne",
        ),
        Planted(
            code="late-closing",
            title="La clôture de Saint-Pierre glisse",
            story="Jours ouvrés entre la fin du mois et la situation remise ; huit sont promis.",
            provider=suppliers.ACCOUNTING.name,
            activity="Clôture mensuelle",
            sites=(SAINT_PIERRE,),
            months=horizon.since(5),
            before=7.0,
            after=10.5,
            unit="jours ouvrés",
        ),
    )


def _others(horizon: Horizon) -> tuple[Planted, ...]:
    return (
        Planted(
            code="staff-change",
            title="L’équipe RH du prestataire change, les reprises montent",
            story="Puis tout rentre dans l’ordre : six mois d’apprentissage payés par nos sites.",
            provider=suppliers.HR.name,
            activity="Administration du personnel",
            sites=SITES,
            months=tuple(horizon.back(rank) for rank in range(15, 9, -1)),
            before=0.04,
            after=0.16,
            unit="des dossiers repris",
        ),
        Planted(
            code="late-december",
            title="Le juridique est en retard chaque mois de décembre",
            story="Part des relectures rendues à la date : la saison de l’avocat, pas une dérive.",
            provider=suppliers.LEGAL.name,
            activity="Relecture de contrats",
            sites=SITES,
            months=tuple(month for month in horizon.months if month.month == 12),
            before=0.94,
            after=0.55,
            unit="des relectures à l’heure",
        ),
        Planted(
            code="more-requests",
            title="Nantes demande bien plus à l’assistanat",
            story="Le volume sort de la plage prévue : à facturer autrement, ou à comprendre.",
            provider=suppliers.ASSISTANT.name,
            activity="Demandes d’assistanat",
            sites=(NANTES,),
            months=horizon.since(7),
            before=1.0,
            after=1.7,
            unit="fois le volume habituel",
        ),
    )
