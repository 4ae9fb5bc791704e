"""Addresses of the pages: French paths, English names."""

from django.contrib.auth import views as auth_views
from django.urls import path

from timonerie.foundations.accounts import policies
from timonerie.web.pages import home

_public = policies.declare(policies.PUBLIC)

urlpatterns = [
    path("", home.home, name="home"),
    path("connexion/", _public(auth_views.LoginView.as_view()), name="login"),
    path("deconnexion/", _public(auth_views.LogoutView.as_view()), name="logout"),
]
