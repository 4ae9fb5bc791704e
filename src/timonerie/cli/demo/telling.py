"""Twelve weeks of flashes of the invented sites, two of which fell silent, what they needed, and
what providers and sites said beside the figures."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from timonerie.cli.demo import people
from timonerie.cli.demo.group import COLMAR, LYON, NANTES, SAINT_PIERRE, Site
from timonerie.cli.demo.horizon import PARIS
from timonerie.cli.demo.suppliers import IT, LEGAL, PAYROLL
from timonerie.domains.contracts.models import MissionDeliverable
from timonerie.domains.contracts.operations import mission_parts
from timonerie.domains.organisation.models import Provider, Seat, Unit
from timonerie.domains.performance.models import LevelClaim, Result
from timonerie.domains.reporting.models import FlashNeed
from timonerie.domains.reporting.operations import (
    flash_needs,
    flashes,
    ratings,
    replies,
    thumbs,
    voice_links,
)
from timonerie.domains.reporting.operations.flash_checks import Figure, Said
from timonerie.domains.reporting.operations.replies import About
from timonerie.domains.reporting.queries import thumb_things
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.foundations.accounts.actors import Actor

WEEKS = 12


@dataclass(frozen=True)
class Voice:
    """What a site tells: its facts in turn, its own figures, its alerts and needs by week, counted
    back from the last one; it says nothing over the last `silent` weeks, nor `away`."""

    site: Site
    facts: tuple[str, ...]
    figures: tuple[tuple[str, str, int, int], ...]
    alerts: dict[int, str]
    needs: dict[int, str]
    silent: int = 0
    away: tuple[int, ...] = ()


VOICES = (
    Voice(
        LYON,
        (
            "Nouvelle ligne de montage en route",
            "Deux départs au contrôle, un remplaçant trouvé",
            "Audit d’un client passé sans réserve",
            "Trois équipes tenues malgré la grippe",
            "Inventaire tournant terminé",
        ),
        (("Commandes expédiées", "", 412, 9), ("Retards clients", "", 6, 1), ("Rebut", "%", 2, 0)),
        {3: "Un four attend une pièce introuvable", 0: "Le transporteur du soir arrête"},
        {6: "Un intérimaire au magasin", 1: "Qui décide du remplacement du four ?"},
    ),
    Voice(
        NANTES,
        (
            "Réseau stable depuis le deuxième lien",
            "Formation des chefs d’équipe commencée",
            "Gros client reçu, bonne impression",
            "Absences en baisse",
        ),
        (("Commandes expédiées", "", 305, 7), ("Absents", "", 11, 1)),
        {2: "Deux démissions annoncées au quai"},
        {4: "Une date pour la nouvelle paie des quais", 0: "Le portail de paie nous refuse"},
        away=(8,),
    ),
    Voice(
        COLMAR,
        (
            "Atelier de peinture arrêté deux jours",
            "Chiffrage d’une affaire neuve rendu",
            "Nouveau responsable d’atelier arrivé",
        ),
        (("Pièces peintes", "", 1_840, 35), ("Retouches", "", 52, 4)),
        {5: "Plus de technicien informatique sur place"},
        {5: "Un technicien un jour par semaine"},
        silent=3,
    ),
    Voice(
        SAINT_PIERRE,
        (
            "Conteneur reçu complet",
            "Saison lancée avec deux saisonniers",
            "Coupure d’électricité d’une matinée",
        ),
        (("Livraisons", "", 96, 3), ("Encaissé", "k€", 118, 5)),
        {},
        {3: "Les relevés de la banque arrivent trop tard"},
        silent=1,
        away=(6,),
    ),
)  # fmt: skip
ANSWERS = {
    "Un intérimaire au magasin": "Accordé pour six semaines, l’agence vous appelle lundi.",
    "Une date pour la nouvelle paie des quais": "Le 1er du mois prochain, confirmé par le cabinet.",
}
OWNED = {"Les relevés de la banque arrivent trop tard": people.CFO}
SAID_OF_CLAIM = (
    "Deux dépôts de variables de la période sont arrivés après le 20 : parlons-en à la réunion."
)
SAID = "Les variables de ce mois nous sont parvenues le 23, pour un dépôt prévu le 20."
MARKS = {
    "requests": 6, "inputs": 4, "decisions": 5, "payment": 9, "access": 8, "respect": 9,
}  # fmt: skip


def tell(*, by: Actor, at: datetime, now: datetime) -> None:
    """Week after week up to the last whole one: a site tells its week whatever the files cover.
    What is said of figures is said at `at`, the last evening covered."""
    last = flash_weeks.week_of(now.astimezone(PARIS).date()) - flash_weeks.WEEK
    sites = {one.code: one for one in Unit.objects.sites()}
    for back in range(WEEKS - 1, -1, -1):
        week = last - back * flash_weeks.WEEK
        for voice in VOICES:
            if back >= voice.silent and back not in voice.away:
                _tell(voice, sites[voice.site.code], week, back, by=by)
    _answer(by=by, at=now)
    _reply(by=by, at=at)
    _judge(by=by, at=at)
    _rate(by=by, at=at)


def _tell(voice: Voice, unit: Unit, week: date, back: int, *, by: Actor) -> None:
    said = Said(
        facts=tuple(voice.facts[(back + rank) % len(voice.facts)] for rank in range(2)),
        figures=tuple(
            Figure(label, str(start + (WEEKS - back) * step % (step * 5 + 1)), unit_name)
            for label, unit_name, start, step in voice.figures
        ),
        alert=voice.alerts.get(back, ""),
        need=voice.needs.get(back, ""),
    )
    at = _friday(week, voice.site.zone)
    key = f"demo-{voice.site.code}-{week.isoformat()}"
    flashes.file(by=by, at=at, unit=unit, week=week, said=said, key=key)


def _friday(week: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(week + timedelta(days=4), time(11, 40), tzinfo=zone)


def _answer(*, by: Actor, at: datetime) -> None:
    for need in FlashNeed.objects.select_related("unit").order_by("pk"):
        if need.text in ANSWERS:
            said, text = min(need.asked_at + timedelta(days=3), at), ANSWERS[need.text]
            flash_needs.answer(by=by, at=said, need=need, version=need.version, text=text)
        elif need.text in OWNED:
            owner = Seat.objects.get(name=OWNED[need.text])
            due = at.date() + timedelta(days=10)
            flash_needs.own(
                by=by, at=at, need=need, version=need.version, owner=owner, due_date=due
            )


def _reply(*, by: Actor, at: datetime) -> None:
    """The payroll provider replies by links to a figure of the last month, everywhere and at Lyon,
    and to its last claim."""
    firm = Provider.objects.get(name=PAYROLL.name)
    measured = Result.objects.filter(
        series__provider=firm, series__unit=None, period_kind="month", state="measured"
    )
    last = measured.order_by("-period_start").values_list("period_start", flat=True).first()
    if last is None:
        return
    for unit in (None, Unit.objects.get(kind="site", name=LYON.name)):
        about = replies.figure_of(
            metric="sla_met", provider=firm, unit=unit, period_kind="month", period_start=last
        )
        _say(about, SAID, by=by, at=at)
    claims = LevelClaim.objects.filter(level__contract__provider=firm)
    near = claims.select_related("level__site", "level__contract__provider")
    claim = near.order_by("-period_start", "pk").first()
    if claim is not None:
        _say(replies.claim_of(claim), SAID_OF_CLAIM, by=by, at=at)


def _say(about: About, text: str, *, by: Actor, at: datetime) -> None:
    link = voice_links.for_reply(
        by=by, at=at, about=replies.kept(about), recipient="Mme Cazenave", days=30
    ).link
    replies.say_by_link(link=link, at=at, text=text)


def _judge(*, by: Actor, at: datetime) -> None:
    """One thumb on what was handed in lately, where something was."""
    due = MissionDeliverable.objects.filter(mission__provider__isnull=False).order_by("pk").first()
    if due is not None and due.delivered_date is None:
        mission_parts.say_deliverable(
            by=by, at=at, row=due, version=due.version, state="delivered", day=at.date()
        )
    for name in (PAYROLL.name, IT.name, LEGAL.name):
        firm = Provider.objects.get(name=name)
        for rank, thing in enumerate(thumb_things.recent(by, firm, at=at)[:2]):
            thumbs.give(by=by, at=at, thing=thing, is_up=rank == 0)


def _rate(*, by: Actor, at: datetime) -> None:
    firm = Provider.objects.get(name=PAYROLL.name)
    link = voice_links.for_rating(
        by=by, at=at, provider=firm, year=at.year, recipient="Mme Cazenave", days=30
    ).link
    ratings.say(link=link, at=at, answers=MARKS, remark="Décidez des primes avant le 15.")
    voice_links.for_flash(
        by=by, at=at, unit=Unit.objects.get(code=LYON.code, kind="site"),
        recipient="Affiche du quai", days=365,
    )  # fmt: skip
