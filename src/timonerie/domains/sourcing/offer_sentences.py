"""What there is to say of offers, in French sentences: gaps, ranks, what would change them, faults.

`names` gives the words of keys (offers, criteria, lines); a key without words is shown as it is.
"""

from collections.abc import Callable, Mapping

from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.rules.offers.comparisons import (
    PRICE,
    Comparison,
    Flip,
    Gap,
    Standing,
)
from timonerie.domains.sourcing.rules.offers.faults import OfferFault
from timonerie.domains.sourcing.rules.offers.marks import Averaged
from timonerie.domains.sourcing.rules.offers.totals import Total
from timonerie.domains.sourcing.rules.offers.volumes import Scenario

Names = Mapping[str, str]


def state(standing: Standing) -> str:
    """A few words: « 72,4 sur 100 », « à noter », « exclue »."""
    match standing.state:
        case "excluded":
            return _("exclue")
        case "to_mark":
            return _("à noter")
        case "to_price":
            return _("à chiffrer")
    return _("%(score)s sur 100") % {"score": _decimal(standing.score or 0.0)}


def reasons(standing: Standing, names: Names) -> list[str]:
    """Why an offer is excluded, and what is not known of it yet."""
    excluded = [
        _("Exclue : « %(line)s » est éliminatoire, et l’offre n’est pas conforme.")
        % {"line": _name(names, line)}
        for line in standing.excluded_by
    ]
    return [*excluded, *(gap(each, names) for each in standing.gaps)]


def gap(told: Gap, names: Names) -> str:
    words = {
        "unmarked": _("« %(name)s » : à noter."),
        "unanswered": _("« %(name)s » est éliminatoire : l’offre n’y répond pas."),
        "recurrence": _("« %(name)s » : l’offre ne dit pas comment le prix est payé."),
        "price": _("« %(name)s » : l’offre ne donne pas de prix."),
        "volume": _("« %(name)s » : volume à donner."),
        "beyond": _("« %(name)s » : le volume dépasse la dernière tranche de prix."),
        "transition": _("Transition : l’offre ne dit pas ce qu’elle coûte."),
        "exit": _("Sortie : l’offre ne dit pas ce qu’elle coûte."),
    }
    return words[told.code] % {"name": _name(names, told.key)}


def total(found: Total, names: Names) -> str:
    """What keeps a total from being one; empty when it is complete."""
    if found.is_complete:
        return ""
    whole = {"transition": _("transition"), "exit": _("sortie")}
    told = (whole.get(each.code) or _name(names, each.key) for each in found.missing)
    return _("Total incomplet, sans : %(names)s.") % {"names": ", ".join(told)}


def left_out(averaged: Averaged) -> str:
    """Empty when every mark counts."""
    count = len(averaged.left_out)
    if not count:
        return ""
    said = ngettext(
        "%(n)s note montrée sans compter : conflit d’intérêts déclaré, ou rien de déclaré.",
        "%(n)s notes montrées sans compter : conflit d’intérêts déclaré, ou rien de déclaré.",
        count,
    )
    return said % {"n": count}


def sentences(found: Comparison, names: Names) -> list[str]:
    """All there is to say of a comparison, the most important first."""
    return [
        *_first(found, names),
        *([_provisional()] if found.is_provisional else []),
        *(_volumes(found, scenario, names) for scenario in found.changed_by_volumes),
        *(share(key, part, names) for key, part in found.shares.items() if part > 0),
        *(flip(each, names) for each in found.flips[:1]),
        *(_dominance(pair, names) for pair in found.dominances),
    ]


def share(offer: str, part: float, names: Names) -> str:
    """Never « 100 % » for what is only nearly all of them."""
    words = {
        "offer": _name(names, offer),
        "percent": format_percent(min(max(part, 0.01), 0.99), format="0 %", locale=_locale()),
    }
    if part == 1:
        return _("« %(offer)s » est en tête sous toutes les pondérations plausibles.") % words
    if part < 0.01:
        said = _("« %(offer)s » est en tête sous moins de %(percent)s des pondérations plausibles.")
    elif part > 0.99:
        said = _("« %(offer)s » est en tête sous plus de %(percent)s des pondérations plausibles.")
    else:
        said = _("« %(offer)s » est en tête sous %(percent)s des pondérations plausibles.")
    return said % words


def flip(told: Flip, names: Names) -> str:
    """« En deçà de 33,2 % pour « Prix » (40,0 % aujourd’hui), « Béta » passerait en tête. »"""
    words = {
        "key": _name(names, told.key),
        "chosen": _percent(told.chosen),
        "turning": _percent(told.turning),
        "winner": _name(names, told.winner),
    }
    if told.turning > told.chosen:
        said = _(
            "Au-delà de %(turning)s pour « %(key)s » (%(chosen)s aujourd’hui), « %(winner)s »"
            " passerait en tête."
        )
    else:
        said = _(
            "En deçà de %(turning)s pour « %(key)s » (%(chosen)s aujourd’hui), « %(winner)s »"
            " passerait en tête."
        )
    return said % words


def price_formula() -> str:
    return _(
        "Note du prix : total le plus bas ÷ total de l’offre × 100. C’est la méthode dite classique"
        " des marchés publics, un usage et non une obligation."
    )


def fault(told: OfferFault, names: Names) -> str:
    """What keeps a computation from being made, with what to do where it is not plain."""
    words = {name: _param(value, names) for name, value in told.params.items()}
    return _faults()[told.code]() % words


def _first(found: Comparison, names: Names) -> list[str]:
    first = found.first()
    if not first and all(each.state == "excluded" for each in found.standings):
        return [_("Toutes les offres sont exclues par une ligne éliminatoire : pas de classement.")]
    if not first:
        return [_("Aucune offre n’est complète : pas de classement encore.")]
    told = _listed(first, names)
    if len(first) > 1:
        return [_("À égalité en tête : %(offers)s.") % {"offers": told}]
    return [_("En tête sous les volumes attendus : %(offers)s.") % {"offers": told}]


def _provisional() -> str:
    return _("Classement provisoire : des offres sont encore à noter ou à chiffrer.")


def _volumes(found: Comparison, scenario: Scenario, names: Names) -> str:
    first = found.first(scenario)
    words = {"offers": _listed(first, names)}
    if first == found.first():
        if scenario == "low":
            return _("Sous des volumes bas, l’ordre change derrière la première.")
        return _("Sous des volumes hauts, l’ordre change derrière la première.")
    if scenario == "low":
        return _("Sous des volumes bas, le classement change : en tête, %(offers)s.") % words
    return _("Sous des volumes hauts, le classement change : en tête, %(offers)s.") % words


def _dominance(pair: tuple[str, str], names: Names) -> str:
    said = _(
        "« %(better)s » fait aussi bien ou mieux que « %(worse)s » partout, sans coûter plus sous"
        " aucun volume."
    )
    return said % {"better": _name(names, pair[0]), "worse": _name(names, pair[1])}


def _faults() -> dict[str, Callable[[], str]]:
    return {
        "number": lambda: _("« %(text)s » n’est pas un nombre."),
        "negative_units": lambda: _("Un volume ne peut pas être négatif."),
        "volume_order": lambda: _(
            "Donnez un volume bas, attendu et haut dans cet ordre, sans valeur négative."
        ),
        "seasonality": lambda: _(
            "La saisonnalité demande douze poids, de janvier à décembre, dont un au moins positif."
        ),
        "unit_price": lambda: _(
            "Une tranche donne un coefficient : donnez le prix unitaire auquel il s’applique."
        ),
        "minimum": lambda: _("Un minimum facturé ne peut pas être négatif."),
        "months": lambda: _("La durée compte au moins un mois."),
        "first_month": lambda: _("Le premier mois va de janvier à décembre."),
        "index": lambda: _("L’indexation annuelle est un pourcentage supérieur à −100 %%."),
        "currencies": lambda: _(
            "Plusieurs devises (%(currencies)s) : demandez les prix dans une seule."
        ),
        "terms": lambda: _("Les totaux portent sur des durées différentes (en mois : %(months)s)."),
        "negative_total": lambda: _("Le total de « %(offer)s » est négatif : vérifiez ses prix."),
        "twice": lambda: _("« %(key)s » figure deux fois."),
        "mark": lambda: _("« %(value)s » n’est pas une note : de 0 à 4, sans décimale."),
        "weights": lambda: _("Donnez au moins un poids positif, et aucun négatif."),
        "reserved": lambda: _("Un critère ne peut pas porter le nom du prix."),
        **_band_faults(),
    }


def _band_faults() -> dict[str, Callable[[], str]]:
    return {
        "band_start": lambda: _("La tranche %(rank)s doit partir de zéro."),
        "band_gap": lambda: _("Entre la tranche %(rank)s et la précédente, des unités sans prix."),
        "band_overlap": lambda: _("La tranche %(rank)s recouvre la précédente."),
        "band_empty": lambda: _("La tranche %(rank)s ne contient aucune unité."),
        "band_after_open": lambda: _("La tranche %(rank)s suit une tranche sans fin."),
        "band_price": lambda: _(
            "La tranche %(rank)s demande un prix ou un coefficient, l’un des deux."
        ),
        "band_beyond": lambda: _("Le volume dépasse la tranche %(rank)s, qui est la dernière."),
    }


def _param(value: object, names: Names) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    return _name(names, value) if isinstance(value, str) else str(value)


def _name(names: Names, key: str) -> str:
    return names.get(key) or (_("Prix") if key == PRICE else key)


def _listed(keys: tuple[str, ...], names: Names) -> str:
    return ", ".join(_("« %(name)s »") % {"name": _name(names, key)} for key in keys)


def _decimal(value: float) -> str:
    return format_decimal(round(value, 1), format="0.0", locale=_locale())


def _percent(value: float) -> str:
    return format_percent(value, format="0.0 %", locale=_locale())


def _locale() -> str:
    return (get_language() or "fr").replace("-", "_")
