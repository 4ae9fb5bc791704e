"""The links of the providers, and what they propose by them."""

from datetime import date

from django.db.models import QuerySet

from timonerie.domains.contracts.models import Proposal, ProviderLink
from timonerie.domains.contracts.provider_enums import ProposalState
from timonerie.domains.contracts.queries import reaching
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import secrets


class NoSuchLink(Exception):
    """It serves no more."""


def holding(token: str) -> ProviderLink | None:
    """The link of whatever company that holds a secret, open or not. It opens one provider of that
    company alone, to who has the secret."""
    return secrets.holding(ProviderLink, token, "provider")


def links_of(provider: Provider) -> list[ProviderLink]:
    """The last made first."""
    return list(ProviderLink.objects.filter(provider=provider).order_by("-made_at", "-pk"))


def awaiting(provider: Provider) -> list[Proposal]:
    """What is to be decided, in the order of its coming."""
    rows = Proposal.objects.filter(provider=provider, state=ProposalState.AWAITING)
    return list(rows.select_related("link", "provider").order_by("at", "pk"))


def decided(provider: Provider, *, most: int = 20) -> list[Proposal]:
    """The last decided first."""
    rows = Proposal.objects.filter(provider=provider, decided_at__isnull=False)
    return list(rows.select_related("link").order_by("-decided_at", "-pk")[:most])


def own(link: ProviderLink) -> list[Proposal]:
    """What was proposed by one link, the last first: another link of the same provider may be held
    by somebody else."""
    return list(Proposal.objects.filter(link=link).order_by("-at", "-pk")[:40])


def visible_to(actor: Actor, *, on: date) -> "QuerySet[Proposal]":
    rows: QuerySet[Proposal] = Proposal.objects.select_related("provider", "link")
    seen = reaching.provider_ids(actor, on=on)
    return rows if seen is None else rows.filter(provider__in=seen)


def to_decide(actor: Actor, *, on: date) -> "QuerySet[Proposal]":
    """What waits for the reader, of every provider whose contracts they see."""
    return visible_to(actor, on=on).filter(state=ProposalState.AWAITING)
