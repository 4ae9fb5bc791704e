"""Addresses of the flashes, under `<company>/flash/`; behind a site’s link, `flash-du-site/`."""

from django.urls import path

from timonerie.web.pages.flashes import links, needs, public, rule, site, weeks

PLACE = "sites/<uuid:place_id>"
NEED = "besoins/<uuid:need_id>"

urlpatterns = [
    path("", weeks.index, name="flashes"),
    path("semaines/<str:start>/", weeks.week, name="flash-week"),
    path("besoins/", needs.index, name="flash-needs"),
    path(f"{NEED}/repondre/", needs.reply, name="flash-need-answer"),
    path(f"{NEED}/confier/", needs.own, name="flash-need-own"),
    path("liens/", links.index, name="flash-links"),
    path("liens/<uuid:voice_link_id>/revoquer/", links.revoke, name="voice-link-revoke"),
    path("echeance/", rule.edit, name="flash-rule"),
    path(f"{PLACE}/", site.detail, name="flash"),
    path(f"{PLACE}/brouillon/", site.draft, name="flash-draft"),
    path(f"{PLACE}/lien/", links.new, name="flash-link-new"),
    path("<uuid:flash_id>/", site.told, name="flash-told"),
    path("<uuid:flash_id>/corriger/", site.correct, name="flash-correct"),
]
public_urlpatterns = [
    path("<str:token>/", public.tell, name="flash-tell"),
    path("<str:token>/brouillon/", public.draft, name="flash-tell-draft"),
]
