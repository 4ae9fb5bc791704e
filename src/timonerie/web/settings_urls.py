"""Addresses of the settings, under `<company>/reglages/`, and of the activities beside them."""

from django.urls import path

from timonerie.web.pages.settings import (
    accesses,
    activities,
    archives,
    audit,
    calendars,
    home,
    imports,
    indicators,
    jobs,
    legal,
    members,
    messages,
    minutes,
    people,
    periods,
    portability,
    providers,
    reports,
    restorations,
    rights,
    seats,
    signals,
    summaries,
    targets,
    units,
)

urlpatterns = [
    path("", home.index, name="settings"),
    path("rapports/", reports.index, name="settings-reports"),
    path("rapports/nouvelle/", reports.new, name="settings-report-rule-new"),
    path("rapports/<uuid:report_rule_id>/", reports.detail, name="settings-report-rule"),
    path(
        "rapports/<uuid:report_rule_id>/archiver/",
        reports.archive,
        name="settings-report-rule-archive",
    ),
    path(
        "rapports/<uuid:report_rule_id>/reprendre/",
        reports.restore,
        name="settings-report-rule-restore",
    ),
    path("rapports/lignes/<uuid:report_line_id>/", reports.line, name="settings-report-line"),
    path("resumes/", summaries.index, name="settings-summaries"),
    path("resumes/nouveau/", summaries.new, name="settings-summary-new"),
    path("resumes/<uuid:summary_id>/", summaries.detail, name="settings-summary"),
    path("resumes/<uuid:summary_id>/resume.json", summaries.export, name="settings-summary-export"),
    path(
        "resumes/<uuid:summary_id>/retirer/", summaries.withdraw, name="settings-summary-withdraw"
    ),
    path("export-complet/", portability.index, name="settings-portability"),
    path("export-complet/preparer/", portability.start, name="settings-portability-start"),
    path("export-complet/archive.zip", portability.download, name="settings-portability-download"),
    path("restauration/", restorations.index, name="settings-restoration"),
    path(
        "restauration/<uuid:restoration_id>/confirmer/",
        restorations.confirm,
        name="settings-restoration-confirm",
    ),
    path("unites/", units.index, name="settings-units"),
    path("unites/export.csv", units.export, name="settings-units-export"),
    path("unites/nouvelle/", units.new, name="settings-unit-new"),
    path("unites/<uuid:unit_id>/", units.detail, name="settings-unit"),
    path("unites/<uuid:unit_id>/modifier/", units.edit, name="settings-unit-edit"),
    path("unites/<uuid:unit_id>/deplacer/", units.move, name="settings-unit-move"),
    path("unites/<uuid:unit_id>/archiver/", units.archive, name="settings-unit-archive"),
    path("unites/<uuid:unit_id>/reprendre/", units.restore, name="settings-unit-restore"),
    path("entites/", legal.index, name="settings-legal"),
    path("entites/export.csv", legal.export, name="settings-legal-export"),
    path("entites/nouvelle/", legal.new_entity, name="settings-entity-new"),
    path("entites/<uuid:entity_id>/", legal.entity, name="settings-entity"),
    path("entites/<uuid:entity_id>/modifier/", legal.edit_entity, name="settings-entity-edit"),
    path(
        "entites/<uuid:entity_id>/archiver/", legal.archive_entity, name="settings-entity-archive"
    ),
    path(
        "entites/<uuid:entity_id>/etablissement/",
        legal.new_establishment,
        name="settings-establishment-new",
    ),
    path(
        "etablissements/<uuid:establishment_id>/modifier/",
        legal.edit_establishment,
        name="settings-establishment-edit",
    ),
    path(
        "etablissements/<uuid:establishment_id>/archiver/",
        legal.archive_establishment,
        name="settings-establishment-archive",
    ),
    path("calendriers/", calendars.index, name="settings-calendars"),
    path("calendriers/export.csv", calendars.export, name="settings-calendars-export"),
    path("calendriers/nouveau/", calendars.new, name="settings-calendar-new"),
    path("calendriers/<uuid:calendar_id>/", calendars.detail, name="settings-calendar"),
    path(
        "calendriers/<uuid:calendar_id>/horaires/",
        calendars.revise,
        name="settings-calendar-revise",
    ),
    path(
        "calendriers/<uuid:calendar_id>/archiver/",
        calendars.archive,
        name="settings-calendar-archive",
    ),
    path("prestataires/", providers.index, name="settings-providers"),
    path("prestataires/export.csv", providers.export, name="settings-providers-export"),
    path("prestataires/nouveau/", providers.new, name="settings-provider-new"),
    path("prestataires/<uuid:provider_id>/", providers.detail, name="settings-provider"),
    path(
        "prestataires/<uuid:provider_id>/modifier/", providers.edit, name="settings-provider-edit"
    ),
    path(
        "prestataires/<uuid:provider_id>/archiver/",
        providers.archive,
        name="settings-provider-archive",
    ),
    path(
        "prestataires/<uuid:provider_id>/reprendre/",
        providers.restore,
        name="settings-provider-restore",
    ),
    path(
        "prestataires/<uuid:provider_id>/contact/",
        providers.new_contact,
        name="settings-contact-new",
    ),
    path(
        "contacts/<uuid:contact_id>/modifier/", providers.edit_contact, name="settings-contact-edit"
    ),
    path(
        "contacts/<uuid:contact_id>/depart/", providers.leave_contact, name="settings-contact-leave"
    ),
    path(
        "contacts/<uuid:contact_id>/annuler-depart/",
        providers.keep_contact,
        name="settings-contact-keep",
    ),
    path("personnes/", people.index, name="settings-people"),
    path("personnes/export.csv", people.export, name="settings-people-export"),
    path("personnes/nouvelle/", people.new, name="settings-person-new"),
    path("personnes/<uuid:person_id>/", people.detail, name="settings-person"),
    path("personnes/<uuid:person_id>/modifier/", people.edit, name="settings-person-edit"),
    path("personnes/<uuid:person_id>/archiver/", people.archive, name="settings-person-archive"),
    path("postes/", seats.index, name="settings-seats"),
    path("postes/export.csv", seats.export, name="settings-seats-export"),
    path("postes/nouveau/", seats.new, name="settings-seat-new"),
    path("postes/<uuid:seat_id>/", seats.detail, name="settings-seat"),
    path("postes/<uuid:seat_id>/modifier/", seats.edit, name="settings-seat-edit"),
    path("postes/<uuid:seat_id>/titulaire/", seats.hold, name="settings-seat-hold"),
    path("postes/<uuid:seat_id>/archiver/", seats.archive, name="settings-seat-archive"),
    path("titulaires/<uuid:holding_id>/depart/", seats.leave, name="settings-seat-leave"),
    path("activites/export.csv", activities.export, name="settings-activities-export"),
    path("activites/nouvelle/", activities.new, name="settings-activity-new"),
    path("activites/catalogue/", activities.from_catalogue, name="settings-catalogue"),
    path("activites/<uuid:activity_id>/", activities.detail, name="settings-activity"),
    path("activites/<uuid:activity_id>/modifier/", activities.edit, name="settings-activity-edit"),
    path(
        "activites/<uuid:activity_id>/affecter/", activities.assign, name="settings-activity-assign"
    ),
    path(
        "activites/<uuid:activity_id>/archiver/",
        activities.archive,
        name="settings-activity-archive",
    ),
    path(
        "activites/<uuid:activity_id>/reprendre/",
        activities.restore,
        name="settings-activity-restore",
    ),
    path(
        "affectations/<uuid:assignment_id>/fin/",
        activities.unassign,
        name="settings-assignment-end",
    ),
    path("archives/", archives.index, name="settings-archives"),
    path(
        "archives/<slug:kind>/<uuid:row_id>/reprendre/",
        archives.restore,
        name="settings-archives-restore",
    ),
    path("piste-audit/", audit.index, name="settings-audit"),
    path("piste-audit/piste.jsonl", audit.trail, name="settings-audit-trail-export"),
    path("piste-audit/points-de-controle.jsonl", audit.points, name="settings-audit-points-export"),
    path("piste-audit/verify.py", audit.verifier, name="settings-audit-verifier-export"),
    path("acces/", members.index, name="settings-members"),
    path("acces/export.csv", members.export, name="settings-members-export"),
    path("acces/nouveau/", members.new, name="settings-member-new"),
    path("acces/qui-lit-quoi/", rights.index, name="settings-rights"),
    path("acces/<uuid:membership_id>/", members.detail, name="settings-member"),
    path("acces/<uuid:membership_id>/role/", members.move, name="settings-member-role"),
    path("acces/<uuid:membership_id>/fin/", members.end, name="settings-member-end"),
    path("acces/<uuid:membership_id>/mandat/", members.grant, name="settings-mandate-new"),
    path("acces/<uuid:membership_id>/lien/", accesses.invite, name="settings-member-link"),
    path(
        "acces/<uuid:membership_id>/lien/retirer/",
        accesses.withdraw_link,
        name="settings-member-link-withdraw",
    ),
    path(
        "acces/<uuid:membership_id>/sessions/",
        accesses.sign_out,
        name="settings-member-sign-out",
    ),
    path("mandats/<uuid:mandate_id>/fin/", members.end_mandate, name="settings-mandate-end"),
    path("indicateurs/", indicators.index, name="settings-indicators"),
    path("indicateurs/export.csv", indicators.export, name="settings-indicators-export"),
    path("indicateurs/nouveau/", indicators.new, name="settings-indicator-new"),
    path("indicateurs/<slug:code>/modifier/", indicators.revise, name="settings-indicator-edit"),
    path(
        "indicateurs/<slug:code>/archiver/", indicators.archive, name="settings-indicator-archive"
    ),
    path(
        "indicateurs/<slug:code>/reprendre/",
        indicators.restore,
        name="settings-indicator-restore",
    ),
    path("cibles/", targets.index, name="settings-targets"),
    path("cibles/export.csv", targets.export, name="settings-targets-export"),
    path("cibles/nouvelle/", targets.new, name="settings-target-new"),
    path("signaux/", signals.page, name="settings-signals"),
    path("periodes/", periods.index, name="settings-periods"),
    path("periodes/<slug:kind>/<slug:start>/", periods.detail, name="settings-period"),
    path(
        "periodes/<slug:kind>/<slug:start>/cloturer/", periods.close, name="settings-period-close"
    ),
    path(
        "periodes/<slug:kind>/<slug:start>/rouvrir/", periods.reopen, name="settings-period-reopen"
    ),
    path("messages/", messages.index, name="settings-messages"),
    path("messages/essai/", messages.try_out, name="settings-messages-start"),
    path("travaux/", jobs.index, name="settings-jobs"),
    path("travaux/relancer/", jobs.start, name="settings-jobs-start"),
    path("temps-demande/", minutes.index, name="settings-minutes"),
    path("importer/<slug:kind>/", imports.upload, name="settings-import"),
    path("importer/<slug:kind>/modele.csv", imports.model, name="settings-import-model"),
    path("importer/<slug:kind>/<uuid:blob_id>/", imports.preview, name="settings-import-preview"),
]

#: Included under `<company>/activites/`: the list of activities is everybody's page.
activity_urlpatterns = [path("", activities.index, name="activities")]
