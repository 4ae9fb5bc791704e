"""What the audit trail says, in plain words: a sentence for every act, a word for every detail."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts import sentences
from timonerie.domains.contracts.enums import CHOICES, ClauseCode, Opinion, Stage
from timonerie.domains.contracts.rules.lengths import parse_open
from timonerie.domains.facts.models import (
    IncidentCause,
    IncidentSeverity,
    IncidentSide,
    IncidentState,
)
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.operations.calendars import ORIGIN
from timonerie.domains.performance import figure_words
from timonerie.domains.portfolio.enums import Level
from timonerie.domains.rituals.enums import OccurrenceState, RitualLevel
from timonerie.domains.signals.enums import Family, Triage
from timonerie.domains.sourcing.enums import Benefit, Choice, Origin, Verdict
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.queries import Told
from timonerie.foundations.wording import formats

ACTS: dict[str, Promise] = {
    "company.founded": _("Société créée"),
    "company.restored": _("Données remises d’une sauvegarde"),
    "company.exported": _("Export complet préparé"),
    "restoration.confirmed": _("Restauration confirmée"),
    "calendar.created": _("Calendrier créé"),
    "calendar.revised": _("Nouveaux horaires"),
    "calendar.renamed": _("Nom changé"),
    "calendar.archived": _("Calendrier archivé"),
    "calendar.restored": _("Calendrier repris des archives"),
    "unit.created": _("Unité créée"),
    "units.created": _("Unités créées depuis un fichier"),
    "unit.changed": _("Unité modifiée"),
    "unit.moved": _("Rattachement changé"),
    "unit.archived": _("Unité archivée"),
    "unit.restored": _("Unité reprise des archives"),
    "unit.calendar_assigned": _("Calendrier changé"),
    "legal_entity.created": _("Entité créée"),
    "legal_entity.changed": _("Entité modifiée"),
    "legal_entity.archived": _("Entité archivée"),
    "legal_entity.restored": _("Entité reprise des archives"),
    "establishment.created": _("Établissement créé"),
    "establishment.changed": _("Établissement modifié"),
    "establishment.archived": _("Établissement archivé"),
    "establishment.restored": _("Établissement repris des archives"),
    "provider.created": _("Prestataire créé"),
    "provider.changed": _("Prestataire modifié"),
    "provider.archived": _("Prestataire archivé"),
    "provider.restored": _("Prestataire repris des archives"),
    "contact.added": _("Contact ajouté"),
    "contact.changed": _("Contact modifié"),
    "contact.left": _("Contact parti"),
    "person.created": _("Personne ajoutée"),
    "person.changed": _("Personne modifiée"),
    "person.archived": _("Personne archivée"),
    "person.restored": _("Personne reprise des archives"),
    "seat.created": _("Poste créé"),
    "seat.changed": _("Poste modifié"),
    "seat.attached": _("Rattachement du poste changé"),
    "seat.held": _("Prise de poste"),
    "seat.left": _("Départ du poste"),
    "seat.archived": _("Poste archivé"),
    "seat.restored": _("Poste repris des archives"),
    "member.moved": _("Rôle changé"),
    "member.invited": _("Lien d’accès fait"),
    "member.link_withdrawn": _("Lien d’accès retiré"),
    "member.signed_out": _("Sessions terminées"),
    "activity.created": _("Activité créée"),
    "activity.changed": _("Activité modifiée"),
    "activity.archived": _("Activité archivée"),
    "activity.restored": _("Activité reprise des archives"),
    "activity.assigned": _("Affectation"),
    "activity.unassigned": _("Fin d’affectation"),
    "activity.described": _("Activité renseignée"),
    "activity.assessed": _("Activité évaluée"),
    "activity.decided": _("Décision prise"),
    "activity.decision_undone": _("Décision défaite"),
    "activity.benefit_measured": _("Bénéfice mesuré"),
    "activity.costed": _("Coûts dits"),
    "grid.revised": _("Grille changée"),
    "member.added": _("Accès ouvert"),
    "member.ended": _("Fin de l’accès"),
    "mandate.granted": _("Mandat donné"),
    "mandate.ended": _("Fin du mandat"),
    "period.close": _("Clôture"),
    "period.reopen": _("Réouverture"),
    "indicator.create": _("Indicateur créé"),
    "indicator.revise": _("Définition changée"),
    "indicator.aim": _("Cible posée"),
    "indicator.archive": _("Indicateur archivé"),
    "indicator.restore": _("Indicateur repris des archives"),
    "list.imported": _("Liste importée"),
    "providers.created": _("Prestataires créés depuis un fichier"),
    "activities.created": _("Activités créées en nombre"),
    "activities.proposals_set_aside": _("Activités proposées, écartées"),
    "activities.proposals_restored": _("Activités proposées, reprises"),
    "source.create": _("Source créée"),
    "source.map": _("Colonnes de la source nommées"),
    "source.alias": _("Nom de fichier reconnu"),
    "batch.receive": _("Fichier reçu"),
    "batch.read": _("Fichier lu"),
    "batch.refuse": _("Fichier refusé"),
    "batch.accept": _("Fichier accepté"),
    "batch.unchanged": _("Fichier sans rien de nouveau"),
    "batch.undo": _("Fichier annulé"),
    "dropped.held": _("Tableau déposé, à vérifier"),
    "dropped.named": _("Nature d’un tableau dite"),
    "dropped.taken": _("Tableau enregistré"),
    "dropped.set_aside": _("Tableau mis de côté"),
    "accounting.received": _("Fichier des écritures reçu"),
    "accounting.read": _("Écritures lues et comptées"),
    "accounting.replaced": _("Écritures remplacées par un autre fichier"),
    "accounting.unchanged": _("Écritures déjà comptées"),
    "accounting.refused": _("Fichier des écritures refusé"),
    "accounting.retired": _("Écritures retirées des chiffres"),
    "accounting.restored": _("Écritures comptées de nouveau"),
    "third_parties.matched": _("Comptes de tiers rattachés d’office"),
    "third_party.linked": _("Compte de tiers rattaché"),
    "third_party.set_aside": _("Compte de tiers mis de côté"),
    "third_party.reopened": _("Compte de tiers remis en question"),
    "facts.measure": _("Temps ouvrés recalculés"),
    "indicator.catalogue": _("Indicateurs du catalogue ajoutés"),
    "summary.published": _("Résumé publié"),
    "summary.withdrawn": _("Résumé retiré"),
    "summary.read": _("Première lecture du jour"),
    "summary.exported": _("Fichier signé remis"),
    "contract.created": _("Contrat ajouté"),
    "contract.changed": _("Contrat modifié"),
    "contract.confirmed": _("Termes vérifiés"),
    "contract.left_blank": _("Question laissée en blanc"),
    "contract.archived": _("Contrat archivé"),
    "contract.restored": _("Contrat repris des archives"),
    "contract.approved": _("Contrat approuvé"),
    "contract.reopened": _("Contrat remis en préparation : ce qui était approuvé a changé"),
    "contract.signed": _("Signature notée"),
    "contract.amended": _("Avenant noté"),
    "contract.amendment_cancelled": _("Avenant annulé"),
    "contract.suspended": _("Suspension notée"),
    "contract.suspension_cancelled": _("Suspension annulée"),
    "contract.notice_given": _("Préavis donné"),
    "contract.notice_withdrawn": _("Préavis retiré"),
    "contract_list.received": _("Liste de contrats déposée"),
    "contract_list.accepted": _("Liste de contrats enregistrée"),
    "contract_list.undone": _("Liste de contrats annulée"),
    "workforce.received": _("Déclaration sociale lue, fichier effacé"),
    "workforce.withdrawn": _("Déclaration sociale retirée"),
    "incident.declared": _("Incident déclaré"),
    "incident.changed": _("Incident qualifié"),
    "incident.acted": _("Action dite"),
    "incident.noted": _("Note ajoutée"),
    "incident.closed": _("Incident clos"),
    "incident.reopened": _("Incident rouvert"),
    "incident.archived": _("Incident archivé"),
    "incident.restored": _("Incident repris des archives"),
    "document.received": _("Document déposé"),
    "document.read": _("Document lu"),
    "document.refused": _("Document refusé"),
    "document.filed": _("Document classé"),
    "document.archived": _("Document archivé"),
    "document.restored": _("Document repris des archives"),
    "clause.judged": _("Avis sur une clause"),
    "declaration_link.made": _("Lien de déclaration fait"),
    "declaration_link.revoked": _("Lien de déclaration révoqué"),
    "signal.raised": _("Signal levé"),
    "signal.over": _("Signal éteint"),
    "signal.back": _("Signal revenu"),
    "signal.sorted": _("Signal trié"),
    "signal.noted": _("Note ajoutée"),
    "calendar_export.read": _("Agenda lu"),
    "ritual.proposed": _("Rituel de nouveau proposé"),
    "ritual.kept": _("Rituel gardé"),
    "ritual.set_aside": _("Rituel mis de côté"),
    "ritual.ended": _("Rituel terminé"),
    "ritual.changed": _("Rituel modifié"),
    "ritual.answered": _("Réunion disparue expliquée"),
    "dial.set": _("Sensibilité des signaux réglée"),
    "statement.created": _("Cahier des charges commencé"),
    "statement.changed": _("Cahier des charges modifié"),
    "statement.archived": _("Cahier des charges archivé"),
    "statement.restored": _("Cahier des charges repris des archives"),
    "statement.line_added": _("Ligne ajoutée"),
    "statement.line_changed": _("Ligne modifiée"),
    "statement.line_moved": _("Ligne déplacée"),
    "statement.line_removed": _("Ligne retirée"),
    "statement.line_put_back": _("Ligne remise"),
    "statement.line_measured": _("Mesure reprise dans une ligne"),
    "statement.approved": _("Version approuvée"),
    "offer.opened": _("Offre ouverte"),
    "offer.answered": _("Réponses d’une offre saisies"),
    "offer.typed": _("Prix d’une offre saisis"),
    "offer.price_removed": _("Prix d’une offre retiré"),
    "offer.saved": _("Réponse enregistrée par le candidat"),
    "offer.sent": _("Offre remise par le candidat"),
    "offer.withdrawn": _("Offre retirée"),
    "offer.reopened": _("Offre rouverte"),
    "offer.followed": _("Offre passée à la dernière version"),
    "offer.paper_added": _("Fichier joint à une offre"),
    "offer.paper_removed": _("Fichier d’une offre retiré"),
    "offer.link_made": _("Lien de réponse fait"),
    "offer.link_revoked": _("Lien de réponse révoqué"),
    "offer.interest_declared": _("Intérêts déclarés"),
    "offer.marked": _("Offre notée"),
    "offer.chosen": _("Offre retenue"),
    "offer.choice_undone": _("Choix repris"),
    "template.added": _("Modèle de document ajouté"),
    "template.removed": _("Modèle de document retiré"),
    "audit.erased": _("Données d’une personne effacées de la piste"),
    "audit.clock_went_back": _("Horloge de la machine reculée"),
}
#: Families of acts: what stands before the dot, in words.
FAMILIES: dict[str, Promise] = {
    "company": _("Société"),
    "unit": _("Unités"),
    "calendar": _("Calendriers"),
    "legal_entity": _("Entités juridiques"),
    "establishment": _("Établissements"),
    "provider": _("Prestataires"),
    "contact": _("Contacts"),
    "person": _("Personnes"),
    "seat": _("Postes"),
    "activity": _("Activités"),
    "grid": _("Grille d’évaluation"),
    "member": _("Accès"),
    "mandate": _("Mandats"),
    "list": _("Listes importées"),
    "source": _("Sources"),
    "batch": _("Fichiers"),
    "dropped": _("Tableaux déposés"),
    "accounting": _("Écritures comptables"),
    "third_party": _("Comptes de tiers"),
    "facts": _("Faits"),
    "indicator": _("Indicateurs"),
    "period": _("Périodes"),
    "summary": _("Résumés publiés"),
    "restoration": _("Restaurations"),
    "contract": _("Contrats"),
    "contract_list": _("Listes de contrats"),
    "incident": _("Incidents"),
    "workforce": _("Effectifs"),
    "document": _("Documents de contrats"),
    "clause": _("Clauses"),
    "declaration_link": _("Liens de déclaration"),
    "signal": _("Signaux"),
    "calendar_export": _("Agendas lus"),
    "ritual": _("Rituels"),
    "dial": _("Sensibilité des signaux"),
    "statement": _("Cahiers des charges"),
    "offer": _("Offres"),
    "template": _("Modèles de document"),
    "audit": _("Piste d’audit"),
}
#: Families written in the plural, for what is done in number.
_SINGULAR = {
    "units": "unit",
    "providers": "provider",
    "activities": "activity",
    "third_parties": "third_party",
}
PARTS: dict[str, Promise] = {
    "name": _("nom"),
    "code": _("code"),
    "level": _("niveau"),
    "under": _("rattachée à"),
    "parent": _("rattachement"),
    "manager": _("relève de"),
    "calendar": _("calendrier"),
    "establishment": _("établissement"),
    "unit": _("unité"),
    "function": _("fonction"),
    "provider": _("prestataire"),
    "accountable": _("poste responsable"),
    "deputy": _("poste suppléant"),
    "catalogue_code": _("ligne du catalogue"),
    "keeper": _("poste qui sait la reprendre"),
    "has_no_keeper": _("personne ne sait la reprendre"),
    "vetoes": _("vetos ajoutés"),
    "yearly_volume": _("volume par an"),
    "seasonality": _("saisonnalité"),
    "yearly_cost": _("coût par an"),
    "heads": _("personnes"),
    "tools": _("outils"),
    "data": _("données traitées"),
    "confidentiality": _("confidentialité"),
    "our_deadline": _("échéance de nos entrées"),
    "their_deadline": _("échéance du rendu"),
    "origin": _("origine"),
    "notes": _("notes"),
    "verdict": _("verdict"),
    "choice": _("décision"),
    "dissent": _("avis contraire"),
    "review": _("à revoir le"),
    "benefits": _("bénéfices promis"),
    "benefit": _("bénéfice"),
    "measured": _("mesuré"),
    "lines": _("lignes"),
    "number": _("version"),
    "title": _("titre"),
    "section": _("article"),
    "months": _("durée (mois)"),
    "work": _("modèle"),
    "gaps": _("réserves"),
    "criticality": _("criticité"),
    "frequency": _("fréquence"),
    "volume_unit": _("unité de volume"),
    "note": _("point d’attention"),
    "siren": _("SIREN"),
    "siret": _("SIRET"),
    "town": _("commune"),
    "trade": _("métier"),
    "entity": _("entité"),
    "email": _("adresse"),
    "phone": _("téléphone"),
    "role": _("rôle"),
    "contact": _("contact"),
    "holder": _("titulaire"),
    "from": _("depuis le"),
    "to": _("jusqu’au"),
    "end_date": _("jusqu’au"),
    "left_date": _("parti le"),
    "before": _("auparavant"),
    "reason": _("motif"),
    "low": _("au moins"),
    "high": _("au plus"),
    "watch": _("marge de vigilance"),
    "source": _("origine"),
    "site": _("site"),
    "version": _("version"),
    "count": _("nombre"),
    "names": _("noms"),
    "codes": _("codes"),
    "list": _("liste"),
    "file": _("fichier"),
    "created": _("créés"),
    "changed": _("modifiés"),
    "added": _("ajoutés"),
    "removed": _("retirés"),
    "rows": _("lignes"),
    "rejected": _("rejetées"),
    "seconds": _("secondes"),
    "text": _("texte du fichier"),
    "kind": _("nature"),
    "start": _("début"),
    "slug": _("adresse courte"),
    "zone": _("fuseau horaire"),
    "recipient": _("destinataire"),
    "day": _("jour de lecture précédent"),
    "what": _("quoi"),
    "more": _("en plus"),
    "known_at": _("connu le"),
    "told_at": _("dit le"),
    "ended_at": _("terminé le"),
    "cause": _("cause"),
    "side": _("de quel côté"),
    "severity": _("gravité"),
    "sites": _("sites touchés"),
    "activity": _("activité"),
    "team": _("équipe"),
    "cost": _("coût"),
    "action": _("action"),
    "owner_seat": _("poste qui la porte"),
    "owner_person": _("personne qui la porte"),
    "due_date": _("à faire pour le"),
    "action_on": _("en place le"),
    "indicator": _("indicateur à vérifier"),
    "periods": _("mois d’observation"),
    "state": _("état"),
    "family": _("famille"),
    "owner": _("suivi par"),
    "contract": _("contrat"),
    "clause": _("clause"),
    "opinion": _("avis"),
    "pages": _("pages"),
    "scans": _("pages numérisées"),
    "unreadable": _("pages illisibles"),
    "reference": _("référence"),
    "provider_written": _("prestataire tel qu’écrit"),
    "firm": _("durée ferme"),
    "renewal": _("reconduction"),
    "renewal_length": _("durée de reconduction"),
    "notice": _("préavis"),
    "renewals": _("reconductions au plus"),
    "notice_counts": _("le préavis se compte"),
    "notice_form": _("forme du préavis"),
    "preparation": _("temps de préparation"),
    "notice_given_date": _("préavis donné le"),
    "amount": _("montant annuel"),
    "tax": _("taxe"),
    "fields": _("champs"),
    "line": _("ligne"),
    "questions": _("questions"),
    "month": _("mois"),
    "order": _("ordre"),
    "alerts_a_week": _("alertes par semaine"),
    "allows_more": _("plus d’une fausse alerte en dix ans"),
    "events": _("événements"),
    "series": _("réunions qui reviennent"),
    "vanished": _("réunions disparues"),
    "answer": _("réponse"),
    "meetings": _("réunions"),
    "bidder": _("candidat"),
    "remark": _("remarque"),
    "statement": _("cahier des charges"),
    "answers": _("réponses changées"),
    "conflict": _("intérêt déclaré"),
    "said": _("lequel"),
    "marks": _("notes changées"),
    "declined": _("écartées"),
    "unasked": _("réponses sans ligne"),
    "yearly_index": _("révision par an"),
    "valid_until": _("valable jusqu’au"),
    "sent_at": _("remise le"),
    "stage": _("étape"),
    "frame": _("contrat cadre"),
    "activities": _("activités"),
    "blockers": _("réserves"),
    "signed_date": _("signé le"),
    "signed_by": _("signé pour nous par"),
    "effect_date": _("prend effet le"),
    "first_date": _("du"),
    "last_date": _("au"),
    "notice_proof": _("preuve du préavis"),
    "answered": _("version répondue"),
}
_ANSWERS: tuple[type[TextChoices], ...] = (
    # First: the site of a value gives way to the level of a unit.
    *(Verdict, Choice, Benefit, Origin),
    *(RitualLevel, OccurrenceState),
    *(Role, UnitKind, Level),
    *(IncidentCause, IncidentSide, IncidentSeverity, IncidentState),
    *(Family, Triage),
    *(ClauseCode, Opinion, Stage),
    *CHOICES.values(),
)
#: Codes that the trail keeps, in words; none of them is a name that somebody would give.
CODES = {code: label for one in _ANSWERS for code, label in one.choices}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ([A-Z]{3})")
_LENGTH = re.compile(r"[0-9]+ (?:month|week|day)s?(?: [0-9]+ (?:week|day)s?){0,2}|indefinite")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*")
#: Marks for the machine, not for a reader.
_UNTOLD = {("calendar.revised", "before"), ("calendar.revised", "after")}
#: Details that are several values, not one before and one after.
_LISTS = frozenset({"names", "codes"})


def sentence(act: str) -> str:
    """An act in words; its name where it has none."""
    return str(ACTS.get(act, act))


def family(act: str) -> str:
    """The family of an act: that of `unit` for `units.created`."""
    name = act.partition(".")[0]
    return _SINGULAR.get(name, name)


def of_family(name: str) -> list[str]:
    return [act for act in ACTS if family(act) == name]


def detail(event: Told) -> str:
    """What an event says beside its act, in one line."""
    told = {name: value for name, value in event.detail.items() if (event.act, name) not in _UNTOLD}
    return _words(told)


def _words(detail: Mapping[str, Any]) -> str:
    parts = []
    for name, value in detail.items():
        label = PARTS.get(name)
        if label is None or value == "":
            continue
        if name in _LISTS:
            value = ", ".join(map(_word, value))
        elif isinstance(value, list) and len(value) == 2:
            before, after = value
            value = f"{_word(before)} → {_word(after)}"
        parts.append(gettext("%(part)s : %(value)s") % {"part": label, "value": _word(value)})
    return " · ".join(parts)


def _word(value: Any) -> str:
    """A value as the trail keeps it, a day as a reader writes it."""
    if value in ("", None):
        return "—"
    if value in CODES:
        return str(CODES[value])
    if isinstance(value, str) and _DAY.fullmatch(value):
        day = date.fromisoformat(value)
        return gettext("l’origine") if day == ORIGIN else formats.day(day)
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        zone = timezone.get_current_timezone_name()
        return formats.instant(formats.parse_instant(value), zone, style="short")
    if isinstance(value, str) and (amount := _AMOUNT.fullmatch(value)):
        return formats.figure(Decimal(amount[1]), figure_words.CURRENCIES.get(amount[2], amount[2]))
    if isinstance(value, str) and _LENGTH.fullmatch(value):
        return sentences.length(parse_open(value))
    return str(value)
