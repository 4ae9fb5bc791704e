"""What the provider of each contract owes: a document, a link, a record of personal data."""

from collections.abc import Callable
from typing import Any

from tests.factories import duties, reports
from tests.factories.figures import NOW
from timonerie.domains.contracts.duty_enums import Authorisation
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import duty_documents, processing
from timonerie.domains.reporting.models import ReportBinding, ReportRule
from timonerie.domains.reporting.operations import occurrences, report_replies
from timonerie.foundations.accounts.actors import Actor

Named = Callable[[str], str]


def of(by: Actor, contract: Contract, *, named: Named) -> dict[str, Any]:
    """By parameter of an address; `named` gives a name that tells whose it is."""
    firm = contract.provider
    assert firm is not None
    piece = duties.received(by, firm, content=duties.PDF + named("pièce").encode())
    said = duty_documents.Said(kind=piece.kind, issued_on=piece.issued_on)
    duty_documents.check(
        by=by,
        at=NOW,
        document=piece,
        said=said,
        proof=named("preuve"),
        received=duties.file(content=duties.PDF + named("preuve").encode()),
    )
    record = processing.begin(by=by, at=NOW, provider=firm, contract=contract)
    processor = processing.add_processor(
        by=by,
        at=NOW,
        record=record,
        name=named("hébergeur"),
        country="France",
        task="Hébergement",
        authorisation=Authorisation.GENERAL,
    )
    return {
        **_reported(by, contract, named=named),
        "firm": firm,
        "duty_document": piece,
        "duty_link": duties.link(by, firm).link,
        "record": record,
        "processor": processor,
    }


def _reported(by: Actor, contract: Contract, *, named: Named) -> dict[str, Any]:
    """A report that came with its file, its link, the line that it comes from, a rule of the
    group."""
    expected = reports.expected(by, contract, title=named("rapport"))
    occurrences.open_all(by=by, at=NOW)
    line = ReportBinding.objects.get(expected=expected)
    due = line.reports.order_by("period_start")[0]
    made = reports.link(by, due, at=NOW)
    content = duties.PDF + named("annexe").encode()
    joined = report_replies.attach(link=made.link, at=NOW, received=duties.file(content=content))
    report_replies.send(link=made.link, at=NOW, given=reports.given(values={}))
    return {
        "due_report": due,
        "report_link": made.link,
        "report_file": joined,
        "report_line": line,
        # A rule is the group's: whoever judges the reports reads them all.
        "report_rule": reports.rule(by, title=f"Point n° {ReportRule.objects.count()}"),
    }
