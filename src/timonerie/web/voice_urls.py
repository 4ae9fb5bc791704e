"""Addresses of the voices beside the figures: of the company under `<company>/paroles/`, of a
provider under `<company>/prestataires/`; behind a link, `parole/`."""

from django.urls import path

from timonerie.web.pages.voices import provider, public, replying

ONE = "<uuid:provider_id>/paroles"

urlpatterns = [
    path("repondre/", replying.new, name="reply-new"),
    path("repondre/<uuid:reply_id>/", replying.edit, name="reply-edit"),
    path("repondre/<uuid:reply_id>/retirer/", replying.withdraw, name="reply-withdraw"),
    path("lien/", replying.link_new, name="reply-link-new"),
]
provider_urlpatterns = [
    path(f"{ONE}/", provider.detail, name="provider-voices"),
    path(f"{ONE}/pouce/", provider.thumb, name="provider-thumb"),
    path(f"{ONE}/noter/", provider.link_new, name="rating-link-new"),
]
public_urlpatterns = [path("<str:token>/", public.tell, name="voice-tell")]
