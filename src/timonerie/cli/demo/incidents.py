"""The invented incidents: most explain something planted in the facts, a few are of every day."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from timonerie.cli.demo import people, suppliers
from timonerie.cli.demo.group import COLMAR, LYON, NANTES, SAINT_PIERRE, Site
from timonerie.cli.demo.horizon import PARIS, Horizon
from timonerie.cli.demo.simulators import accounting, assistant, hr, it, payroll
from timonerie.domains.facts.models import IncidentCause as Cause
from timonerie.domains.facts.models import IncidentSide as Side


@dataclass(frozen=True, kw_only=True)
class ActionPlan:
    """`after` is when it was decided, in days after the incident was told; `in_place` when it took
    effect, None while it waits. `indicator` is what should get better."""

    text: str
    seat: str
    after: int
    due: int
    in_place: int | None = None
    indicator: str = ""


@dataclass(frozen=True, kw_only=True)
class IncidentPlan:
    """Known `back` months before the last one, on `day` at `hour`; told `alert` hours later, over
    `lasts` days later or still there; `cost` in euros."""

    what: str
    more: str
    back: int
    day: int
    hour: int
    alert: float
    lasts: float | None
    cause: Cause | None
    side: Side = Side.UNKNOWN
    is_major: bool = False
    provider: str = ""
    activity: str = ""
    sites: tuple[Site, ...] = ()
    cost: int | None = None
    action: ActionPlan | None = None
    is_closed: bool = False
    by_link: bool = False
    note: str = ""

    def known_at(self, horizon: Horizon) -> datetime:
        day = horizon.back(self.back).replace(day=self.day)
        return datetime.combine(day, time(self.hour, 10), tzinfo=PARIS)

    def told_at(self, horizon: Horizon) -> datetime:
        return self.known_at(horizon) + timedelta(hours=self.alert)


ADMINISTRATION = hr.KINDS[0].activity

INCIDENTS = (
    IncidentPlan(
        what="L’équipe du prestataire RH a changé",
        more="Trois gestionnaires partis le même mois, dossiers repris sans passation.",
        back=15, day=4, hour=9, alert=170, lasts=150,
        cause=Cause.CHANGE, side=Side.THEIRS, is_major=True,
        provider=suppliers.HR.name, activity=ADMINISTRATION, cost=6_400,
        action=ActionPlan(
            text="Passation écrite et double contrôle des dossiers",
            seat=people.HR_MANAGER, after=20, due=120, in_place=148, indicator="reworked",
        ),
        is_closed=True,
        note="Le prestataire propose une passation écrite à chaque départ.",
    ),
    IncidentPlan(
        what="Réseau coupé à Nantes",
        more="Plus de messagerie ni de partage pendant une semaine.",
        back=13, day=6, hour=8, alert=3.5, lasts=5,
        cause=Cause.TOOL, side=Side.THEIRS, is_major=True,
        provider=suppliers.IT.name, activity=it.SUPPORT, sites=(NANTES,), cost=9_200,
        action=ActionPlan(
            text="Deuxième lien posé par un autre opérateur",
            seat=people.CIO, after=6, due=45, in_place=40, indicator="sla_met",
        ),
        is_closed=True, by_link=True,
    ),
    IncidentPlan(
        what="Commutateur en panne à Nantes",
        more="Le deuxième lien a tenu ; la téléphonie est tombée une matinée.",
        back=11, day=19, hour=8, alert=1.25, lasts=0.2,
        cause=Cause.TOOL, side=Side.THEIRS,
        provider=suppliers.IT.name, activity=it.PHONES, sites=(NANTES,), cost=350,
        is_closed=True, by_link=True,
    ),
    IncidentPlan(
        what="Variables de paie envoyées après la date",
        more="Les chefs d’équipe de Lyon attendent la fin de semaine pour les saisir.",
        back=11, day=21, hour=10, alert=26, lasts=None,
        cause=Cause.MISSING_INPUT, side=Side.OURS,
        provider=suppliers.PAYROLL.name, activity=payroll.INPUTS, sites=(LYON,), cost=1_850,
        action=ActionPlan(
            text="Rappel le 15 et saisie par les assistantes",
            seat=people.PAYROLL_MANAGER, after=60, due=120,
        ),
        note="Le cabinet rappelle que la date est au contrat depuis l’origine.",
    ),
    IncidentPlan(
        what="Technicien de Colmar parti sans remplaçant",
        more="La prise en charge se fait depuis Strasbourg, quand il reste du temps.",
        back=9, day=11, hour=14, alert=290, lasts=None,
        cause=Cause.HUMAN_ERROR, side=Side.THEIRS, is_major=True,
        provider=suppliers.IT.name, activity=it.SUPPORT, sites=(COLMAR,), cost=3_100,
    ),
    IncidentPlan(
        what="Nouveau logiciel de paie chez le prestataire",
        more="Les paramètres des conventions n’ont pas tous suivi.",
        back=8, day=3, hour=9, alert=96, lasts=None,
        cause=Cause.TOOL, side=Side.THEIRS, is_major=True,
        provider=suppliers.PAYROLL.name, activity=payroll.PAYSLIPS, cost=14_800,
        action=ActionPlan(
            text="Contrôle de cent bulletins avant chaque envoi",
            seat=people.PAYROLL_MANAGER, after=30, due=90, in_place=118, indicator="errors",
        ),
        note="Le prestataire annonce une correction au prochain trimestre.",
    ),
    IncidentPlan(
        what="Nantes demande plus que prévu à l’assistanat",
        more="Deux départs non remplacés : les demandes passent par le prestataire.",
        back=7, day=9, hour=11, alert=52, lasts=None,
        cause=Cause.VOLUME, side=Side.OURS,
        provider=suppliers.ASSISTANT.name, activity=assistant.REQUESTS, sites=(NANTES,),
    ),
    IncidentPlan(
        what="L’export du cabinet oublie Colmar",
        more="Un filtre posé pour un autre client est resté en place.",
        back=5, day=2, hour=9, alert=620, lasts=58,
        cause=Cause.HUMAN_ERROR, side=Side.THEIRS,
        provider=suppliers.ACCOUNTING.name, activity=accounting.INVOICES, sites=(COLMAR,),
        is_closed=True,
    ),
    IncidentPlan(
        what="La clôture de Saint-Pierre attend les relevés",
        more="La banque de La Réunion livre ses fichiers avec trois jours de retard.",
        back=5, day=8, hour=8, alert=30, lasts=None,
        cause=Cause.SUPPLIER, side=Side.THIRD_PARTY,
        provider=suppliers.ACCOUNTING.name, activity=accounting.CLOSING, sites=(SAINT_PIERRE,),
        action=ActionPlan(
            text="Connexion directe aux relevés bancaires", seat=people.CFO, after=25, due=80
        ),
    ),
    IncidentPlan(
        what="Hameçonnage au nom du prestataire de paie",
        more="Deux salariés ont donné leur mot de passe ; comptes bloqués dans l’heure.",
        back=3, day=14, hour=16, alert=0.75, lasts=1,
        cause=Cause.SECURITY, side=Side.THIRD_PARTY, is_major=True,
        provider=suppliers.PAYROLL.name, activity=payroll.PAYSLIPS, sites=(LYON, COLMAR),
        cost=2_200,
        action=ActionPlan(
            text="Deuxième facteur sur le portail de paie", seat=people.CIO, after=2, due=30,
            in_place=27,
        ),
        is_closed=True, by_link=True,
    ),
    IncidentPlan(
        what="Relecture d’un bail rendue après la signature",
        more="Le dossier était arrivé complet.",
        back=1, day=17, hour=10, alert=20, lasts=3,
        cause=Cause.OTHER, side=Side.THEIRS, provider=suppliers.LEGAL.name, sites=(LYON,),
        is_closed=True,
    ),
    IncidentPlan(
        what="Messagerie lente à Lyon et à Colmar",
        more="Un courriel met vingt minutes à partir. Diagnostic en cours.",
        back=0, day=26, hour=9, alert=2, lasts=None,
        cause=None, is_major=True, provider=suppliers.IT.name, by_link=True,
    ),
)  # fmt: skip


def within(horizon: Horizon) -> tuple[IncidentPlan, ...]:
    """Those known in the months covered."""
    return tuple(one for one in INCIDENTS if horizon.back(one.back) >= horizon.first)
