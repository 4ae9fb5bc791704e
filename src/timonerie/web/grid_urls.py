"""Addresses of the grid, the decisions and the costs, under `<company>/activites/`."""

from django.urls import path

from timonerie.web.pages.sourcing import (
    benefits,
    costing,
    decided,
    deciding,
    evaluating,
    following,
    grid,
    weights,
)

urlpatterns = [
    path("garder-ou-confier/", grid.index, name="activity-grid"),
    path("garder-ou-confier/suivre/", following.follow, name="activity-follow"),
    path("garder-ou-confier/defaire/", following.undo, name="activity-follow-undo"),
    path("grille/", weights.index, name="activity-weights"),
    path("grille/modifier/", weights.edit, name="activity-weights-edit"),
    path("grille/reprendre/", weights.restore, name="activity-weights-restore"),
    path("benefices/", benefits.index, name="activity-benefits"),
    path("benefices/<uuid:benefit_id>/", benefits.measure, name="activity-benefit"),
    path("<uuid:activity_id>/evaluer/", evaluating.evaluate, name="activity-evaluate"),
    path(
        "<uuid:activity_id>/evaluer/apercu/", evaluating.preview, name="activity-evaluate-preview"
    ),
    path("<uuid:activity_id>/evaluer/oublier/", evaluating.forget, name="activity-evaluate-forget"),
    path("<uuid:activity_id>/decider/", deciding.decide, name="activity-decide"),
    path("<uuid:activity_id>/garde-fous/", decided.rails, name="activity-guard-rails"),
    path("<uuid:activity_id>/couts/", costing.edit, name="activity-costs"),
]
