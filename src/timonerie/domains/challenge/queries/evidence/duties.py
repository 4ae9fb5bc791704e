"""Legal documents that are over, or that were asked for and never came: they lead to a reminder,
then to a formal notice, never to a suspension unless the contract says so."""

from datetime import date

from django.utils.translation import gettext as _

from timonerie.domains.challenge.enums import FactKind
from timonerie.domains.challenge.queries.evidence import keys
from timonerie.domains.challenge.queries.evidence.shapes import Asked, Named
from timonerie.domains.challenge.rules.lines import Line
from timonerie.domains.contracts.duty_enums import DutyState
from timonerie.domains.contracts.queries import duties
from timonerie.domains.contracts.queries.duties import Duty
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording import formats


def key(one: Duty) -> str:
    """« duty:VIGILANCE:<provider>:<entity> »."""
    entity = one.entity.public_id if one.entity else None
    return keys.joined(FactKind.DUTY, one.kind.code, one.provider.public_id, entity)


def found(asked: Asked) -> list[Line]:
    if not asked.actor.may("duty.read"):
        return []
    late = duties.late(asked.actor, on=asked.on, provider=asked.provider)
    return [_line(one, asked.on) for one in late[: asked.most]]


def named(actor: Actor, parts: list[str], on: date) -> Named | None:
    provider = Provider.objects.filter(public_id=keys.uuid(parts, 1)).first()
    if provider is None or not actor.may("duty.read"):
        return None
    wanted = keys.joined(FactKind.DUTY, *parts)
    late = duties.late(actor, on=on, provider=provider)
    one = next((each for each in late if key(each) == wanted), None)
    return None if one is None else Named(_line(one, on), provider)


def _line(one: Duty, on: date) -> Line:
    ends = one.standing.ends_on
    is_over = one.state == DutyState.EXPIRED and ends is not None
    told = (
        _("échue depuis le %(day)s") % {"day": formats.day(ends, style="short")}
        if is_over and ends is not None
        else _("demandée, jamais reçue")
    )
    entity = one.entity.name if one.entity else ""
    return Line(
        kind=FactKind.DUTY,
        key=key(one),
        label=f"{one.kind.title} ({entity})" if entity else one.kind.title,
        figure=told,
        day=min(ends, on) if ends is not None else on,
        source=one.kind.source,
        made_from={
            "piece": one.kind.code,
            "provider": str(one.provider.public_id),
            "entity": str(one.entity.public_id) if one.entity else None,
            "state": one.state.value,
            "ends_on": ends.isoformat() if ends else None,
            "on": on.isoformat(),
        },
    )
