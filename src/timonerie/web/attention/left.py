"""What is left to answer of what came in, counted in one question a page."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from timonerie.domains.challenge.queries import challenges
from timonerie.domains.contracts.queries import documents, duties, provider_links, renewals
from timonerie.domains.facts.models import AccountingFile, ThirdParty
from timonerie.domains.facts.queries import dropped
from timonerie.domains.publications.queries import messages
from timonerie.domains.reporting.queries import cycle_dues, due_reports, needs
from timonerie.domains.rituals.queries import rituals
from timonerie.domains.sourcing.queries import activities, decisions, offers
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.backups import queries as backups
from timonerie.foundations.jobs import queries as jobs
from timonerie.foundations.scope import counting


def counts(actor: Actor, *, on: date) -> Mapping[str, int]:
    """As far as a reader reaches; third parties, books and restorations are those of the
    company."""
    return counting.together(
        papers=documents.visible_to(actor, on=on).unfiled(),
        tables=dropped.waiting(actor, on=on),
        meetings=rituals.asked(actor, at=timezone.now()),
        third_parties=ThirdParty.objects.unsettled(),
        reviews=decisions.to_review(actor, on=on),
        promises=decisions.promises_due(actor, on=on),
        offers=offers.to_read(actor, on=on),
        offer_links=offers.ending_links(actor, at=timezone.now(), on=on),
        duties_ending=duties.ending(actor, on=on),
        duties_over=duties.over(actor, on=on),
        duties_to_check=duties.to_check(actor, on=on),
        proposals=provider_links.to_decide(actor, on=on),
        renewals=renewals.open_to(actor, on=on),
        challenges=challenges.unfinished(actor, on=on),
        reports_late=due_reports.late(actor, on=on),
        reports_to_read=due_reports.to_read(actor, on=on),
        reports_asked=due_reports.asked(actor, on=on),
        needs=needs.waiting(actor, on=on),
        restorations=backups.waiting(),
        orphans=activities.vital_without_accountable(actor, on=on),
        activities=activities.visible_to(actor, on=on).active(),
        cycle_mine=cycle_dues.mine(actor, on=on),
        cycle_other=cycle_dues.other_side_late(actor, on=on),
        books=AccountingFile.objects.all().live(),
        jobs=jobs.failed(),
        messages=messages.stuck(on=on),
    )
