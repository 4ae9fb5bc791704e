"""What the books, the contracts, the providers and the payroll say of who does what: gathered here,
since no domain reads all of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.facts.models import ThirdParty
from timonerie.domains.facts.queries import accounting, purchases, spend_accounts, workforce
from timonerie.domains.facts.queries.purchases import Window
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.queries import providers
from timonerie.domains.sourcing.models import Assignment, SetAsideProposal
from timonerie.domains.sourcing.rules import proposing
from timonerie.domains.sourcing.rules.proposing import Heads, Proposal
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.access import CompanyRequest

EURO = "EUR"


@dataclass(frozen=True)
class Payer:
    """Somebody who is paid, or may be: a provider, or third parties of the books that are none yet.
    `from_books` where the books say what they cost, the contracts otherwise."""

    payee: proposing.Payee
    provider: Provider | None
    third_parties: tuple[ThirdParty, ...] = ()
    keys: tuple[str, ...] = ()
    from_books: bool = False

    @property
    def name(self) -> str:
        return self.payee.name


@dataclass(frozen=True)
class Workplace:
    """The heads of a place of work in the last month declared, and the site that stands for it."""

    name: str
    people: int
    unit_id: int | None


@dataclass(frozen=True)
class Evidence:
    """What was gathered, and what is proposed from it. `served` says of each line of the catalogue
    who serves it already, where. `month` is that of the heads."""

    payers: Mapping[str, Payer]
    workplaces: Sequence[Workplace]
    month: date | None
    window: Window | None
    proposals: Sequence[Proposal]
    aside: Sequence[SetAsideProposal]
    served: Mapping[str, Mapping[int, int | None]]

    @property
    def is_empty(self) -> bool:
        """Whether no file says anything yet."""
        told = any(one.from_books or one.payee.contracts for one in self.payers.values())
        return not told and not self.workplaces


def gather(request: CompanyRequest) -> Evidence:
    """Of what the reader may read, who sees the whole company. At most twelve queries."""
    actor, on = request.actor, timezone.localdate()
    payers = {one.payee.key: one for one in _payers(actor, on=on)}
    board = workforce.now(actor, on=on) if workforce.reads_whole(actor, on=on) else None
    workplaces = tuple(_workplaces(board)) if board is not None else ()
    served = _served(on=on)
    aside = list(SetAsideProposal.objects.order_by("-at", "pk"))
    firms = {payer.provider.pk: key for key, payer in payers.items() if payer.provider}
    heads = [Heads(one.name, one.people) for one in workplaces]
    known = {*_in_inventory(served, firms), *_set_aside(aside, payers)}
    return Evidence(
        payers=payers,
        workplaces=workplaces,
        month=board.last if board is not None else None,
        window=purchases.window() if accounting.sees_all(actor, on=on) else None,
        proposals=proposing.propose([one.payee for one in payers.values()], heads, known),
        aside=aside,
        served=served,
    )


def _payers(actor: Actor, *, on: date) -> Iterator[Payer]:
    """Those of the books, the largest spend first, then the providers that they do not name."""
    signed: dict[int, list[Contract]] = defaultdict(list)
    for one in contracts.visible_to(actor, on=on).active().filter(provider__isnull=False):
        assert one.provider_id is not None
        signed[one.provider_id].append(one)
    named = set()
    for payer in _of_books(actor, signed, on=on):
        if payer.provider is not None:
            named.add(payer.provider.pk)
        yield payer
    for firm in providers.visible_to(actor, on=on).active().order_by("name", "pk"):
        if firm.pk not in named:
            yield _of_firm(firm, signed.get(firm.pk, ()))


def _of_books(
    actor: Actor, signed: Mapping[int, Sequence[Contract]], *, on: date
) -> Iterator[Payer]:
    span = purchases.window() if accounting.sees_all(actor, on=on) else None
    if span is None:
        return
    accounts = spend_accounts.by_third_party(first=span.months[0], last=span.months[-1])
    for one in purchases.providers():
        if not one.counts or one.state == "set_aside":
            continue
        firm = one.provider
        told = dict.fromkeys(account for key in one.keys for account in accounts.get(key, ()))
        payee = proposing.Payee(
            key=_key(firm) if firm else one.keys[0],
            name=one.name,
            trade=firm.trade if firm else "",
            accounts=tuple(told),
            yearly_cents=one.spend,
            contracts=_names(signed.get(firm.pk, ())) if firm else (),
        )
        yield Payer(payee, firm, one.third_parties, one.keys, from_books=True)


def _of_firm(firm: Provider, signed: Sequence[Contract]) -> Payer:
    known = [one.yearly_cents for one in signed if one.currency == EURO and one.yearly_cents]
    payee = proposing.Payee(
        key=_key(firm),
        name=firm.name,
        trade=firm.trade,
        yearly_cents=sum(known) or None,
        contracts=_names(signed),
    )
    return Payer(payee, firm)


def _key(firm: Provider) -> str:
    return str(firm.public_id)


def _names(signed: Sequence[Contract]) -> tuple[str, ...]:
    return tuple(one.name for one in signed)


def _workplaces(board: workforce.Board) -> Iterator[Workplace]:
    for place in board.places:
        people = board.of(place, board.months[-1]).heads
        if people:
            yield Workplace(place.label, people, place.unit_id)


def _served(*, on: date) -> dict[str, dict[int, int | None]]:
    """Provider (None: ourselves) by site, of each line of the catalogue that is served."""
    rows = Assignment.objects.in_force(on=on).filter(activity__archived_at=None)
    told: dict[str, dict[int, int | None]] = defaultdict(dict)
    names = rows.values_list("activity__code", "activity__catalogue_code", "unit_id", "provider_id")
    for code, line, unit, provider in names:
        told[line or code][unit] = provider
    return told


def _in_inventory(
    served: Mapping[str, Mapping[int, int | None]], firms: Mapping[int, str]
) -> Iterator[str]:
    """What is served is known: nobody is asked again whether they do it themselves."""
    for code, by_unit in served.items():
        yield proposing.key_of(code, None)
        for provider in by_unit.values():
            if provider is not None and provider in firms:
                yield proposing.key_of(code, firms[provider])


def _set_aside(aside: Sequence[SetAsideProposal], payers: Mapping[str, Payer]) -> Iterator[str]:
    """A third party that became a provider since keeps what was said of it."""
    heirs = {key: payer.payee.key for payer in payers.values() for key in payer.keys}
    for one in aside:
        yield one.key
        code, _sep, payee = one.key.partition(":")
        if payee in heirs:
            yield proposing.key_of(code, heirs[payee])
