"""The API's gate: the same policies as the pages, answered in JSON."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import Http404, HttpRequest
from django.utils import timezone

from timonerie.foundations.accounts import actors, policies
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

R = TypeVar("R")


class ApiRequest(HttpRequest):
    """A request to the API inside one company."""

    user: User
    company: Company
    actor: Actor


def policy(permission: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """An operation open to the roles that hold `permission`; the company is in the address.

    A company where the reader has no role answers like one that does not exist.
    """

    def gate(operation: Callable[..., R]) -> Callable[..., R]:
        @wraps(operation)
        def guarded(request: ApiRequest, company: str, **arguments: Any) -> R:
            found = Company.objects.filter(slug=company).first()
            if found is None:
                raise Http404
            actor = actors.of_user(request.user, found, on=timezone.localdate())
            if actor is None:
                raise Http404
            actor.require(permission)
            request.company, request.actor = found, actor
            with current.company(found.pk):
                return operation(request, company, **arguments)

        return policies.declare(permission)(guarded)

    return gate
