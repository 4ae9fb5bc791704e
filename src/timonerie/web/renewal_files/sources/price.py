"""The price of today, and what the contract says of its revision."""

from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import ClauseCode
from timonerie.web import contract_words
from timonerie.web.renewal_files import citing
from timonerie.web.renewal_files.registry import register
from timonerie.web.renewal_files.shapes import Asked, Line, Part

LONGEST = 160


@register(rank=30)
def price(asked: Asked) -> Part:
    amount = contract_words.amount(asked.contract)
    told = [
        Line(
            text=_("Prix d’une année"),
            figure=amount or _("montant inconnu"),
            source=_("termes du contrat") if amount else "",
            url=asked.contract_url,
        )
    ]
    found = citing.first(asked, ClauseCode.PRICE)
    if found is None:
        unknown = _("Aucune clause de révision du prix n’est lue : rien à comparer à un indice.")
    else:
        told.append(
            Line(
                text=_("Révision : « %(extract)s »") % {"extract": _short(found.extract)},
                source=citing.clause(found),
                url=citing.url(asked, found),
            )
        )
        unknown = _("Le prix n’est pas comparé à l’indice que cette clause nomme.")
    return Part(title=_("Le prix et son indice"), lines=tuple(told), unknown=(unknown,))


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1].rstrip()}…"
