"""The promises of the demo, made in meetings over the last weeks, by providers and by our posts:
kept, kept late, put off twice, missed, dropped, and those that still run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.urls import reverse

from timonerie.cli.demo import people
from timonerie.cli.demo.horizon import midnight
from timonerie.cli.demo.staffing import Staffing
from timonerie.cli.demo.suppliers import ACCOUNTING, IT, LEGAL, PAYROLL
from timonerie.domains.commitments.enums import OriginKind
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.commitments.operations import commitments
from timonerie.domains.commitments.operations.said import Origin
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording import formats

Event = tuple[datetime, Callable[[datetime], object]]
AFTERNOON = timedelta(hours=15)


@dataclass(frozen=True)
class Again:
    said: int
    day: int
    reason: str


@dataclass(frozen=True)
class End:
    """`how` is an operation of `commitments`: keep, miss or drop."""

    how: str
    day: int
    text: str


@dataclass(frozen=True)
class Pledge:
    """Days are counted back from the end of the horizon: a negative one comes after it. With a
    `post`, one of ours promised to the provider."""

    what: str
    provider: str
    made: int
    day: int
    post: str = ""
    unit: str = ""
    again: tuple[Again, ...] = ()
    end: End | None = None


PLEDGES = (
    Pledge(
        "Corriger les bulletins de Lyon avant le virement",
        PAYROLL.name,
        50,
        40,
        unit="LYO",
        end=End("keep", 41, "Bulletins rectifiés reçus, relus par la responsable paie"),
    ),
    Pledge(
        "Nommer un interlocuteur de secours et le former à notre dossier",
        PAYROLL.name,
        50,
        35,
        again=(
            Again(36, 20, "Recrutement en cours chez eux"),
            Again(21, 8, "Le candidat retenu s’est désisté"),
        ),
    ),
    Pledge(
        "Expliquer par écrit chaque rappel de cotisation",
        PAYROLL.name,
        48,
        30,
        end=End("keep", 22, "Note reçue, huit jours après la date"),
    ),
    Pledge(
        "Envoyer le contrôle de paie deux jours avant le virement",
        PAYROLL.name,
        30,
        10,
        end=End("keep", 10, "Reçu le matin même"),
    ),
    Pledge(
        "Rétablir la sauvegarde externe de Colmar",
        IT.name,
        45,
        30,
        unit="COL",
        end=End("keep", 31, "Rapport de sauvegarde joint au ticket"),
    ),
    Pledge(
        "Remplacer le pare-feu de Nantes",
        IT.name,
        45,
        20,
        unit="NAN",
        end=End("miss", 15, "Matériel non livré, commande annulée par leur grossiste"),
    ),
    Pledge("Tester une restauration complète, devant nous", IT.name, 20, -45),
    Pledge(
        "Rendre la situation du mois au douzième jour",
        ACCOUNTING.name,
        40,
        25,
        end=End("keep", 27, "Situation reçue le 10"),
    ),
    Pledge(
        "Lister les comptes non lettrés de plus de six mois",
        ACCOUNTING.name,
        15,
        -50,
        again=(Again(4, -60, "Clôture d’un autre client, dit le chef de mission"),),
    ),
    Pledge(
        "Relire le bail de Saint-Pierre",
        LEGAL.name,
        40,
        20,
        unit="SPI",
        end=End("drop", 25, "Le bailleur a retiré son projet"),
    ),
    Pledge(
        "Envoyer les variables de paie le 20 au plus tard",
        PAYROLL.name,
        50,
        30,
        post=people.PAYROLL_MANAGER,
        end=End("keep", 31, "Envoyées le 19"),
    ),
    Pledge(
        "Dire qui valide la paie en notre absence",
        PAYROLL.name,
        30,
        6,
        post=people.MANAGING_DIRECTOR,
    ),
    Pledge(
        "Valider les notes de frais sous cinq jours",
        ACCOUNTING.name,
        35,
        15,
        post=people.CFO,
        end=End("keep", 9, "Toutes validées, six jours après la date"),
    ),
    Pledge(
        "Recevoir leurs techniciens sur chaque site",
        IT.name,
        20,
        -40,
        post=people.CIO,
    ),
)


def events(staffing: Staffing, *, by: Actor) -> Iterator[Event]:
    """What the direction writes of them, whatever the order."""
    for pledge in PLEDGES:
        yield from _Kept(staffing, by, pledge).events()


class _Kept:
    """One promise, from the meeting where it was made to what became of it."""

    def __init__(self, staffing: Staffing, by: Actor, pledge: Pledge) -> None:
        self.staffing, self.by, self.pledge = staffing, by, pledge
        self.number = 0

    def events(self) -> Iterator[Event]:
        yield self._at(self.pledge.made), self._make
        for again in self.pledge.again:
            yield self._at(again.said), lambda at, again=again: self._again(again, at)  # type: ignore[misc]
        if self.pledge.end is not None:
            yield self._at(self.pledge.end.day), self._end

    def _day(self, back: int) -> date:
        return self.staffing.plan.horizon.end - timedelta(days=back)

    def _at(self, back: int) -> datetime:
        return datetime.fromtimestamp(midnight(self._day(back)), UTC) + AFTERNOON

    def _row(self) -> Commitment:
        found: Commitment = Commitment.objects.get(pk=self.number)
        return found

    def _make(self, at: datetime) -> None:
        pledge, firm = self.pledge, self.staffing.providers[self.pledge.provider]
        made = commitments.make(
            by=self.by,
            at=at,
            what=pledge.what,
            promised_for=self._day(pledge.day),
            provider=None if pledge.post else firm,
            seat=self.staffing.seats[pledge.post] if pledge.post else None,
            to_provider=firm if pledge.post else None,
            unit=self.staffing.units.get(pledge.unit),
            origin=self._origin(firm),
        )
        self.number = made.pk

    def _origin(self, firm: Provider) -> Origin:
        day = self._day(self.pledge.made)
        args = [self.staffing.company.slug, firm.public_id]
        return Origin(
            kind=OriginKind.MEETING,
            public_id=firm.public_id,
            label=f"Réunion du {formats.day(day)} avec {firm.name}",
            path=f"{reverse('provider-meeting-sheet', args=args)}?jour={day.isoformat()}",
        )

    def _again(self, again: Again, at: datetime) -> None:
        commitments.promise_again(
            by=self.by,
            at=at,
            commitment=self._row(),
            day=self._day(again.day),
            reason=again.reason,
        )

    def _end(self, at: datetime) -> None:
        end = self.pledge.end
        assert end is not None
        row = self._row()
        if end.how == "keep":
            day = self._day(end.day)
            commitments.keep(by=self.by, at=at, commitment=row, on=day, proof=end.text)
        elif end.how == "miss":
            commitments.miss(by=self.by, at=at, commitment=row, reason=end.text)
        else:
            commitments.drop(by=self.by, at=at, commitment=row, reason=end.text)
