"""Addresses of the workforce, under `<company>/effectifs/`."""

from django.urls import path

from timonerie.web.pages.workforce import declarations, dropping, placing, reading

urlpatterns = [
    path("", reading.index, name="workforce"),
    path("mois/", reading.months, name="workforce-months"),
    path("deposer/", dropping.new, name="workforce-new"),
    path("sites/", placing.sites, name="workforce-sites"),
    path("sites/<uuid:unit_id>/", reading.site, name="workforce-site"),
    path("declarations/", declarations.index, name="workforce-declarations"),
    path("declarations/<uuid:declaration_id>/", declarations.detail, name="workforce-declaration"),
    path(
        "declarations/<uuid:declaration_id>/retirer/",
        declarations.withdraw,
        name="workforce-withdraw",
    ),
]
