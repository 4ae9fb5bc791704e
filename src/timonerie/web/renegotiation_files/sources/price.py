"""What is paid for it, and until when it runs."""

from django.utils.translation import gettext as _

from timonerie.domains.contracts.queries import contracts as queries
from timonerie.foundations.wording import formats
from timonerie.web import contract_words
from timonerie.web.renegotiation_files.registry import register
from timonerie.web.renegotiation_files.shapes import Asked, Line, Part


@register(rank=60)
def price(asked: Asked) -> Part:
    rows = queries.visible_to(asked.actor, on=asked.on).active().filter(provider=asked.provider)
    lines, unknown = [], []
    for one in queries.dated(rows, on=asked.on):
        contract = one.contract
        amount = contract_words.amount(contract)
        if not amount:
            told = _("Le montant annuel de « %(name)s » n’est pas connu.")
            unknown.append(told % {"name": contract.name})
        day = one.decide_by
        source = _("à décider avant le %(day)s") % {"day": formats.day(day)} if day else ""
        lines.append(
            Line(
                text=contract.name,
                figure=amount or _("montant inconnu"),
                source=source or contract.reference,
                url=asked.url("contract", contract.public_id),
            )
        )
    if not lines:
        unknown.append(_("Aucun contrat n’est noté avec lui."))
    return Part(title=_("Ce qui est signé"), lines=tuple(lines), unknown=tuple(unknown))
