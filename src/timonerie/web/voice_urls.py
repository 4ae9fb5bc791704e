"""Addresses of the voices beside the figures: of the company under `<company>/paroles/`, of a
provider under `<company>/prestataires/`; behind a link, `parole/`."""

from django.urls import path

from timonerie.web.pages.voices import provider, public, replying

ONE = "<uuid:provider_id>/paroles"

urlpatterns = [
    path("chiffre/<slug:code>/repondre/", replying.new, name="reply-new"),
    path("chiffre/<slug:code>/demander/", replying.ask, name="reply-ask"),
    path("niveaux/<uuid:owed_id>/demander/", replying.ask_of_level, name="reply-ask-level"),
    path("avoirs/<uuid:claim_id>/demander/", replying.ask_of_claim, name="reply-ask-claim"),
    path("repondre/<uuid:reply_id>/", replying.edit, name="reply-edit"),
    path("repondre/<uuid:reply_id>/retirer/", replying.withdraw, name="reply-withdraw"),
]
provider_urlpatterns = [
    path(f"{ONE}/", provider.detail, name="provider-voices"),
    path(f"{ONE}/pouce/", provider.thumb, name="provider-thumb"),
    path(f"{ONE}/noter/", provider.link_new, name="rating-link-new"),
]
public_urlpatterns = [path("<str:token>/", public.tell, name="voice-tell")]
