"""The web's gate: every view declares a policy, and gets its company and its actor from it."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone

from timonerie.foundations.accounts import actors, policies
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.scope import current, memory
from timonerie.foundations.scope.models import Company
from timonerie.web import step_up

P = ParamSpec("P")
METHODS = ("GET", "HEAD", "POST")
"""What a page answers to; one that takes less says so itself."""


class SignedInRequest(HttpRequest):
    """A request whose user has an account."""

    user: User


class CompanyRequest(SignedInRequest):
    """A request inside one company, by somebody who may be there."""

    company: Company
    actor: Actor
    memberships: list[Membership]
    """Those in force of the reader, in every company."""


def public(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A route that anybody may open."""
    return policies.declare(policies.PUBLIC)(view)


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A route that needs an account but no company."""

    @wraps(view)
    def guarded(request: SignedInRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if _is_anonymous(request):
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return policies.declare(policies.SIGNED_IN)(guarded)


def policy(
    permission: str,
) -> Callable[
    [Callable[Concatenate[CompanyRequest, P], HttpResponseBase]], Callable[..., HttpResponseBase]
]:
    """A route inside a company, open to the roles that hold `permission`.

    A company where the reader has no membership answers like one that does not exist; a role
    without the permission is refused by name.
    """

    def gate(
        view: Callable[Concatenate[CompanyRequest, P], HttpResponseBase],
    ) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(
            request: CompanyRequest, company: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            if _is_anonymous(request):
                return redirect_to_login(request.get_full_path())
            enter(request, company)
            request.actor.require(permission)
            if first := step_up.demand(request, permission):
                return first
            reads = request.method in ("GET", "HEAD")
            remembering = memory.of_one_page() if reads else nullcontext()
            # Days are those of the company, wherever the server is.
            clock = timezone.override(request.company.zone)
            with current.company(request.company.pk), clock, remembering:
                response = view(request, *args, **kwargs)
                # Lazy parts of a template would otherwise be read outside the company.
                if hasattr(response, "render") and callable(response.render):
                    response = response.render()
                return response

        return policies.declare(permission)(guarded)

    return gate


def _is_anonymous(request: HttpRequest) -> bool:
    return not request.user.is_authenticated


def enter(request: CompanyRequest, slug: str) -> None:
    """Put the company and the actor on the request.

    Raises:
        Http404: no such company, or no membership of the reader in force there.
    """
    request.memberships = actors.memberships(request.user, on=timezone.localdate())
    own = next((one for one in request.memberships if one.company.slug == slug), None)
    if own is None:
        raise Http404
    request.company = own.company
    request.actor = actors.of_membership(own, user=request.user)
