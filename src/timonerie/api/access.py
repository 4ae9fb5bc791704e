"""The API's gate: every operation declares a policy, and gets its company and its actor from it."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path
from ninja.errors import AuthenticationError
from ninja.security import SessionAuth

from timonerie.api import errors, standing
from timonerie.foundations.accounts import actors, policies
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

P = ParamSpec("P")
R = TypeVar("R")


class Session(SessionAuth):
    """The session of the pages; an unsafe method also needs their CSRF token (X-CSRFToken)."""

    openapi_description = "The cookie of a signed-in user."


class CompanyRequest(HttpRequest):
    """A request inside one company, by somebody who may be there."""

    user: User
    company: Company
    actor: Actor


def policy(
    permission: str,
) -> Callable[[Callable[Concatenate[CompanyRequest, P], R]], Callable[..., R]]:
    """An operation inside a company, open to the roles that hold `permission`.

    A company where the reader has no membership answers like one that does not exist. What the
    operation returns is complete: nothing is read from the database once the company is left.
    """

    def gate(view: Callable[Concatenate[CompanyRequest, P], R]) -> Callable[..., R]:
        @wraps(view)
        def guarded(request: CompanyRequest, company: str, *args: P.args, **kwargs: P.kwargs) -> R:
            enter(request, company)
            request.actor.require(permission)
            standing.demand(request, permission)
            # Days are those of the company, as on the pages.
            clock = timezone.override(request.company.zone)
            with current.company(request.company.pk), clock:
                return view(request, *args, **kwargs)

        guarded.__signature__ = _with_company(view)  # type: ignore[attr-defined]
        return policies.declare(permission)(guarded)

    return gate


def document(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The OpenAPI document: any account may read it, and no one else."""

    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return errors.answer(401, errors.SIGN_IN)
        return view(request, **kwargs)

    return policies.declare(policies.SIGNED_IN)(guarded)


def enter(request: CompanyRequest, slug: str) -> None:
    """Put the company and the actor on the request, and speak the reader's language.

    Raises:
        AuthenticationError: nobody is signed in.
        Http404: no such company, or no membership of the reader in force there.
    """
    if not request.user.is_authenticated:
        raise AuthenticationError
    company = Company.objects.filter(slug=slug).first()
    if company is None:
        raise Http404
    actor = actors.of_user(request.user, company, on=timezone.localdate())
    if actor is None:
        raise Http404
    request.company, request.actor = company, actor


def _with_company(view: Callable[..., Any]) -> inspect.Signature:
    """What django-ninja reads of an operation: its own parameters after the company."""
    request, *rest = inspect.signature(view).parameters.values()
    company = inspect.Parameter(
        "company", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Path[str]
    )
    return inspect.Signature([request, company, *rest])
