"""Reading the trail: in clear, and checking that it is whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from timonerie.foundations.audit import chain, merkle, personal
from timonerie.foundations.audit.chain import Break
from timonerie.foundations.audit.checkpoints import Checkpoint
from timonerie.foundations.audit.models import Event, Head, PersonalValue
from timonerie.foundations.scope.models import Company

#: What stands for a value that was erased.
GONE = _("valeur effacée")


@dataclass(frozen=True)
class Told:
    """An event in clear: `actor` and the personal details are values again, or `GONE`."""

    seq: int
    at: datetime
    actor: str
    user_id: int | None
    act: str
    kind: str
    object_id: str
    detail: dict[str, Any]


def history(*, company_id: int, kind: str, public_id: object) -> list[Told]:
    """What happened to one object, newest first."""
    rows = Event.objects.filter(company_id=company_id, object_kind=kind, object_id=str(public_id))
    return told(rows.order_by("-seq"))


def told(events: Iterable[Event]) -> list[Told]:
    """Events in clear, with one more query for all of them."""
    rows = list(events)
    refs = {ref for row in rows for ref, _seal in _seals(row)}
    kept = PersonalValue.objects.filter(
        ref__in=refs, company_id__in={row.company_id for row in rows}
    )
    known = dict(kept.values_list("ref", "value"))
    return [_told(row, known) for row in rows]


def _told(row: Event, known: Mapping[str, str]) -> Told:
    ref, colon, _seal = row.actor.partition(":")
    is_sealed = row.version > 1 and bool(colon)
    return Told(
        seq=row.seq,
        at=row.at,
        actor=str(known.get(ref, GONE)) if is_sealed else row.actor,
        user_id=row.user_id,
        act=row.act,
        kind=row.object_kind,
        object_id=row.object_id,
        detail=personal.opened(row.detail, known, GONE) if row.version > 1 else row.detail,
    )


def verify(*, company_id: int, checkpoints: Sequence[Checkpoint] = ()) -> list[Break]:
    """Faults of a company's trail: of the chain, of its end, of the personal values beside it, and
    of what it was at each checkpoint. Empty when nothing was changed, removed or added."""
    events = Event.objects.filter(company_id=company_id).order_by("seq")
    found, tree, seq, previous = list[Break](), merkle.Tree(), 0, chain.GENESIS
    values = _Values(company_id)
    past = _Past(company_id, checkpoints)
    for event in events.iterator():
        found += chain.faults(event, seq=seq, previous=previous)
        seq, previous = event.seq, event.hash
        tree.add(event.hash.encode())
        values.see(event)
        past.see(tree, event.hash)
    head = Head.objects.filter(company_id=company_id).first()
    expected = (head.seq, head.hash) if head else (0, chain.GENESIS)
    if expected != (seq, previous):
        found.append(Break(company_id, expected[0], "fin de chaîne manquante"))
    return [*found, *values.faults(), *past.faults(tree.size)]


class _Values:
    """The personal values beside a chain: each is what was committed to, or was erased by an act
    of the trail itself."""

    def __init__(self, company_id: int) -> None:
        self.company_id = company_id
        rows = PersonalValue.objects.filter(company_id=company_id)
        self._kept = {ref: (key, value) for ref, key, value in rows.values_list(*_KEPT)}
        self._wrong: dict[str, int] = {}
        self._absent: dict[str, int] = {}

    def see(self, event: Event) -> None:
        if event.act == personal.ERASED and isinstance(event.detail, dict):
            for ref in event.detail.get("refs", ()):
                self._absent.pop(ref, None)
        for ref, seal in _seals(event):
            if ref not in self._kept:
                self._absent.setdefault(ref, event.seq)
            elif personal.commit(*self._kept[ref]) != seal:
                self._wrong.setdefault(ref, event.seq)

    def faults(self) -> list[Break]:
        wrong = [(seq, "valeur personnelle modifiée") for seq in self._wrong.values()]
        gone = "valeur personnelle absente sans acte d’effacement"
        absent = [(seq, gone) for seq in self._absent.values()]
        return [Break(self.company_id, seq, reason) for seq, reason in sorted(wrong + absent)]


_KEPT = ("ref", "key", "value")


class _Past:
    """What a chain was at each checkpoint, compared with what it is now."""

    def __init__(self, company_id: int, checkpoints: Sequence[Checkpoint]) -> None:
        self.company_id = company_id
        known = Company.objects.filter(pk=company_id) if checkpoints else Company.objects.none()
        self._company = str(known.values_list("public_id", flat=True).first())
        self._waiting = sorted(checkpoints, key=lambda one: (one.seq, one.at))
        self._at, self._last_true, self._found = 0, 0, list[Break]()

    def see(self, tree: merkle.Tree, head: str) -> None:
        while self._at < len(self._waiting) and self._waiting[self._at].seq <= tree.size:
            one = self._waiting[self._at]
            self._at += 1
            mine = (self._company, tree.size, head, tree.root())
            if (one.company, one.seq, one.hash, one.root) == mine:
                self._last_true = one.seq
            else:
                self._found.append(Break(self.company_id, one.seq, rewritten(one, self._last_true)))

    def faults(self, size: int) -> list[Break]:
        beyond = self._waiting[self._at :]
        return self._found + [Break(self.company_id, one.seq, cut(one, size)) for one in beyond]


def rewritten(one: Checkpoint, last_true: int) -> str:
    return (
        f"réécrit entre les événements {last_true + 1} et {one.seq} :"
        f" ce n’est plus la piste du point de contrôle du {one.at}"
    )


def cut(one: Checkpoint, size: int) -> str:
    return (
        f"la piste s’arrête à l’événement {size} alors que le point de contrôle du {one.at} en"
        f" comptait {one.seq} : fin retirée, ou copie ancienne remise en place"
    )


def _seals(event: Event) -> Iterable[tuple[str, str]]:
    return personal.seals(event.version, event.actor, event.detail)
