"""Eighteen months of reports of two invented providers, what a site owed one of them, and a rule
for the sites: on time, in grace, late, missing, corrected, refused, and one question that waits."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from timonerie.cli.demo.horizon import Horizon, shifted
from timonerie.cli.demo.suppliers import IT, PAYROLL
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import obligations
from timonerie.domains.contracts.operations.obligations import ObligationSaid, ReportSaid
from timonerie.domains.organisation.models import Unit
from timonerie.domains.reporting.models import DueReport, ReportBinding, ReportLink
from timonerie.domains.reporting.operations import (
    occurrences,
    report_bindings,
    report_filing,
    report_judging,
    report_links,
    report_replies,
    report_rules,
)
from timonerie.domains.reporting.operations.report_filing import Given
from timonerie.domains.reporting.queries import report_readings
from timonerie.domains.reporting.report_enums import Filed
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.accounts.actors import Actor

MONTHS = 18
C_PAYROLL, C_IT = "C-02", "C-01"
LOOK = timedelta(days=2)
#: Days from the due day to the hand-in, by rank of the month; the others come a day before.
DAYS: Mapping[str, Mapping[int, int]] = {
    PAYROLL.name: {4: 9, 7: 1},
    IT.name: {9: 8, 10: 11, 16: 1},
}
NEVER: Mapping[str, frozenset[int]] = {
    PAYROLL.name: frozenset(),
    IT.name: frozenset({13, 17}),
}
CORRECTED, REFUSED, COPIED, REVISED, WRONG = 10, 12, (14, 15), 15, 6
COMMENTS = (
    "Mois calme, aucune régularisation.",
    "Deux entrées tardives à Lyon, reprises le mois suivant.",
    "Nouvelle convention appliquée sur trois sites.",
    "Absences nombreuses, contrôles renforcés avant envoi.",
    "Un correctif d’éditeur attendu pour le mois prochain.",
)


def report(*, by: Actor, horizon: Horizon, at: datetime) -> None:
    """As it came month after month, until the last evening covered, `at`."""
    first = shifted(horizon.last, -MONTHS)
    begun = _morning(shifted(first, 1))
    _promised(by=by, at=begun)
    draw = Random(18)  # noqa: S311 - figures of a demo
    for rank in range(MONTHS):
        opened = _morning(shifted(first, rank + 1))
        occurrences.open_all(by=by, at=opened)
        for due in DueReport.objects.filter(period_start=shifted(first, rank), side=Side.THEIRS):
            _lived(due, rank, draw, by=by, end=at)
        _handed_over(shifted(first, rank), rank, by=by, end=at)
    _sites(horizon, draw, by=by, end=at)
    occurrences.open_all(by=by, at=at)
    _waiting(by=by, at=at)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), UTC)


def _promised(*, by: Actor, at: datetime) -> None:
    """What each contract says of its reports, and the input that Lyon owes for the payroll."""
    for reference, model in ((C_PAYROLL, "payroll"), (C_IT, "it")):
        contract = Contract.objects.get(reference=reference)
        said = ReportSaid(title="Rapport d’activité mensuel", day=5, grace_days=2)
        obligations.add(by=by, at=at, contract=contract, said=said)
        occurrences.follow(at=at)
        row = ReportBinding.objects.get(expected__contract=contract)
        report_bindings.change(by=by, at=at, binding=row, version=row.version, model=model)
    variables = ObligationSaid(
        title="Variables de paie de Lyon",
        kind="input",
        side=Side.OURS,
        site=Unit.objects.sites().filter(name="Lyon").first(),
        cadence="monthly",
        anchor="month",
        day=22,
    )
    contract = Contract.objects.get(reference=C_PAYROLL)
    obligations.add(by=by, at=at, contract=contract, said=variables)


def _lived(due: DueReport, rank: int, draw: Random, *, by: Actor, end: datetime) -> None:
    name = due.provider.name if due.provider else ""
    given = _given(due, rank, draw)
    if rank in NEVER.get(name, frozenset()):
        return
    came = _morning(due.due_date + timedelta(days=DAYS.get(name, {}).get(rank, -1)))
    if came > end:
        return
    report_filing.file(by=by, at=came, due=due, given=given, way=Filed.LINK)
    if name == PAYROLL.name and rank == MONTHS - 1:
        return
    _judged(due, rank, given, at=came + LOOK, is_payroll=name == PAYROLL.name, by=by)


def _judged(
    due: DueReport, rank: int, given: Given, *, at: datetime, is_payroll: bool, by: Actor
) -> None:
    if is_payroll and rank == REFUSED:
        text = "Ce sont les chiffres d’un autre client."
        report_judging.refuse(by=by, at=at, due=due, version=None, text=text)
        return
    if is_payroll and rank == CORRECTED:
        text = "Le total ne compte pas Nantes : complétez."
        report_judging.send_back(by=by, at=at, due=due, version=None, text=text)
        _corrected(due, given, "Nantes ajouté", 8, at=at + LOOK, by=by)
        at += 2 * LOOK
    if not is_payroll and rank == REVISED:
        _corrected(due, given, "Tickets rouverts recomptés", -6, at=at, by=by)
        at += LOOK
    report_judging.accept(by=by, at=at, due=due, version=None)
    if rank == 5:
        report_judging.note(
            by=by, at=at, due=due, text="Bon mois : à rappeler à la revue annuelle."
        )


def _corrected(
    due: DueReport, given: Given, reason: str, more: int, *, at: datetime, by: Actor
) -> None:
    """Every count is said otherwise."""
    values = {
        code: str(int(text) + more) if text.isdigit() and int(text) > 20 else text
        for code, text in given.values.items()
    }
    again = Given(values=values, comment=given.comment, reason=reason)
    report_filing.file(by=by, at=at, due=due, given=again, way=Filed.LINK)


def _given(due: DueReport, rank: int, draw: Random) -> Given:
    """Plausible figures, which agree with the facts but once; the comment of a month is copied
    once."""
    given = _drawn(due, rank, draw)
    if rank == WRONG:
        return given
    known = report_readings.computed_of([due])
    told = {
        field.code: known[key] * (100 if field.unit == "%" else 1)
        for field in report_readings.fields_of(due)
        if (key := (due.provider_id or 0, field.metric, due.period_start)) in known
    }
    figures = {code: f"{value:.1f}" for code, value in told.items()}
    whole = {code: str(round(value)) for code, value in told.items() if value == round(value)}
    return Given(values={**given.values, **figures, **whole}, comment=given.comment)


def _drawn(due: DueReport, rank: int, draw: Random) -> Given:
    told = COPIED[0] if rank == COPIED[1] else rank
    comment = COMMENTS[told % len(COMMENTS)]
    if due.model == "it":
        received = draw.randint(140, 190)
        values = {
            "tickets": str(received),
            "resolved": str(received - draw.randint(0, 12)),
            "sla": str(draw.randint(930, 985) / 10),
            "availability": "99.6",
            "backup": "Échecs repris" if rank % 5 == 2 else "Toutes réussies",
            "restore_test": "Fait ce mois" if rank % 6 == 0 else "Pas ce mois",
        }
        return Given(values=values, comment=comment)
    payslips = draw.randint(168, 176)
    values = {
        "payslips": str(payslips),
        "redone": str(draw.randint(1, 6)),
        "error_rate": str(draw.randint(8, 34) / 10),
        "late_inputs": str(draw.randint(0, 2)),
        "declarations": "Déposées à l’heure",
    }
    return Given(values=values, comment=comment)


def _handed_over(month: date, rank: int, *, by: Actor, end: datetime) -> None:
    """Lyon was late twice; one month had no variables."""
    found = DueReport.objects.filter(side=Side.OURS, rule__isnull=True)
    for due in found.filter(period_start__gte=month, period_start__lt=shifted(month, 1)):
        came = due.due_date + timedelta(days={3: 4, 11: 2}.get(rank, 0))
        at = _morning(came)
        if at > end:
            continue
        if rank == 8:
            text = "Site fermé : aucune variable ce mois."
            report_judging.set_idle(by=by, at=at, due=due, version=None, text=text)
        else:
            report_filing.mark_sent(by=by, at=at, due=due, on=came)


def _sites(horizon: Horizon, draw: Random, *, by: Actor, end: datetime) -> None:
    """Each site makes its point to the group; one of them misses a month."""
    start = shifted(horizon.last, -3)
    said = report_rules.Said(
        title="Point mensuel du site",
        cadence="monthly",
        day=4,
        grace_days=1,
        model="assistant",
        start_date=start,
    )
    report_rules.create(by=by, at=_morning(start), said=said)
    for rank in range(4):
        month = shifted(start, rank)
        occurrences.open_all(by=by, at=min(_morning(shifted(month, 1)), end))
        owed = DueReport.objects.filter(rule__isnull=False, period_start=month)
        for place, due in enumerate(owed.order_by("site__name")):
            at = min(_morning(due.due_date), end - LOOK)
            if rank == 2 and place == 1:
                continue
            values = {
                "requests": str(draw.randint(20, 60)),
                "pending": str(draw.randint(0, 9)),
                "load": "Tendue" if place == 2 else "Tenable",
            }
            given = Given(values=values, comment=COMMENTS[(rank + place) % len(COMMENTS)])
            report_filing.file(by=by, at=at, due=due, given=given)
            report_judging.accept(by=by, at=at + LOOK, due=due, version=None)


def _waiting(*, by: Actor, at: datetime) -> None:
    """The late report of one is begun behind its link; the next one of the other asks something."""
    theirs = DueReport.objects.filter(side=Side.THEIRS).order_by("due_date")
    late = theirs.filter(contract__reference=C_IT, stage="awaited", due_date__lt=at.date()).last()
    if late is not None:
        link = _link(late, "Gwendal Kerlune", by=by, at=at)
        given = Given(values={"tickets": "171"}, comment="En cours de saisie.")
        report_replies.opened(link=link, at=at)
        report_replies.save(link=link, at=at, version=None, given=given)
    coming = theirs.filter(contract__reference=C_PAYROLL, stage="awaited").last()
    if coming is not None:
        link = _link(coming, "Inès Daubremont", by=by, at=at)
        text = "Il nous manque les absences de Lyon pour arrêter les chiffres."
        report_replies.ask(link=link, at=at, text=text)


def _link(due: DueReport, recipient: str, *, by: Actor, at: datetime) -> ReportLink:
    return report_links.make(by=by, at=at, due=due, recipient=recipient, days=45).link
