"""The way in by an identity provider (OpenID Connect, code flow with state, nonce and PKCE)."""

import logging
from collections.abc import Mapping
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from joserfc.errors import JoseError
from requests import RequestException

from timonerie.foundations.accounts import identities, issuers, limits, links
from timonerie.foundations.accounts.identities import Why
from timonerie.foundations.accounts.issuers import Issuer
from timonerie.foundations.accounts.limits import Gesture
from timonerie.web import visitors
from timonerie.web.access import public
from timonerie.web.pages.entering import admission
from timonerie.web.pages.entering.login import keep_language

logger = logging.getLogger(__name__)

NEXT = "provider_next"
SECONDS, LEEWAY_SECONDS = 10, 30
UNSIGNED = ("none", "HS256", "HS384", "HS512")


class Unbelievable(ValueError):
    """What came back is not the word of that provider about this visit."""


@public
def start(request: HttpRequest, provider: str) -> HttpResponse:
    issuer = _issuer(provider)
    limits.take(Gesture.LOGIN_FROM_BLOCK, of=visitors.block(request), at=timezone.now())
    to = request.GET.get("next", "")
    is_ours = to.startswith("/") and url_has_allowed_host_and_scheme(to, None)
    request.session[NEXT] = to if is_ours else reverse("home")
    try:
        response: HttpResponse = _client(issuer).authorize_redirect(request, _return(issuer))
    except (RequestException, AuthlibBaseError, Unbelievable):
        logger.exception("provider %s does not answer", issuer.code)
        return _refused(request, issuer, "silent")
    return response


@public
def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    issuer, now = _issuer(provider), timezone.now()
    to = request.session.pop(NEXT, reverse("home"))
    try:
        claims = _claims(request, issuer)
        user = identities.match(issuer=issuer, claims=claims, at=now)
    except identities.Stranger as stranger:
        return _refused(request, issuer, stranger.why)
    except (RequestException, AuthlibBaseError, JoseError, Unbelievable, ValueError, KeyError):
        logger.exception("provider %s was not believed", issuer.code)
        return _refused(request, issuer, "unbelievable")
    limits.give_back(Gesture.LOGIN_FROM_BLOCK, of=visitors.block(request), at=now)
    keep_language(request, user)
    return admission.admit(request, user, to=to)


def _claims(request: HttpRequest, issuer: Issuer) -> Mapping[str, Any]:
    """What the provider says of the visitor, its signature and its terms checked.

    Raises:
        Unbelievable, AuthlibBaseError, JoseError, RequestException: it is not believed.
    """
    options = {
        "iss": {"essential": True, "value": issuer.url},
        "aud": {"essential": True, "value": issuer.client_id},
    }
    client = _client(issuer)
    token = client.authorize_access_token(request, claims_options=options, leeway=LEEWAY_SECONDS)
    claims: Mapping[str, Any] | None = token.get("userinfo")
    if claims is None:
        raise Unbelievable("no token of identity")
    if "email" not in claims:
        more = client.userinfo(token=token)
        if more.get("sub") != claims["sub"]:
            raise Unbelievable("two subjects")
        claims = {**more, **claims}
    return claims


def _client(issuer: Issuer) -> Any:
    """Raises Unbelievable: the document of the provider names another issuer."""
    client = OAuth().register(
        issuer.code,
        client_id=issuer.client_id,
        client_secret=issuer.client_secret,
        server_metadata_url=f"{issuer.url.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": SECONDS,
        },
    )
    metadata = client.load_server_metadata()
    if metadata.get("issuer") != issuer.url:
        raise Unbelievable(f"the document is {metadata.get('issuer')}'s")
    # Only what the provider alone can sign.
    signed = metadata.get("id_token_signing_alg_values_supported", ["RS256"])
    metadata["id_token_signing_alg_values_supported"] = [a for a in signed if a not in UNSIGNED]
    return client


def _issuer(code: str) -> Issuer:
    found = issuers.called(code)
    if found is None:
        raise Http404
    return found


def _return(issuer: Issuer) -> str:
    return links.base_address() + reverse("login-provider-return", args=[issuer.code])


def _refused(request: HttpRequest, issuer: Issuer, why: str) -> HttpResponse:
    context = {"issuer": issuer, "why": why, "text": _reasons()[why]}
    return render(request, "account/provider_refused.html", context, status=403)


def _reasons() -> dict[str, str]:
    return {
        Why.UNVERIFIED: _(
            "Ce fournisseur ne garantit pas votre adresse électronique. Faites-la vérifier chez"
            " lui, puis recommencez."
        ),
        Why.OTHER_DOMAIN: _(
            "Votre adresse n’est pas d’un domaine admis pour ce fournisseur. Prenez votre compte"
            " professionnel, ou demandez à la personne qui administre l’installation."
        ),
        Why.UNKNOWN: _(
            "Aucun compte n’a votre adresse ici. Demandez un accès à la direction de votre"
            " société : un compte naît d’une invitation."
        ),
        Why.LINKED: _(
            "Ce compte est déjà relié à une autre personne chez ce fournisseur. La personne qui"
            " administre l’installation peut défaire ce lien."
        ),
        Why.CLOSED: _("Ce compte est fermé. Demandez à la direction de votre société."),
        "silent": _("Ce fournisseur ne répond pas. Réessayez, ou entrez par votre mot de passe."),
        "unbelievable": _(
            "La réponse de ce fournisseur n’a pas pu être vérifiée, et rien n’a été ouvert."
            " Recommencez depuis la page de connexion."
        ),
    }
