"""What the files already say of who does what: proposals, never written without a yes.

A word of a name, of a trade or of a contract is an estimate; an account alone is a proposal, and is
read only for those of whom no word says anything.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from timonerie.domains.sourcing.enums import Certainty
from timonerie.domains.sourcing.rules import proposal_words
from timonerie.domains.sourcing.rules.plain_words import plain
from timonerie.domains.sourcing.rules.proposal_words import Words


class Clue(StrEnum):
    """What says it."""

    NAME = "name"
    TRADE = "trade"
    CONTRACT = "contract"
    ACCOUNT = "account"
    PAYROLL = "payroll"


@dataclass(frozen=True)
class Evidence:
    """A clue and its words: a name, a trade, a contract, an account, a number of heads."""

    clue: Clue
    said: str


#: A rule that fits, and what it was read in.
Spoken = tuple[Words, Evidence]


@dataclass(frozen=True)
class Payee:
    """Somebody who is paid: `accounts` are those of classes 60 to 65 in the books, `yearly_cents`
    what they cost in a year before tax, None where the books do not say."""

    key: str
    name: str
    trade: str = ""
    accounts: tuple[str, ...] = ()
    yearly_cents: int | None = None
    contracts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heads:
    """People under an employment contract at a place, by the payroll declarations."""

    place: str
    people: int


@dataclass(frozen=True)
class Proposal:
    """An activity of the catalogue, and who seems to do it: a payee, or nobody but ourselves.

    What a payee costs is never split: it is said once, on the first of the activities `together`
    that it may pay for, and is unknown (None) on the others."""

    code: str
    provider: str | None
    certainty: Certainty
    evidence: tuple[Evidence, ...]
    yearly_cents: int | None = None
    together: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return key_of(self.code, self.provider)

    @property
    def shares_cost(self) -> bool:
        return len(self.together) > 1


def key_of(code: str, provider: str | None) -> str:
    """What names a proposal: the line of the catalogue and who is paid for it."""
    return f"{code}:{provider or ''}"


def propose(
    payees: Sequence[Payee],
    heads: Sequence[Heads],
    known: Collection[str] = (),
    *,
    set_aside: Collection[str] = (),
) -> list[Proposal]:
    """The proposals of the payees in their order, then what is done inside. Keys (`key_of`) that
    are `known`, in the inventory already, or were `set_aside` by somebody, are not proposed again;
    what was set aside counts as paid to nobody. Words speak first; accounts, of those of whom no
    word does."""
    spoken = [(payee, list(_spoken(payee))) for payee in payees]
    said = _paid(known) | {code for _, rules in spoken for code in _sure(rules)}
    paid: list[Proposal] = []
    for payee, rules in spoken:
        found = _by_words(payee, rules) if rules else _by_accounts(payee, said)
        paid += _costed(payee, _merged(one for one in found if one.key not in set_aside))
    done = _inside(heads, {one.code for one in paid} | _paid(known))
    return [one for one in (*paid, *done) if one.key not in known and one.key not in set_aside]


def _sure(spoken: Iterable[Spoken]) -> set[str]:
    """The activities that words say surely."""
    sure = Certainty.ESTIMATED
    return {code for rule, _ in spoken if rule.certainty == sure for code in rule.codes}


def _paid(known: Iterable[str]) -> set[str]:
    """The activities that the inventory says somebody is paid for."""
    return {code for code, _, provider in (key.partition(":") for key in known) if provider}


def _costed(payee: Payee, together: Sequence[Proposal]) -> Iterator[Proposal]:
    """The activities of one payee: what it costs is said on the first."""
    codes = tuple(one.code for one in together)
    for rank, one in enumerate(together):
        cost = payee.yearly_cents if rank == 0 else None
        yield replace(one, yearly_cents=cost, together=codes)


def _merged(found: Iterable[Proposal]) -> list[Proposal]:
    """One proposal an activity, with all that says it, the surest first."""
    by_code: dict[str, Proposal] = {}
    for one in found:
        known = by_code.get(one.code)
        if known is None:
            by_code[one.code] = one
            continue
        evidence = tuple(dict.fromkeys([*known.evidence, *one.evidence]))
        sure = min(known.certainty, one.certainty, key=_RANKS.index)
        by_code[one.code] = replace(known, certainty=sure, evidence=evidence)
    return sorted(by_code.values(), key=lambda one: _RANKS.index(one.certainty))


_RANKS = list(Certainty)


def _spoken(payee: Payee) -> Iterator[Spoken]:
    """The rules that fit its words, in their order, and what fits each."""
    told = [Evidence(Clue.NAME, payee.name), Evidence(Clue.TRADE, payee.trade)]
    told += [Evidence(Clue.CONTRACT, one) for one in payee.contracts]
    texts = [(one, plain(one.said)) for one in told]
    for rule in proposal_words.words():
        for evidence, text in texts:
            if _speaks(rule, text, payee.accounts):
                yield rule, evidence


def _by_words(payee: Payee, spoken: Iterable[Spoken]) -> Iterator[Proposal]:
    for rule, evidence in spoken:
        for code in rule.codes:
            yield Proposal(code, payee.key, rule.certainty, (evidence,))


def _speaks(rule: Words, text: str, accounts: Collection[str]) -> bool:
    if rule.unless is not None and rule.unless.search(text):
        return False
    if rule.accounts and not any(one.startswith(rule.accounts) for one in accounts):
        return False
    return rule.says.search(text) is not None


def _by_accounts(payee: Payee, said: Collection[str]) -> Iterator[Proposal]:
    for number in payee.accounts:
        account = proposal_words.account_of(number)
        for code in account.codes:
            if not (account.unless_said and code in said):
                evidence = (Evidence(Clue.ACCOUNT, number),)
                yield Proposal(code, payee.key, Certainty.PROPOSED, evidence)


def _inside(heads: Sequence[Heads], paid: Collection[str]) -> Iterator[Proposal]:
    people = sum(one.people for one in heads)
    for rule in proposal_words.inside():
        if people >= rule.from_heads and rule.unless_paid.isdisjoint(paid):
            for code in rule.codes:
                evidence = (Evidence(Clue.PAYROLL, str(people)),)
                yield Proposal(code, None, Certainty.PROPOSED, evidence, together=(code,))
