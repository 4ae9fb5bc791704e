"""A standing fact in words: what is there, at whose, since when. `{seen}` is how many, or by how
much; the sentence says what to do of it where there is one thing to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timonerie.domains.signals.enums import Family


@dataclass(frozen=True)
class Words:
    """`title` in a few words, `sentence` whole; `unit` is that of what was seen."""

    title: Promise
    sentence: Promise
    unit: str = "count"


WORDS: Final[Mapping[str, Words]] = {
    Family.CONCENTRATION: Words(
        _("%(seen)s activités vitales chez le même prestataire"),
        _(
            "%(where)s sert %(seen)s activités vitales depuis %(since)s au moins : s’il"
            " s’arrête, elles s’arrêtent ensemble."
        ),
    ),
    Family.DECISION_NEAR: Words(
        _("Un contrat à décider bientôt"),
        _(
            "%(where)s : la date de décision d’un contrat approche depuis %(since)s (contrats"
            " concernés : %(seen)s). Sans décision, les termes s’appliquent d’eux-mêmes."
        ),
    ),
    Family.LATE_DUTY: Words(
        _("Pièces légales en retard : %(seen)s"),
        _(
            "%(where)s : %(seen)s pièces légales manquent ou sont échues depuis %(since)s."
            " Relancez-le, puis écrivez ; à faire valider par un conseil."
        ),
    ),
    Family.UNDECLARED: Words(
        _("Sous-traitant non déclaré"),
        _(
            "%(where)s : sous-traitants découverts et non déclarés depuis %(since)s : %(seen)s."
            " Demandez-lui une déclaration ; à faire valider par un conseil."
        ),
    ),
    Family.DEPARTURES: Words(
        _("Des interlocuteurs quittent le dossier"),
        _(
            "%(where)s : sur un an, départs de personnes désignées : %(seen)s ; au-delà de ce qui"
            " est prévu depuis %(since)s. Demandez le plan de passation."
        ),
    ),
    Family.PRICE_DRIFT: Words(
        _("Un prix monte plus que sa clause"),
        _(
            "%(where)s : le prix demandé dépasse de %(seen)s ce que donne la clause de révision,"
            " depuis %(since)s."
        ),
        "ratio",
    ),
    Family.SILENT_SITE: Words(
        _("Un site ne dit plus rien depuis %(seen)s jours"),
        _(
            "%(where)s : aucun flash depuis %(seen)s jours, silence constaté depuis %(since)s."
            " Appelez le site : le silence n’est pas une bonne nouvelle."
        ),
    ),
    Family.OFF_CONTRACT: Words(
        _("Facturé au-delà du contrat"),
        _(
            "%(where)s : sur douze mois, les écritures dépassent de %(seen)s ce que prévoient ses"
            " contrats, depuis %(since)s."
        ),
        "ratio",
    ),
    Family.PUT_OFF: Words(
        _("Engagement repoussé deux fois"),
        _(
            "%(where)s : engagements repoussés deux fois ou plus et toujours en cours depuis"
            " %(since)s : %(seen)s. Reprenez-les à la prochaine réunion."
        ),
    ),
    Family.LATE_REPORT: Words(
        _("Rapports en retard : %(seen)s"),
        _(
            "%(where)s : rapports attendus et pas venus, délai de grâce passé : %(seen)s, depuis"
            " %(since)s. Relancez-le, puis appelez."
        ),
    ),
    Family.REPEATED_LATE: Words(
        _("Des rapports en retard à répétition"),
        _(
            "%(where)s : %(seen)s des trois derniers rapports d’une même ligne sont venus en retard"
            " ou ne sont pas venus, depuis %(since)s. Un point de recadrage s’impose."
        ),
    ),
    Family.POOR_REPORT: Words(
        _("Un rapport incomplet ou recopié"),
        _(
            "%(where)s : derniers rapports avec plus d’un dixième de champs vides, ou le"
            " commentaire du mois d’avant : %(seen)s, depuis %(since)s. Demandez un complément."
        ),
    ),
    Family.FIGURES_REVISED: Words(
        _("Chiffres corrigés après coup : %(seen)s"),
        _(
            "%(where)s : chiffres de rapports changés après leur remise, sur trois mois : %(seen)s,"
            " depuis %(since)s. Contrôlez par sondage."
        ),
    ),
}
