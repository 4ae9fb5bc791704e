"""Addresses of the way in, and of « Mon compte »."""

from django.contrib.auth import views as auth_views
from django.urls import URLPattern, path

from timonerie.foundations.accounts import policies
from timonerie.web.pages.account import codes, home, passkeys, password, proof, sessions
from timonerie.web.pages.entering import (
    by_passkey,
    by_provider,
    forgotten,
    links,
    login,
    second_step,
)

_public = policies.declare(policies.PUBLIC)

urlpatterns: list[URLPattern] = [
    path("connexion/", _public(login.SignIn.as_view()), name="login"),
    path("connexion/code/", second_step.code, name="login-code"),
    path("connexion/par/<slug:provider>/", by_provider.start, name="login-provider"),
    path(
        "connexion/par/<slug:provider>/retour/",
        by_provider.come_back,
        name="login-provider-return",
    ),
    path("connexion/cle/", by_passkey.enter, name="login-passkey"),
    path("connexion/cle/options/", by_passkey.options, name="login-passkey-options"),
    path("connexion/oubli/", forgotten.forgotten, name="forgotten"),
    path("deconnexion/", _public(auth_views.LogoutView.as_view()), name="logout"),
    path("invitation/<str:token>/", links.invitation, name="invitation"),
    path("compte/", home.home, name="account"),
    path("compte/nom/", home.name, name="account-name"),
    path("compte/mot-de-passe/", password.change, name="account-password"),
    path("compte/codes/", codes.add, name="account-codes"),
    path("compte/codes/retirer/", codes.remove, name="account-codes-remove"),
    path("compte/codes/secours/", codes.recovery, name="account-recovery"),
    path("compte/cles/nouvelle/", passkeys.new, name="account-passkey-new"),
    path("compte/cles/options/", passkeys.options, name="account-passkey-options"),
    path("compte/cles/<uuid:passkey_id>/retirer/", passkeys.remove, name="account-passkey-remove"),
    path("compte/sessions/", sessions.index, name="account-sessions"),
    path("compte/sessions/autres/", sessions.end_others, name="account-sessions-end"),
    path("compte/sessions/<uuid:session_id>/", sessions.end, name="account-session-end"),
    path("compte/preuve/", proof.proof, name="account-proof"),
    path("compte/reprise/", proof.resume, name="account-resume"),
]
