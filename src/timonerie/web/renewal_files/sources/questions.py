"""What is still open on the contract: what its lists left, what its terms do not say."""

from django.utils.translation import gettext as _

from timonerie.domains.contracts import list_sentences
from timonerie.domains.contracts.enums import QuestionState
from timonerie.domains.contracts.models import ContractQuestion
from timonerie.domains.contracts.queries import contracts as queries
from timonerie.web.renewal_files.registry import register
from timonerie.web.renewal_files.shapes import Asked, Line, Part

MOST = 5


@register(rank=60)
def questions(asked: Asked) -> Part | None:
    """None where nothing is open."""
    contract = asked.contract
    rows = ContractQuestion.objects.filter(contract=contract, state=QuestionState.OPEN)
    asked_ones = list(rows.order_by("pk"))
    said = {one.field for one in asked_ones}
    told = [
        Line(
            text=list_sentences.asked(one.code, one.field, one.params),
            source=_("liste : « %(cell)s »") % {"cell": one.cell} if one.cell else "",
            url=asked.url("contract-questions"),
        )
        for one in asked_ones
    ]
    told += [
        Line(text=list_sentences.blank(name), url=asked.contract_url)
        for name in queries.unknown(contract)
        if name not in said
    ]
    return Part(title=_("Questions ouvertes"), lines=tuple(told[:MOST])) if told else None
