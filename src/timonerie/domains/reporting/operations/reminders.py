"""Reminders of the reports that are awaited: each step once, only the last one after a stop, none
while the client holds the report. What is written never holds the secret of a link."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Contact, Mandate
from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.models import DueReport, ReportReminder
from timonerie.domains.reporting.operations.report_checks import audited
from timonerie.domains.reporting.queries import due_reports as queries
from timonerie.domains.reporting.queries.due_reports import Standing
from timonerie.domains.reporting.report_enums import Rung, Stage
from timonerie.domains.reporting.rules import report_lives, report_rungs
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.accounts import links
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.notifications import operations as notifications
from timonerie.foundations.notifications.operations import Recipient
from timonerie.foundations.wording import formats

KIND = "report"
AHEAD = timedelta(days=14)
"""Two working days before is never further."""


def remind_all(*, by: Actor, at: datetime) -> int:
    """Take the step that each report calls for; how many. Run again, it writes nothing."""
    by.require("report.judge")
    today = timezone.localdate(at)
    rows = DueReport.objects.filter(
        stage__in=[Stage.AWAITED, Stage.RETURNED],
        due_date__lte=today + AHEAD,
        late_after__gte=today - 3 * report_lives.NEVER,
    )
    found = queries.standings(
        queries.whole(rows)
        .select_related("provider", "site", "contract", "company", "binding")
        .prefetch_related("reminders"),
        at=at,
    )
    return sum(_remind(by, at, one) for one in found)


def _remind(by: Actor, at: datetime, one: Standing) -> int:
    sent = [row.rung for row in one.due.reminders.all()]
    rung = report_rungs.called(one.life, sent=sent, today=timezone.localdate(at), worked=one.worked)
    if rung is None:
        return 0
    to = recipient(one.due)
    with transaction.atomic():
        _row, is_new = ReportReminder.objects.get_or_create(
            due=one.due, rung=rung, defaults={"recipient": to.name, "at": at}
        )
        if is_new:
            audited(by, at, "report.reminded", one.due, {"step": str(rung)})
            _write(at, one, rung, to)
    return int(is_new)


def recipient(due: DueReport) -> Recipient:
    """The person named on the line; else a contact of the provider, key people first; else who runs
    the site. Nobody is an empty name: the report is then told on our pages only."""
    binding = due.binding
    if binding is not None and due.side == Side.THEIRS and binding.email:
        return Recipient(binding.recipient or binding.email, binding.email)
    if due.side == Side.THEIRS:
        return _contact(due)
    return _manager(due)


def _contact(due: DueReport) -> Recipient:
    rows = Contact.objects.filter(provider=due.provider_id, left_date__isnull=True)
    found = rows.exclude(email="").order_by("-is_key", "pk").first()
    return Recipient(found.name, found.email) if found else Recipient("", "")


def _manager(due: DueReport) -> Recipient:
    if due.site_id is None:
        return Recipient("", "")
    mandates = Mandate.objects.filter(unit=due.site_id).in_force(on=due.due_date)
    members = Membership.objects.in_force(on=due.due_date).filter(
        role=Role.SITE_MANAGER, pk__in=mandates.values_list("membership_id", flat=True)
    )
    found = members.select_related("user").order_by("pk").first()
    if found is None:
        return Recipient("", "")
    return Recipient(found.user.name, found.user.email, found.user_id)


def _write(at: datetime, one: Standing, rung: Rung, to: Recipient) -> None:
    due = one.due
    words = {
        "title": due.title,
        "day": formats.day(one.deadline.due),
        "last": formats.day(one.deadline.late_after),
        "period": report_sentences.period(due),
        "company": due.company.name,
    }
    lines = [
        _("%(company)s attend : %(title)s (%(period)s).") % words,
        _("Attendu le %(day)s, en retard après le %(last)s.") % words,
        _(
            "Répondez par le lien qui vous a été remis ou par votre compte. S’il vous manque"
            " quelque chose de notre part, demandez-le sur cette page : le délai s’arrête."
        ),
        f"– {due.title}, {words['period']}\n  {_address(due)}",
    ]
    notifications.send(
        company_id=due.company_id,
        at=at,
        key=f"report:{due.public_id}:{rung}",
        kind=KIND,
        to=to,
        subject=str(report_sentences.SUBJECTS[rung]) % words,
        text="\n\n".join(lines),
    )


def _address(due: DueReport) -> str:
    """Its page, which asks who they are: the secret of a link is written nowhere."""
    return links.page("due-report", due.company.slug, due.public_id)
