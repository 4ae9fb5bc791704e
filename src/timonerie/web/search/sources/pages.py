"""Pages by their name, those of the settings among them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register

#: Name, route, permission, and other words that lead there.
PAGES: tuple[tuple[Promise, str, str, Promise | str], ...] = (
    (_("Aujourd’hui"), "today", "company.read", _("accueil tableau de bord")),
    (_("Indicateurs"), "indicators", "indicator.read", _("chiffres cibles définitions")),
    (_("Sites"), "sites", "indicator.read", ""),
    (_("Comparer les sites"), "compare", "indicator.read", _("comparaison classement")),
    (
        _("Comparer les prestataires"),
        "compare-providers",
        "provider.read",
        _("comparaison classement"),
    ),
    (_("Prestataires"), "providers", "provider.read", _("fournisseurs infogérance paie")),
    (_("Contrats"), "contracts", "contract.read", _("échéances préavis reconduction")),
    (_("Cycles"), "cycles", "cycle.read", _("étapes passages paie clôture arrivées")),
    (_("Déposer une liste de contrats"), "contract-lists", "contract.write", _("importer excel")),
    (_("Engagements"), "commitments", "commitment.read", _("promesses parole tenue réunion")),
    (_("Recadrages"), "challenges", "challenge.read", _("courrier mise en demeure rupture")),
    (_("Faits"), "facts", "fact.read", _("dossiers tickets liste")),
    (_("Données"), "imports", "import.read", _("imports fichiers")),
    (_("Importer un fichier"), "import-new", "import.write", _("déposer nouveau")),
    (_("Réglages"), "settings", "organisation.read", _("paramètres configuration")),
    (_("Réglages : unités"), "settings-units", "organisation.read", _("sites équipes arbre")),
    (_("Réglages : entités juridiques"), "settings-legal", "organisation.read", "siren siret"),
    (
        _("Réglages : calendriers"),
        "settings-calendars",
        "organisation.read",
        _("horaires jours fériés"),
    ),
    (_("Réglages : prestataires"), "settings-providers", "provider.write", _("contacts")),
    (_("Réglages : personnes"), "settings-people", "organisation.read", _("salariés")),
    (_("Réglages : postes"), "settings-seats", "organisation.read", _("titulaires vacants")),
    (
        _("Réglages : périodes"),
        "settings-periods",
        "period.close",
        _("clôture mois clos"),
    ),
    (_("Réglages : cibles"), "settings-targets", "indicator.write", _("seuils promesses")),
    (
        _("Réglages : indicateurs"),
        "settings-indicators",
        "indicator.write",
        _("définitions versions"),
    ),
    (
        _("Réglages : archives"),
        "settings-archives",
        "organisation.read",
        _("archivés reprendre"),
    ),
    (_("Activités"), "activities", "activity.read", _("catalogue")),
    (_("Réglages : accès"), "settings-members", "user.read", _("utilisateurs rôles mandats")),
    (_("Qui peut lire quoi"), "settings-rights", "user.read", _("droits périmètres")),
)


@register(label=_("Pages"), icon="right", permission="company.read", rank=90)
def pages(question: Question) -> Found:
    for label, route, permission, words in PAGES:
        if question.actor.may(permission) and question.finds(str(label), str(words)):
            yield Hit(str(label), question.url(route))
