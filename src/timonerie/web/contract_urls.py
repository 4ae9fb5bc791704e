"""Addresses of the contracts, under `<company>/contrats/`."""

from django.urls import path

from timonerie.web.pages.contracts import (
    amending,
    asking,
    friezes,
    lists,
    living,
    measured,
    obligation_writing,
    obligations,
    quadrants,
    reading,
    renewals,
    renewing,
    scores,
    taking_over,
    writing,
)
from timonerie.web.pages.contracts.clauses import amendment, facing
from timonerie.web.pages.contracts.clauses import reading as clauses
from timonerie.web.pages.contracts.clauses import writing as judging
from timonerie.web.pages.contracts.money import beside, indexing
from timonerie.web.pages.contracts.money import reading as prices
from timonerie.web.pages.contracts.money import writing as pricing

urlpatterns = [
    path("", reading.index, name="contracts"),
    path("archives/", reading.archives, name="contract-archives"),
    path("nouveau/", writing.new, name="contract-new"),
    path("questions/", asking.index, name="contract-questions"),
    path("questions/repondre/", asking.answer, name="contract-answer"),
    path("listes/", lists.index, name="contract-lists"),
    path("listes/<uuid:list_id>/", lists.detail, name="contract-list"),
    path("listes/<uuid:list_id>/colonnes/", lists.columns, name="contract-list-columns"),
    path("listes/<uuid:list_id>/accepter/", lists.accept, name="contract-list-accept"),
    path("listes/<uuid:list_id>/annuler/", lists.undo, name="contract-list-undo"),
    path("decisions/", renewals.index, name="renewals"),
    path("decisions/avance/", renewals.ahead, name="renewal-setting"),
    path("frise/", friezes.index, name="contract-frieze"),
    path("quadrant/", quadrants.index, name="contract-quadrant"),
    path("notes/", scores.index, name="provider-scores"),
    path("notes/poids/", scores.weights, name="score-weights"),
    path("<uuid:contract_id>/", reading.detail, name="contract"),
    path("<uuid:contract_id>/mesure/", measured.index, name="contract-measured"),
    path("<uuid:contract_id>/mesurer/", measured.measure, name="contract-measure"),
    path("<uuid:contract_id>/decision/", renewing.page, name="contract-decision"),
    path("<uuid:contract_id>/decision/ouvrir/", renewing.open_file, name="contract-decision-open"),
    path(
        "<uuid:contract_id>/decision/hypotheses/", renewing.assume, name="contract-decision-assume"
    ),
    path("<uuid:contract_id>/decision/decider/", renewing.decide, name="contract-decision-decide"),
    path("<uuid:contract_id>/decision/defaire/", renewing.undo, name="contract-decision-undo"),
    path("<uuid:contract_id>/decision/page.pdf", renewing.pdf, name="contract-decision-pdf"),
    path("<uuid:contract_id>/modifier/", writing.edit, name="contract-edit"),
    path("<uuid:contract_id>/verifier/", writing.confirm, name="contract-confirm"),
    path("<uuid:contract_id>/archiver/", writing.archive, name="contract-archive"),
    path("<uuid:contract_id>/reprendre/", writing.restore, name="contract-restore"),
    path("<uuid:contract_id>/approuver/", living.approve, name="contract-approve"),
    path("<uuid:contract_id>/signer/", living.sign, name="contract-sign"),
    path("<uuid:contract_id>/preavis/", living.notice, name="contract-notice"),
    path("<uuid:contract_id>/preavis/retirer/", living.notice_undo, name="contract-notice-undo"),
    path("<uuid:contract_id>/avenants/", amending.index, name="contract-amendments"),
    path("<uuid:contract_id>/avenants/nouveau/", amending.new, name="contract-amendment-new"),
    path(
        "<uuid:contract_id>/avenants/<uuid:amendment_id>/annuler/",
        amending.cancel,
        name="contract-amendment-cancel",
    ),
    path("<uuid:contract_id>/suspensions/", amending.suspend, name="contract-suspension-new"),
    path(
        "<uuid:contract_id>/suspensions/<uuid:suspension_id>/annuler/",
        amending.resume,
        name="contract-suspension-cancel",
    ),
    path("couts-par-site/", prices.sites, name="contract-site-costs"),
    path("<uuid:contract_id>/prix/", prices.index, name="contract-prices"),
    path("<uuid:contract_id>/prix/facture/", beside.index, name="contract-billed"),
    path("<uuid:contract_id>/prix/nouveau/", pricing.new, name="contract-price-new"),
    path("<uuid:contract_id>/prix/reprendre-l-offre/", pricing.take, name="contract-prices-take"),
    path("<uuid:contract_id>/prix/repartir/", pricing.share, name="contract-shares"),
    path("<uuid:contract_id>/prix/clause/", indexing.clause, name="contract-index-clause"),
    path("<uuid:contract_id>/prix/indice/", indexing.value, name="contract-index-value"),
    path("<uuid:contract_id>/prix/reviser/", indexing.propose, name="contract-revision-new"),
    path(
        "<uuid:contract_id>/prix/revisions/<uuid:revision_id>/",
        indexing.decide,
        name="contract-revision",
    ),
    path("<uuid:contract_id>/prix/<uuid:price_id>/modifier/", pricing.edit, name="contract-price"),
    path("projet/", judging.project, name="company-project"),
    path("<uuid:contract_id>/clauses/", clauses.index, name="contract-clauses"),
    path(
        "<uuid:contract_id>/clauses/avenant/", amendment.choose, name="contract-clauses-amendment"
    ),
    path("<uuid:contract_id>/clauses/avenant.docx", amendment.docx, name="contract-clauses-docx"),
    path("<uuid:contract_id>/clauses/avenant.pdf", amendment.pdf, name="contract-clauses-pdf"),
    path("<uuid:contract_id>/clauses/<int:number>/", facing.detail, name="contract-clause"),
    path(
        "<uuid:contract_id>/clauses/<int:number>/juger/",
        judging.judge,
        name="contract-clause-judge",
    ),
    path(
        "<uuid:contract_id>/clauses/<int:number>/defaire/",
        judging.undo,
        name="contract-clause-undo",
    ),
    path("<uuid:contract_id>/niveaux/", obligations.index, name="contract-obligations"),
    path("<uuid:contract_id>/niveaux/cahier/", taking_over.index, name="contract-take-over"),
    path("<uuid:contract_id>/niveaux/ajouter/", obligation_writing.new, name="contract-owed-new"),
    path("engagements/<uuid:owed_id>/", obligation_writing.edit, name="contract-owed-edit"),
    path(
        "engagements/<uuid:owed_id>/archiver/",
        obligation_writing.archive,
        name="contract-owed-archive",
    ),
    path(
        "engagements/<uuid:owed_id>/reprendre/",
        obligation_writing.restore,
        name="contract-owed-restore",
    ),
    path("preuves/<uuid:proof_id>/remettre/", obligation_writing.give, name="contract-proof-give"),
]
