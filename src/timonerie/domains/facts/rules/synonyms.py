"""Names that columns bear in the files of the trade, in French and in English.

Each is a set of words: a name fits when it holds them all, and the longer the set, the surer the
guess. The lists come from the exports of ticketing, accounting, payroll and logistics software.
"""

import re
import unicodedata

from timonerie.domains.facts.enums import Field

_NAMES: dict[Field, str] = {
    Field.CASE: (
        "case concept name / case id / case enquiry id / numero dossier / num dossier / no "
        "dossier / dossier / ref dossier / numero ticket / ticket id / ticket number / ticket / "
        "incident number / incident / numero demande / demande / request id / reference / ref / "
        "number / numero / numero piece / numero facture / invoice number / id / identifiant / "
        "case / key / cle / sr"
    ),
    Field.EVENT: (
        "time timestamp / timestamp / sys updated at / updated at / updated / last modified / "
        "modified / date evenement / event time / event date / horodatage / date maj / modifie "
        "le / mis a jour"
    ),
    Field.RECEIVED: (
        "received / received at / date reception / reception / recu le / recu / opened at / "
        "opened / open dt / open date / date ouverture / ouvert le / ouverture / created at / "
        "created / creation / date creation / cree le / submitted / date demande / date depot / "
        "deposit / arrivee / date facture / invoice date / entry date"
    ),
    Field.STARTED: (
        "started / started at / start / debut / date debut / debut traitement / pris en charge "
        "/ prise en charge / assigned at / first response / acknowledged / commence le"
    ),
    Field.DELIVERED: (
        "delivered / delivered at / delivery date / livre le / livraison / date livraison / "
        "remis le / date remise / rendu le / sent / envoye le / date envoi / closed at / "
        "cloture / cloture le / date cloture"
    ),
    Field.RESOLVED: (
        "resolved / resolved at / resolution / date resolution / resolu le / closed dt / closed "
        "/ close date / closed date / termine le / date fin / fin traitement / fin / completed "
        "/ completed at / done / traite le / ferme le / date fermeture / end / finished / paid "
        "/ paye le / date paiement"
    ),
    Field.DUE: (
        "due / due at / due date / target / target dt / target date / deadline / echeance / "
        "date echeance / date limite / limite / attendu le / prevu le / date prevue / expected "
        "/ promis"
    ),
    Field.SITE: (
        "site / location / lieu / agence / etablissement / magasin / boutique / usine / "
        "entrepot / depot / branch / store / plant / neighborhood / neighbourhood / quartier / "
        "ville / city / region / organization country / country / pays / unite"
    ),
    Field.PROVIDER: (
        "provider / prestataire / fournisseur / supplier / vendor / sous traitant / department "
        "/ societe prestataire / intervenant"
    ),
    Field.TEAM: (
        "team / equipe / assignment group / groupe affectation / group / groupe / queue / file "
        "/ service / organization involved / org group / pole / cellule"
    ),
    Field.ACTIVITY: (
        "activity / activite / category / categorie / type / type demande / nature / motif / "
        "prestation / subject / objet / domaine / product / produit / reason / rubrique"
    ),
    Field.QUANTITY: (
        "quantity / quantite / qte / qty / volume / nombre / nb / count / heures / hours"
    ),
    Field.AMOUNT: (
        "amount / montant / montant ttc / montant ht / prix / price / cost / cout / total / "
        "total ttc / total ht / valeur"
    ),
    Field.CURRENCY: "currency / devise / monnaie",
    Field.ERROR: (
        "error / erreur / anomalie / non conformite / defect / defaut / is error / has error"
    ),
    Field.CAUSE: (
        "cause / responsible party / responsabilite / imputation / imputable / origine / fault"
    ),
    Field.REWORK: (
        "rework / reprise / reprises / reassignment count / reassignments / corrections / "
        "retours / nb reprises / iterations"
    ),
    Field.REOPENED: (
        "reopened / reopen / reopen count / reouvert / rouvert / reouverture / reouvertures / "
        "nb reouvertures"
    ),
    Field.ON_TIME: (
        "ontime / on time / made sla / sla met / sla / in sla / respect delai / delai respecte "
        "/ tenu / delai tenu / dans les delais / a temps / sla respecte / within sla / respecte"
    ),
}

SYNONYMS: dict[Field, tuple[frozenset[str], ...]] = {
    field: tuple(frozenset(name.split()) for name in names.split(" / "))
    for field, names in _NAMES.items()
}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SMALL = frozenset({"de", "du", "des", "la", "le", "les", "d", "l", "of", "the", "par", "by", "u"})


def words_of(name: str) -> frozenset[str]:
    """The words of a column's name, without accents, case nor small words."""
    plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", name))
    text = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return frozenset(text.lower().split()) - _SMALL


def likeness(name: str, field: Field) -> float:
    """How much a column's name says a field: 0 not at all, 1 exactly."""
    words = words_of(name)
    best = 0.0
    for synonym in SYNONYMS[field]:
        needed = synonym - _SMALL
        if needed and needed <= words:
            best = max(best, len(needed) / len(words) * (1 if len(words) < 4 else 0.9))
    return best
