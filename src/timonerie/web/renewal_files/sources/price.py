"""The price of today, and what the contract says of its revision."""

from datetime import date

from django.utils.translation import gettext as _

from timonerie.domains.contracts import revision_sentences
from timonerie.domains.contracts.enums import ClauseCode
from timonerie.domains.contracts.models import IndexValue
from timonerie.domains.contracts.queries import clause_prices
from timonerie.domains.contracts.queries.clause_prices import Followed
from timonerie.foundations.wording import months
from timonerie.foundations.wording.states import State
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
    if found is not None:
        told.append(
            Line(
                text=_("Révision : « %(extract)s »") % {"extract": _short(found.extract)},
                source=citing.clause(found),
                url=citing.url(asked, found),
            )
        )
    known = clause_prices.of([asked.contract], on=asked.on).get(asked.contract.pk)
    compared, unknown = ([], "") if known is None else _compared(asked, known)
    if known is None and found is None:
        unknown = _("Aucune clause de révision du prix n’est lue : rien à comparer à un indice.")
    elif known is None:
        unknown = _("Le prix n’est pas comparé à l’indice que cette clause nomme.")
    return Part(
        title=_("Le prix et son indice"),
        lines=(*told, *compared),
        unknown=(unknown,) if unknown else (),
    )


def _compared(asked: Asked, known: Followed) -> tuple[list[Line], str]:
    """The price asked and what the clause gives; what lacks to compare them."""
    month = asked.on.replace(day=1)
    first = max(month, known.clause.start_date)
    price, url = known.price, asked.url("contract-prices", asked.contract.public_id)
    if price is None:
        return [], _("Aucun prix récurrent n’est saisi depuis le début de la clause de révision.")
    [given] = known.given(months=[first], on=asked.on)
    now, currency = known.asked(month=first), asked.contract.currency
    line = Line(
        text=_("Demandé : « %(title)s »") % {"title": price.title},
        figure=revision_sentences.price(now, currency),
        source=_("prix en vigueur"),
        url=url,
    )
    if given is None or now is None:
        return [line], _lacking(known)
    told = Line(
        text=_("Ce que donne la clause"),
        figure=revision_sentences.price(given, currency),
        source=_source(known, on=asked.on),
        url=url,
        state=State.WATCH if now > given else State.MET,
    )
    return [line, told], ""


def _lacking(known: Followed) -> str:
    words = {"index": known.clause.index}
    if known.clause.month is None:
        return _("Le mois de révision du prix n’est pas dit : la clause ne se calcule pas.")
    return _("La valeur de l’indice %(index)s de la dernière révision n’est pas saisie.") % words


def _source(known: Followed, *, on: date) -> str:
    """« P = P0 × (0,15 + 0,85 × S / S0) ; Syntec 127,1 en mars 2024, puis 132,4 en mars 2025 »."""
    clause, used = known.clause, known.used(on=on)
    words = {
        "formula": revision_sentences.formula(clause),
        "index": clause.index,
        "base": _worth(clause.base_month, revision_sentences.value(clause.base_value)),
    }
    if used is None:
        return _("%(formula)s ; %(index)s %(base)s, aucune révision encore due") % words
    words["used"] = _used(used)
    return _("%(formula)s ; %(index)s %(base)s, puis %(used)s") % words


def _used(one: IndexValue) -> str:
    told = _worth(one.month, revision_sentences.value(one.value))
    return f"{told} ({one.source})" if one.source else told


def _worth(month: date, value: str) -> str:
    return _("%(value)s en %(month)s") % {"value": value, "month": months.month_label(month)}


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1].rstrip()}…"
