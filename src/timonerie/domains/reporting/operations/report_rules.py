"""The rules by which our sites owe reports to the group: written, said otherwise from a day on, put
away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.obligation_enums import Cadence
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.domains.reporting.catalogue import report_models
from timonerie.domains.reporting.models import ReportRule, ReportRuleSite, ReportRuleTerms
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

MOST_DAYS = 60
FARTHEST = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Said:
    """`day` and `grace_days` in working days of each site; no site is every site."""

    title: str
    cadence: str
    day: int
    grace_days: int
    model: str
    start_date: date
    sites: Sequence[Unit] = ()


def create(*, by: Actor, at: datetime, said: Said) -> ReportRule:
    """Raises Refused: a field cannot stand, or the title is taken."""
    _require(by, at)
    title = _checked(said, at, known=None)
    with transaction.atomic():
        rule: ReportRule = ReportRule.objects.create(title=title)
        _terms(by, at, rule, said)
        _record(by, at, "report.rule_created", rule, {"from": said.start_date.isoformat()})
    return rule


def revise(*, by: Actor, at: datetime, rule: ReportRule, version: int, said: Said) -> None:
    """Say it otherwise from a day on: periods already open keep what they were told. Raises
    Refused; Conflict."""
    _require(by, at)
    title = _checked(said, at, known=rule)
    with transaction.atomic():
        if rule.title == title:
            changes.touch(rule, version=version, mine={"title": title})
        else:
            changes.replace(rule, version=version, values={"title": title})
        _terms(by, at, rule, said)
        _record(by, at, "report.rule_revised", rule, {"from": said.start_date.isoformat()})


def archive(*, by: Actor, at: datetime, rule: ReportRule, version: int | None) -> None:
    """No new period is opened; those that are stay. Twice is once. Raises Conflict."""
    _put_away(by, at, rule, version, at)


def restore(*, by: Actor, at: datetime, rule: ReportRule, version: int | None) -> None:
    """Periods are opened again, from the one where it stopped. Raises Refused where another rule
    took its title; Conflict."""
    if ReportRule.objects.filter(title=rule.title, archived_at__isnull=True).exists():
        raise Refused(_("Une autre règle porte ce titre : renommez-la d’abord."))
    _put_away(by, at, rule, version, None)


def _put_away(
    by: Actor, at: datetime, rule: ReportRule, version: int | None, archived_at: datetime | None
) -> None:
    _require(by, at)
    if (rule.archived_at is None) == (archived_at is None):
        return
    act = "report.rule_archived" if archived_at else "report.rule_restored"
    with transaction.atomic():
        changes.replace(rule, version=version, values={"archived_at": archived_at})
        _record(by, at, act, rule, {})


def _require(by: Actor, at: datetime) -> None:
    by.require("report.judge")
    if reach(by, on=timezone.localdate(at)) != Reach():
        raise Refused(_("Ces règles valent pour tout le groupe : votre mandat n’y suffit pas."))


def _checked(said: Said, at: datetime, *, known: ReportRule | None) -> str:
    title = " ".join(said.title.split())
    if not title or len(title) > 200:
        raise Refused(_("Donnez un titre de 200 caractères au plus."), field="title")
    others = ReportRule.objects.filter(title=title, archived_at__isnull=True)
    if known is not None:
        others = others.exclude(pk=known.pk)
    if others.exists():
        raise Refused(_("Une autre règle porte déjà ce titre."), field="title")
    if said.cadence not in Cadence.values:
        raise Refused(_("Choisissez l’une des réponses proposées."), field="cadence")
    for name in ("day", "grace_days"):
        if not 0 <= getattr(said, name) <= MOST_DAYS:
            raise Refused(_("Donnez un nombre de jours ouvrés, de 0 à 60."), field=name)
    if said.model not in report_models.by_code():
        raise Refused(_("Choisissez l’un des modèles proposés."), field="model")
    if abs(said.start_date - timezone.localdate(at)) > FARTHEST:
        raise Refused(_("Restez à moins d’un an d’aujourd’hui."), field="start_date")
    if any(one.kind != UnitKind.SITE for one in said.sites):
        raise Refused(_("Choisissez des sites."), field="sites")
    return title


def _terms(by: Actor, at: datetime, rule: ReportRule, said: Said) -> None:
    terms = ReportRuleTerms.objects.create(
        rule=rule,
        start_date=said.start_date,
        cadence=said.cadence,
        day=said.day,
        grace_days=said.grace_days,
        model=said.model,
        said_by=by.name,
        user_id=by.user_id,
        at=at,
    )
    for site in said.sites:
        ReportRuleSite.objects.create(terms=terms, unit=site)


def _record(by: Actor, at: datetime, act: str, rule: ReportRule, told: dict[str, Any]) -> None:
    detail = {"title": rule.title, **told}
    audit.record(by=by, at=at, act=act, kind="report_rule", public_id=rule.public_id, detail=detail)
