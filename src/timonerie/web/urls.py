"""Addresses of the pages: French paths, English names."""

from django.contrib.auth import views as auth_views
from django.urls import URLPattern, URLResolver, include, path

from timonerie.foundations.accounts import policies
from timonerie.web import invitations, settings_urls
from timonerie.web.pages import (
    activities,
    comparisons,
    facts,
    figures,
    gallery,
    home,
    import_names,
    imports,
    indicators,
    language,
    providers,
    regions,
    search,
    sites,
    today,
)

_public = policies.declare(policies.PUBLIC)

company_urls: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("prestataires/", providers.index, name="providers"),
    path("prestataires/comparer/", comparisons.providers, name="compare-providers"),
    path("prestataires/<uuid:provider_id>/", providers.detail, name="provider"),
    path("sites/", sites.index, name="sites"),
    path("sites/comparer/", comparisons.sites, name="compare"),
    path("sites/<uuid:unit_id>/", sites.detail, name="site"),
    path("regions/<uuid:unit_id>/", regions.detail, name="region"),
    path("equipes/<uuid:unit_id>/", sites.team, name="team"),
    path("indicateurs/", indicators.index, name="indicators"),
    path("indicateurs/<slug:code>/", indicators.detail, name="indicator"),
    path("chiffre/<slug:code>/", figures.detail, name="figure"),
    path("faits/", facts.index, name="facts"),
    path("faits/<uuid:source_id>/<path:case>/", facts.detail, name="fact"),
    path("donnees/", imports.index, name="imports"),
    path("donnees/nouveau/", imports.new, name="import-new"),
    path("donnees/<uuid:batch_id>/", imports.detail, name="import"),
    path("donnees/<uuid:batch_id>/colonnes/", imports.columns, name="import-mapping"),
    path("donnees/<uuid:batch_id>/avancement/", imports.progress, name="import-progress"),
    path("donnees/<uuid:batch_id>/accepter/", imports.accept, name="import-accept"),
    path("donnees/<uuid:batch_id>/annuler/", imports.undo, name="import-undo"),
    path("donnees/<uuid:batch_id>/noms/", import_names.names, name="import-names"),
    path("donnees/<uuid:batch_id>/rejets.csv", imports.rejects, name="import-rejects"),
    path("recherche/", search.page, name="search"),
    path("recherche/suggestions/", search.suggestions, name="search-suggestions"),
    path("reglages/", include(settings_urls.urlpatterns)),
    path("activites/<uuid:activity_id>/", activities.detail, name="activity"),
    path("activites/", include(settings_urls.activity_urlpatterns)),
]

urlpatterns = [
    path("", home.home, name="home"),
    path(
        "connexion/",
        _public(language.SignIn.as_view()),
        name="login",
    ),
    path("deconnexion/", _public(auth_views.LogoutView.as_view()), name="logout"),
    path(
        "invitation/<uidb64>/<token>/",
        _public(
            auth_views.PasswordResetConfirmView.as_view(
                template_name="registration/invitation.html",
                success_url="/connexion/",
                token_generator=invitations.tokens,
            )
        ),
        name="invitation",
    ),
    path("langue/", language.choose, name="language"),
    path("composants/", gallery.gallery, name="components"),
    path("<slug:company>/", include(company_urls)),
]
