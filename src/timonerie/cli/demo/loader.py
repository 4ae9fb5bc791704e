"""Brings the demo in through the real operations: the group, then every file as it came."""

from collections import deque
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from timonerie.cli.demo import (
    behind,
    challenged,
    choices,
    cycling,
    first_day,
    judged,
    lived,
    pledged,
    priced,
    promised,
    renewing,
    reported,
    telling,
    tendered,
    vigilant,
    workforce,
    written,
)
from timonerie.cli.demo.diary import Diary, Event
from timonerie.cli.demo.horizon import midnight, shifted
from timonerie.cli.demo.plan import Plan
from timonerie.cli.demo.staffing import Staffing
from timonerie.cli.demo.writer import DemoFile
from timonerie.domains.facts.operations import batches, sources
from timonerie.domains.facts.operations import workforce as declarations
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import companies
from timonerie.domains.performance.enums import PeriodKind
from timonerie.domains.performance.operations import periods, results
from timonerie.domains.signals.operations import watching
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import User
from timonerie.foundations.documents import confinement
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

Say = Callable[[str], None]


class DemoBroken(RuntimeError):
    """A file of the demo was refused: the simulator and the connectors disagree."""


def load(plan: Plan, *, say: Say, now: datetime) -> Company:
    """Found the company, staff it, import every file in the order of its making, close each month
    on its day, tell each incident on its own, compute, then let a provider correct a closed month.

    What happens is dated as if it had happened: the company starts a week before the facts, a file
    arrives the day it was made, and the last figures are those of the last evening covered. What
    is said every week, flashes and mails, is said until `now`.
    """
    founded_at = _instant(midnight(plan.horizon.first)) - timedelta(days=7)
    last_at = _instant(midnight(plan.horizon.end)) - timedelta(seconds=1)
    company = companies.found(slug=plan.slug, name=plan.name, at=founded_at)
    by = actors.system(company)
    with current.company(company.pk):
        say("Organisation : sites, équipes, prestataires, postes, activités, comptes…")
        staffing = Staffing(plan, company, by, founded_at)
        staffing.everything()
        say("Fichiers des prestataires : simulation…")
        files = sorted(plan.files(), key=lambda file: (file.made, file.source))
        # Who closes the months, and decides.
        director = _member(plan, company, Role.DIRECTOR)
        closings = deque(plan.closings)
        said = [*Diary(staffing, by=director).events(), *pledged.events(staffing, by=director)]
        diary = deque(sorted(said, key=lambda event: event[0]))
        imported = 0
        for rank, file in enumerate(files, start=1):
            at = min(_instant(file.made), last_at)
            while closings and closings[0][0] <= file.made:
                _close(*closings.popleft(), by=director)
            _write(diary, until=at)
            imported += _import(file, by=by, at=at, provider=staffing.providers.get(file.provider))
            if rank % 10 == 0 or rank == len(files):
                say(f"Import : {rank} fichiers sur {len(files)}, {imported} lignes lues…")
        _write(diary, until=last_at)
        say("Indicateurs : calcul de trois ans de résultats…")
        results.refresh(at=last_at)
        say("Rectificatif : un prestataire corrige un mois clôturé…")
        late = plan.correction()
        _import(late, by=by, at=last_at, provider=staffing.providers[late.provider])
        results.refresh(at=last_at)
        say("Effectifs : douze mois de paie, lus puis effacés…")
        _declare(plan, by=director, last_at=last_at)
        first_day.bring(plan, by=director, at=last_at, say=say)
        say("Activités : ce qui se garde, ce qui se confie…")
        second = _member(plan, company, Role.EXECUTIVE)
        choices.say(seats=staffing.seats, by=director, second=second, at=last_at)
        tendered.tender(by=director, at=last_at)
        lived.live(by=director, at=last_at)
        priced.price(by=director, at=last_at)
        judged.judge(by=director, at=last_at)
        say("Contrats : ce qui était promis, ce qui a été tenu…")
        promised.measure(by=by, director=director, at=_instant(midnight(plan.horizon.end)))
        vigilant.keep(by=director, at=last_at)
        renewing.decide(by=director, at=last_at)
        say("Prestataires : criticité, équipes, sous-traitants, mission de direction…")
        behind.tell(by=director, at=last_at)
        say("Rapports : dix-huit mois, des deux côtés…")
        reported.report(by=director, horizon=plan.horizon, at=last_at)
        say("Cycles : la paie des quatre sites, étape par étape…")
        cycling.turn(plan, by=director, at=last_at)
        say("Flashs : douze semaines dites par les sites, et les voix à côté des chiffres…")
        telling.tell(by=director, at=last_at, now=now)
        say("Signaux : ce qui bouge plus que le hasard ne l’explique…")
        # The last month is over at midnight: before that, nobody may judge it.
        watching.refresh(by=by, at=_instant(midnight(plan.horizon.end)))
        say("Recadrages : une lettre partie et sa réponse, un point à envoyer…")
        challenged.write(by=director, at=last_at)
        say("Messages : le courrier des derniers lundis…")
        written.write(company, now=now)
    return company


def _member(plan: Plan, company: Company, role: Role) -> Actor:
    """The first member of a role."""
    email = next(user.email for user in plan.users if user.role == role)
    actor = actors.of_user(User.objects.get(email=email), company, on=plan.horizon.first)
    if actor is None:
        raise DemoBroken(email)
    return actor


def _write(diary: deque[Event], *, until: datetime) -> None:
    """What was said of incidents up to an instant."""
    while diary and diary[0][0] <= until:
        at, write = diary.popleft()
        write(at)


def _close(made: int, month: date, *, by: Actor) -> None:
    periods.close(by=by, at=_instant(made), kind=PeriodKind.MONTH, start=month)


def _import(file: DemoFile, *, by: Actor, at: datetime, provider: Provider | None) -> int:
    """Rows read. Raises DemoBroken."""
    source = sources.ensure(by=by, at=at, name=file.source, provider=provider)
    batch = batches.receive(by=by, at=at, source=source, chunks=[file.content], file_name=file.name)
    with confinement.made_here():
        reading = batches.read(by=by, at=at, batch=batch, mapping=Mapping.from_dict(file.mapping))
    if reading is None or reading.rejected:
        raise DemoBroken(f"{file.name} : {batch.report}")
    batches.accept(by=by, at=at, batch=batch)
    return reading.rows


def _declare(plan: Plan, *, by: Actor, last_at: datetime) -> None:
    """Each payroll file is sent on the fifth of the next month."""
    for file in workforce.files(plan.seed, plan.horizon):
        sent = _instant(midnight(shifted(file.month, 1) + timedelta(days=4)))
        with declarations.put_aside([file.content]) as path, confinement.made_here():
            declarations.receive(by=by, at=min(sent, last_at), path=path, file_name=file.name)


def _instant(epoch: int) -> datetime:
    return datetime.fromtimestamp(epoch, UTC)
