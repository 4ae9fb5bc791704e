"""Addresses of the inventory of activities, under `<company>/activites/`."""

from django.urls import URLPattern, path

from timonerie.web.pages.sourcing import dependences, holding, knowing, proposals, taking_over

urlpatterns: list[URLPattern] = [
    path("dependances/", dependences.index, name="activity-dependence"),
    path("proposees/", proposals.index, name="activity-proposals"),
    path("proposees/retenir/", proposals.accept, name="activity-proposals-accept"),
    path("proposees/reprendre/", proposals.restore, name="activity-proposals-restore"),
    path("reprendre/", taking_over.index, name="activity-take-over"),
    path("<uuid:activity_id>/connaitre/", knowing.edit, name="activity-values"),
    path("<uuid:activity_id>/qui/", holding.edit, name="activity-holding"),
]
