"""Addresses of the signals, under `<company>/signaux/`."""

from django.urls import path

from timonerie.web.pages.signals import reading, writing

urlpatterns = [
    path("", reading.index, name="signals"),
    path("eteints/", reading.over, name="signals-over"),
    path("trier/", writing.sort_many, name="signals-sort"),
    path("trier/<uuid:gesture_id>/defaire/", writing.undo, name="signals-undo"),
    path("<uuid:signal_id>/", reading.detail, name="signal"),
    path("<uuid:signal_id>/trier/", writing.sort, name="signal-sort"),
    path("<uuid:signal_id>/decider/", writing.decide, name="signal-decide"),
    path("<uuid:signal_id>/note/", writing.note, name="signal-note"),
]
