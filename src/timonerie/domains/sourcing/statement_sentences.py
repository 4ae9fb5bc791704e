"""What a statement of work lacks, and what changed in it, in the words of a director."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.rules.statements import wording
from timonerie.domains.sourcing.rules.statements.diffing import ChangeKind
from timonerie.domains.sourcing.rules.statements.gaps import Gap, Severity
from timonerie.domains.sourcing.rules.statements.shapes import SECTIONS


def gap(lacking: Gap) -> str:
    """« « régulièrement » : rien à vérifier. Fixez la cadence… »"""
    if lacking.code.startswith("value_"):
        return value_fault(lacking.code.removeprefix("value_"), field=lacking.found)
    return _GAPS[lacking.code](_words(lacking))


def severity(level: Severity) -> str:
    return {
        Severity.BLOCKS: _("à combler, ou à justifier"),
        Severity.MEND: _("à corriger"),
        Severity.HINT: _("conseil"),
    }[level]


def change_kind(kind: ChangeKind) -> str:
    return {
        ChangeKind.ADDED: _("ajoutée"),
        ChangeKind.REMOVED: _("retirée"),
        ChangeKind.MOVED: _("déplacée"),
        ChangeKind.CHANGED: _("modifiée"),
    }[kind]


def value_fault(code: str, *, field: str) -> str:
    """What is wrong with a value; `field` is its path, « bands.1.to »."""
    return _FAULTS[code](field_name(field))


def field_name(path: str) -> str:
    """A value in words, by its name or its path; the name itself when it is none of ours."""
    parts = path.split(".")
    names = _fields()
    known = [names[part] for part in parts if part in names]
    return known[-1] if known else path


def topic(code: str) -> str:
    """A topic of article 28 of the GDPR."""
    return {
        "processing": _("objet, durée, nature, finalité, données et personnes"),
        "instructions": _("instructions écrites"),
        "confidentiality": _("confidentialité des personnes"),
        "subprocessors": _("sous-traitants du prestataire"),
        "transfers": _("lieu des données et transferts hors de l’Union européenne"),
        "assistance": _("aide pour répondre aux personnes"),
        "breach": _("alerte en cas de violation"),
        "fate": _("sort des données à la fin"),
        "audit": _("audit et preuves"),
    }.get(code, code)


def _words(lacking: Gap) -> dict[str, str]:
    found = lacking.found
    if lacking.code == "privacy_topic_missing":
        found = topic(found)
    elif lacking.code == "blank_left":
        found = wording.question(found)
    elif lacking.code == "kind_elsewhere":
        found = str(LineKind(found).label)
    return {
        "found": found,
        "section": SECTIONS[lacking.section - 1].title,
        "help": SECTIONS[lacking.section - 1].help,
        "remedy": _remedy(lacking),
    }


def _remedy(lacking: Gap) -> str:
    words = {"vague_word": wording.vague, "hours_tracked": wording.hours}
    if lacking.code not in words:
        return ""
    found = wording.find(lacking.found, words[lacking.code]())
    return found[0].word.remedy if found else ""


def _fields() -> Mapping[str, str]:
    return {
        "accountable": _("poste responsable"), "unit": _("unité"), "per": _("par mois ou par an"),
        "low": _("volume bas"), "expected": _("volume attendu"), "high": _("volume haut"),
        "bands": _("plages"), "from": _("début de plage"), "to": _("fin de plage"),
        "unit_price_factor": _("coefficient de prix"), "seasonality": _("saisonnalité"),
        "side": _("qui le doit"), "when": _("date"), "day": _("jour"), "of": _("mois ou événement"),
        "hour": _("heure"), "who": _("qui"), "format": _("format"),
        "acceptance": _("critère d’acceptation"), "metric": _("mesure"), "target": _("cible"),
        "at_least": _("au moins ou au plus"), "period": _("période"),
        "window": _("heures et jours comptés"), "exclusions": _("exclusions"),
        "stop_clock": _("arrêt du compteur"), "cap": _("plafond"),
        "measured": _("mesuré aujourd’hui"), "formula": _("formule"), "cadence": _("cadence"),
        "grace_days": _("jours de grâce"), "content": _("contenu"),
        "measure": _("mesure de sécurité"),
        "proof": _("preuve"), "date": _("date de la preuve"), "topics": _("sujets de l’article 28"),
        "data": _("données"), "people": _("personnes"), "purpose": _("finalité"),
        "retention": _("conservation"), "location": _("lieu"), "role": _("rôle"),
        "is_accountable": _("répond de la prestation"), "deputy": _("suppléant"),
        "notice_days": _("préavis en jours"), "gate": _("ce qui ouvre la suite"),
        "criteria": _("critères de passage"), "weeks": _("semaines"),
        "parallel_months": _("mois en double"), "delay_days": _("délai en jours"),
        "price": _("prix"), "volume_key": _("volume"), "recurrence": _("récurrence"),
        "weight": _("poids"), "question": _("question"), "kind": _("nature"),
        "activity": _("activité"), "origin": _("origine"),
    }  # fmt: skip


_FAULTS: Mapping[str, Callable[[str], str]] = {
    "unknown_field": lambda name: _("« %s » n’a pas sa place sur cette ligne.") % name,
    "not_a_choice": lambda name: _("« %s » : choisissez une valeur de la liste.") % name,
    "not_a_text": lambda name: _("« %s » attend des mots.") % name,
    "too_long": lambda name: _("« %s » est trop long : 2 000 signes au plus.") % name,
    "bad_hour": lambda name: _("« %s » attend une heure, comme 09:30.") % name,
    "out_of_range": lambda name: _("« %s » est hors des limites.") % name,
    "not_a_number": lambda name: _("« %s » attend un nombre.") % name,
    "not_whole": lambda name: _("« %s » attend un nombre entier.") % name,
    "not_yes_or_no": lambda name: _("« %s » attend oui ou non.") % name,
    "missing": lambda name: _("« %s » manque.") % name,
    "not_twelve": lambda name: _("« %s » attend douze poids, de janvier à décembre.") % name,
    "too_many": lambda name: _("« %s » : cinquante au plus.") % name,
    "not_of_this_shape": lambda name: (
        _("« %s » n’est pas lisible : saisissez-le à nouveau.") % name
    ),
    "not_json": lambda name: _("Les valeurs de cette ligne ne sont pas lisibles."),
    "volume_order": lambda name: _("Rangez les volumes : le bas, puis l’attendu, puis le haut."),
    "band_gap": lambda name: _("Deux plages se suivent : la fin de l’une est le début de l’autre."),
    "band_order": lambda name: _("Une plage finit plus haut qu’elle ne commence."),
}

_GAPS: Mapping[str, Callable[[dict[str, str]], str]] = {
    "section_empty": lambda w: _("Rien dans « %(section)s ». %(help)s") % w,
    "line_untitled": lambda w: _("Cette ligne n’a pas de titre."),
    "kind_elsewhere": lambda w: _("« %(found)s » n’a pas sa place dans « %(section)s ».") % w,
    "key_twice": lambda w: _("Cette ligne est là deux fois : retirez-en une."),
    "blank_left": lambda w: _("Il reste à compléter : %(found)s") % w,
    "vague_word": lambda w: _("« %(found)s » : personne ne pourra le vérifier. %(remedy)s") % w,
    "hours_tracked": lambda w: _("« %(found)s » : %(remedy)s") % w,
    "accountable_missing": lambda w: _(
        "Aucun poste de l’entreprise ne répond de cette activité : nommez-en un."
    ),
    "accountable_several": lambda w: _(
        "Plusieurs responsables pour « %(found)s » : gardez-en un seul."
    ) % w,
    "activity_unheld": lambda w: _(
        "Cette activité est confiée sans livrable ni niveau de service : ajoutez l’un ou l’autre."
    ),
    "no_exclusion": lambda w: _("Rien n’est exclu : dites ce que le prestataire ne fait pas."),
    "no_reversibility": lambda w: _(
        "Aucune réversibilité : dites en combien de jours et sous quel format tout vous revient."
    ),
    "volume_without_unit": lambda w: _("Ce volume n’a pas d’unité."),
    "volume_without_per": lambda w: _("Ce volume est-il par mois ou par an ?"),
    "volume_without_figures": lambda w: _("Ce volume n’a pas de chiffre attendu."),
    "volume_without_bands": lambda w: _(
        "Ce volume n’a pas de plages : un écart deviendra une discussion de prix."
    ),
    "input_without_side": lambda w: _("Qui doit cette entrée : nous ou le prestataire ?"),
    "input_without_date": lambda w: _("Cette entrée n’a pas de date."),
    "deliverable_without_date": lambda w: _("Ce livrable n’a pas de date."),
    "deliverable_without_acceptance": lambda w: _(
        "Rien ne dit quand ce livrable est accepté : écrivez ce que vous vérifierez."
    ),
    "level_without_metric": lambda w: _(
        "Ce niveau ne pourra pas être mesuré : choisissez l’indicateur qui le suit."
    ),
    "level_metric_unknown": lambda w: _("L’indicateur « %(found)s » n’existe pas.") % w,
    "level_unit_differs": lambda w: _(
        "L’unité de ce niveau n’est pas celle de son indicateur : choisissez-en une autre."
    ),
    "level_without_target": lambda w: _("Ce niveau n’a pas de cible."),
    "level_without_unit": lambda w: _("La cible de ce niveau n’a pas d’unité."),
    "level_without_direction": lambda w: _("La cible de ce niveau : au moins, ou au plus ?"),
    "level_without_period": lambda w: _("Sur quelle période ce niveau est-il jugé ?"),
    "level_without_window": lambda w: _(
        "Quelles heures et quels jours comptent pour ce niveau ?"
    ),
    "level_unmeasured": lambda w: _(
        "Cette cible est promise sans le chiffre d’aujourd’hui, que vos fichiers donnent déjà."
    ),
    "indicator_without_formula": lambda w: _("Cet indicateur n’a pas de formule."),
    "indicator_without_unit": lambda w: _("Cet indicateur n’a pas d’unité."),
    "indicator_without_period": lambda w: _("Cet indicateur n’a pas de période."),
    "report_without_cadence": lambda w: _("À quelle cadence ce rapport est-il dû ?"),
    "report_without_day": lambda w: _("Ce rapport n’a pas de jour : un silence passera inaperçu."),
    "report_without_content": lambda w: _("Que contient ce rapport ?"),
    "governance_without_cadence": lambda w: _("Cette réunion n’a pas de cadence."),
    "governance_without_people": lambda w: _("Qui vient à cette réunion ?"),
    "security_without_proof": lambda w: _(
        "Des données personnelles sont confiées : dites la preuve attendue de cette mesure."
    ),
    "privacy_topic_missing": lambda w: _(
        "Article 28 du RGPD, à faire valider par un conseil : il manque « %(found)s »."
    ) % w,
    "team_without_side": lambda w: _("Ce rôle est-il chez nous ou chez le prestataire ?"),
    "transition_without_criteria": lambda w: _(
        "Rien ne dit quand cette étape est franchie : écrivez ses critères."
    ),
    "transition_without_length": lambda w: _(
        "Combien de semaines dure cette étape, ou combien de mois en double ?"
    ),
    "reversibility_without_delay": lambda w: _("En combien de jours cela vous revient-il ?"),
    "reversibility_without_format": lambda w: _("Sous quel format cela vous revient-il ?"),
    "reversibility_without_price": lambda w: _("À quel prix cela vous revient-il ?"),
    "price_without_unit": lambda w: _("Ce prix n’a pas d’unité."),
    "price_without_recurrence": lambda w: _(
        "Ce prix se paie-t-il à l’unité, au mois ou une fois ?"
    ),
    "price_without_volume": lambda w: _(
        "Ce prix à l’unité ne dit pas le volume qu’il multiplie."
    ),
    "price_volume_unknown": lambda w: _("Le volume que ce prix multiplie n’est plus là."),
    "criteria_not_100": lambda w: _(
        "Les critères pèsent %(found)s points : il en faut cent."
    ) % w,
    "criterion_without_question": lambda w: _("Quelle question posez-vous pour ce critère ?"),
    "presence_in_hours": lambda w: _(
        "Une présence se compte en jours, jamais en « %(found)s » : à faire valider par un conseil."
    ) % w,
    "mission_without_deputy": lambda w: _("La mission n’a pas de suppléant : nommez-le."),
}  # fmt: skip
