"""Penalties and credits that missed levels let ask for: two kinds that are never added up."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from timonerie.domains.challenge.enums import FactKind
from timonerie.domains.challenge.queries.evidence import amounts, keys
from timonerie.domains.challenge.queries.evidence.shapes import Asked, Named
from timonerie.domains.challenge.rules.lines import Line
from timonerie.domains.performance import period_words
from timonerie.domains.performance.enums import ClaimState
from timonerie.domains.performance.models import LevelClaim
from timonerie.domains.performance.queries import claims
from timonerie.engine import periods
from timonerie.foundations.accounts.actors import Actor


def key(row: LevelClaim) -> str:
    return keys.joined(FactKind.CLAIM, row.public_id)


def found(asked: Asked) -> list[Line]:
    """Those that are not given up, the latest period first."""
    rows = claims.visible_to(asked.actor, on=asked.on).filter(
        level__contract__provider=asked.provider, period_start__gte=asked.first
    )
    return [_line(one) for one in rows.exclude(state=ClaimState.WAIVED)[: asked.most]]


def named(actor: Actor, parts: list[str], on: date) -> Named | None:
    row = claims.visible_to(actor, on=on).filter(public_id=keys.uuid(parts, 0)).first()
    contract = row.level.contract if row is not None else None
    if row is None or contract is None or contract.provider is None:
        return None
    return Named(_line(row), contract.provider, row.level.site, contract.pk)


def _line(row: LevelClaim) -> Line:
    said, level = row.reasoning, row.level
    met, n = said.get("met"), said.get("n")
    kind = str(row.get_kind_display())
    return Line(
        kind=FactKind.CLAIM,
        key=key(row),
        label=_("%(kind)s, « %(level)s »")
        % {"kind": kind[:1].upper() + kind[1:], "level": level.title},
        figure=amounts.text(row.amount_cents, row.currency),
        day=periods.end_of(row.period_kind, row.period_start) - timedelta(days=1),
        numerator=None if met is None else float(met),
        denominator=None if n is None else float(n),
        period=period_words.label(row.period_kind, row.period_start),
        source=_("Registre des avoirs et pénalités, contrat « %(contract)s » (%(state)s)")
        % {"contract": level.contract.name, "state": row.get_state_display()},
        made_from={
            "claim": str(row.public_id),
            "kind": row.kind,
            "state": row.state,
            "amount_cents": row.amount_cents,
            "currency": row.currency,
            "reasoning": said,
            "proposed_at": row.proposed_at.isoformat(),
        },
    )
