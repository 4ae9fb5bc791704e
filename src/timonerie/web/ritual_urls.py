"""Addresses of the rituals, under `<company>/rituels/`."""

from django.urls import path

from timonerie.web.pages.rituals import calendars, reading, writing

urlpatterns = [
    path("", reading.index, name="rituals"),
    path("propositions/", reading.proposals, name="rituals-proposed"),
    path("mis-de-cote/", reading.set_aside, name="rituals-aside"),
    path("agendas/", calendars.new, name="ritual-calendar-new"),
    path("agendas/<uuid:export_id>/", calendars.detail, name="ritual-calendar"),
    path("trier/", writing.sort_many, name="rituals-sort"),
    path("trier/<uuid:gesture_id>/defaire/", writing.undo, name="rituals-undo"),
    path("<uuid:ritual_id>/", reading.detail, name="ritual"),
    path("<uuid:ritual_id>/modifier/", writing.change, name="ritual-change"),
    path("<uuid:ritual_id>/repondre/", writing.answer_questions, name="ritual-answer"),
    path("<uuid:ritual_id>/garder/", writing.keep, name="ritual-keep"),
    path("<uuid:ritual_id>/mettre-de-cote/", writing.set_aside, name="ritual-aside"),
    path("<uuid:ritual_id>/terminer/", writing.end, name="ritual-end"),
]
