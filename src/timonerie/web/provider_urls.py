"""Addresses of the file of a provider, under `<company>/prestataires/`, and behind its link."""

from django.urls import path

from timonerie.web.pages.missions import reading as missions
from timonerie.web.pages.provider_files import public, sheet, subcontracting, team, updating

ONE = "<uuid:provider_id>"
BEHIND = "sous-traitants/<uuid:subcontractor_id>"
PROPOSED = "propositions/<uuid:proposal_id>"

urlpatterns = [
    path(f"{ONE}/fiche/", sheet.detail, name="provider-sheet"),
    path(f"{ONE}/fiche/modifier/", sheet.edit, name="provider-sheet-edit"),
    path(f"{ONE}/criticite/", sheet.tier, name="provider-tier"),
    path(f"{ONE}/equipe/", team.detail, name="provider-team"),
    path(f"{ONE}/equipe/pointer/", team.roll, name="provider-roll"),
    path(f"{ONE}/sous-traitants/", subcontracting.index, name="provider-subcontractors"),
    path(f"{ONE}/sous-traitants/nouveau/", subcontracting.new, name="subcontractor-new"),
    path(f"{BEHIND}/modifier/", subcontracting.edit, name="subcontractor-edit"),
    path(f"{BEHIND}/decider/", subcontracting.decide, name="subcontractor-decide"),
    path(f"{ONE}/missions/", missions.of_provider, name="provider-missions"),
    path(f"{ONE}/propositions/", updating.index, name="provider-proposals"),
    path(f"{ONE}/propositions/accepter/", updating.accept_all, name="provider-accept-all"),
    path(f"{ONE}/propositions/lien/", updating.link_new, name="provider-link-new"),
    path(
        "liens/<uuid:provider_link_id>/revoquer/",
        updating.link_revoke,
        name="provider-link-revoke",
    ),
    path(f"{PROPOSED}/accepter/", updating.accept, name="proposal-accept"),
    path(f"{PROPOSED}/refuser/", updating.refuse, name="proposal-refuse"),
]
public_urlpatterns = [path("<str:token>/", public.answer, name="provider-answer")]
