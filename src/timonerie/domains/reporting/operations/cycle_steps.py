"""The steps of a cycle: said for the periods that begin from a day on. A version that a passage
took is never edited: what changes makes another one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Provider, Seat
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.cycle_enums import DueBase, Rhythm
from timonerie.domains.reporting.models import Cycle, CycleRun, CycleStep, CycleVersion
from timonerie.domains.reporting.operations import cycle_checks as checks
from timonerie.domains.reporting.operations import cycle_runs
from timonerie.domains.reporting.queries import cycles as queries
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.accounts.actors import Actor

MOST_STEPS: Final = 20
BOUNDS: Final = {
    DueBase.START: (-40, 60),
    DueBase.END: (-40, 60),
    DueBase.DAY: (1, 31),
    DueBase.NEXT_MONTH: (1, 31),
    DueBase.PREVIOUS: (0, 60),
}
KEPT: Final = (
    *("key", "title", "side", "seat_id", "provider_id", "base", "days", "proof"),
    *("returns_work", "noun", "is_feminine"),
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a step says; fields as the model."""

    title: str
    side: str
    base: str
    days: int
    seat: Seat | None = None
    provider: Provider | None = None
    proof: str = ""
    returns_work: bool = False
    noun: str = ""
    is_feminine: bool = False


def add(
    *, by: Actor, at: datetime, cycle: Cycle, version: int, said: Said, start_date: date
) -> CycleStep:
    """After the others. Raises Refused: what cannot stand, one too many; Conflict."""
    values = _checked(cycle, said)
    with transaction.atomic():
        taken = _version(by, at, cycle, version, start_date)
        last = taken.steps.order_by("-position").first()
        rank = last.position + 1 if last else 1
        if rank > MOST_STEPS:
            raise Refused(_("Un cycle a vingt étapes au plus."))
        key = _key(taken, values["title"])
        made: CycleStep = CycleStep.objects.create(version=taken, position=rank, key=key, **values)
        checks.audited(by, at, "cycle.step_added", cycle, _told(made, start_date))
        if last is None:
            cycle_runs.open_begun(by=by, at=at, cycle=cycle)
    return made


def change(
    *, by: Actor, at: datetime, step: CycleStep, version: int, said: Said, start_date: date
) -> None:
    """Say the whole of a step again, from a day on. Raises Refused; Conflict."""
    cycle = step.version.cycle
    values = _checked(cycle, said)
    if not changes.between(step, values):
        return
    with transaction.atomic():
        taken = _version(by, at, cycle, version, start_date)
        row = _same(taken, step)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        checks.audited(by, at, "cycle.step_changed", cycle, _told(row, start_date))


def remove(*, by: Actor, at: datetime, step: CycleStep, version: int, start_date: date) -> None:
    """From a day on; passages that took it keep it. Raises Refused for the last one; Conflict."""
    cycle = step.version.cycle
    with transaction.atomic():
        taken = _version(by, at, cycle, version, start_date)
        if taken.steps.count() < 2:
            raise Refused(_("Un cycle garde une étape : archivez-le s’il ne sert plus."))
        row = _same(taken, step)
        told = _told(row, start_date)
        row.delete()
        for rank, one in enumerate(taken.steps.order_by("position"), start=1):
            if one.position != rank:
                one.position = rank
                one.save(update_fields=["position"])
        checks.audited(by, at, "cycle.step_removed", cycle, told)


def _version(by: Actor, at: datetime, cycle: Cycle, version: int, start_date: date) -> CycleVersion:
    """The version to write in: that of the day, if no passage took it; a copy of it otherwise."""
    checks.require_write(by, at=at, cycle=cycle)
    changes.touch(cycle, version=version, mine={"start_date": start_date})
    standing = queries.version_of(cycle, on=start_date)
    taken = CycleRun.objects.filter(cycle=cycle, period_start__gte=start_date)
    if not CycleRun.objects.filter(cycle=cycle).exists():
        return standing
    if taken.exists():
        last = taken.order_by("-period_start")[0]
        raise Refused(
            _("Un passage a déjà pris ces étapes : choisissez un jour après le %(day)s.")
            % {"day": f"{last.period_start:%d/%m/%Y}"},
            field="start_date",
        )
    if standing.start_date == start_date:
        return standing
    number = cycle.versions.order_by("-number")[0].number + 1
    made: CycleVersion = CycleVersion.objects.create(
        cycle=cycle, number=number, start_date=start_date, created_at=at
    )
    CycleStep.objects.bulk_create(
        CycleStep(
            version=made, position=one.position, **{name: getattr(one, name) for name in KEPT}
        )
        for one in queries.steps_of(standing)
    )
    return made


def _same(version: CycleVersion, step: CycleStep) -> CycleStep:
    row = version.steps.filter(key=step.key).first()
    if row is None:
        raise Refused(_("Cette étape n’est plus dans le cycle à cette date."), field="start_date")
    found: CycleStep = row
    return found


def _checked(cycle: Cycle, said: Said) -> dict[str, Any]:
    if said.side not in Side.values:
        raise Refused(_("Dites qui fait cette étape."), field="side")
    if said.base not in DueBase.values:
        raise Refused(_("Dites depuis quand compter."), field="base")
    low, high = BOUNDS[DueBase(said.base)]
    if not low <= said.days <= high:
        raise Refused(
            _("Donnez un nombre de %(low)s à %(high)s.") % {"low": low, "high": high}, field="days"
        )
    if said.base == DueBase.START and said.days < 0 and cycle.cadence != Rhythm.EVENT:
        raise Refused(
            _("Un passage s’ouvre au premier jour : comptez avant la fin de la période."),
            field="days",
        )
    if said.side == Side.THEIRS and said.seat is not None:
        raise Refused(_("Un poste fait une étape de notre côté."), field="seat")
    if said.side == Side.OURS and said.provider is not None:
        raise Refused(_("Un prestataire fait une étape de son côté."), field="provider")
    return {
        "title": checks.line(said.title, 120, "title", required=True),
        "side": said.side,
        "seat": said.seat,
        "provider": said.provider,
        "base": said.base,
        "days": said.days,
        "proof": checks.line(said.proof, 200, "proof"),
        "returns_work": said.returns_work,
        "noun": checks.line(said.noun, 60, "noun"),
        "is_feminine": said.is_feminine,
    }


def _key(version: CycleVersion, title: str) -> str:
    """A key of its own, that its later versions keep."""
    base = slugify(title)[:36] or "step"
    cycle_keys = CycleStep.objects.filter(version__cycle=version.cycle_id)
    known = set(cycle_keys.values_list("key", flat=True))
    candidates = [base, *(f"{base}-{rank}" for rank in range(2, 100))]
    return next(one for one in candidates if one not in known)


def _told(step: CycleStep, start_date: date) -> dict[str, Any]:
    return {
        "step": step.title,
        "side": step.side,
        "base": step.base,
        "days": step.days,
        "start_date": start_date.isoformat(),
    }
