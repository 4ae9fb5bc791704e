"""Why a date of a contract is what it is, one French sentence each, to be checked by counsel."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from timonerie.domains.contracts.rules.lengths import Indefinite, Length
from timonerie.domains.contracts.rules.timelines import Reason, Timeline

#: Which clause each code speaks of: where its page or article may be told.
CLAUSES = {
    "firm": "firm", "open": "firm", "renewed": "renewal_length", "renews": "renewal",
    "renews_openly": "renewal", "renews_assumed": "renewal", "express": "renewal",
    "stops": "renewal", "last_renewal": "renewals", "notice": "notice", "any_time": "notice",
    "shifted": "business_day", "suspended": "suspensions",
}  # fmt: skip


def sentences(found: Timeline, *, sources: Mapping[str, str] | None = None) -> list[str]:
    """What there is to say of a timeline, in order. `sources` tells where a clause was read, by
    name of field: {"notice": "article 7.2, page 3"}."""
    told = [reason(each, source=(sources or {}).get(CLAUSES.get(each.code, ""), ""))
            for each in found.reasons]  # fmt: skip
    return list(dict.fromkeys(told))


def reason(told: Reason, *, source: str = "") -> str:
    """One reason in words, with where its clause was read when that is known."""
    said = _WORDS[told.code](_words(told.params))
    if not source:
        return said
    return _("%(said)s (%(source)s).") % {"said": said.rstrip("."), "source": source}


def day(value: date) -> str:
    """« 31 octobre 2026 », « 1er janvier 2027 »."""
    language = get_language() or "fr"
    text = format_date(value, "d MMMM yyyy", locale=language.replace("-", "_"))
    is_first = language.startswith("fr") and value.day == 1
    return text.replace("1 ", "1er ", 1) if is_first else text


def length(value: Length | Indefinite | None) -> str:
    """« 36 mois », « 90 jours », « 1 mois et 15 jours », « durée indéterminée »."""
    if not isinstance(value, Length):
        return _("durée indéterminée")
    months, weeks, days = value.months, value.weeks, value.days
    parts = [
        ngettext("%(n)s mois", "%(n)s mois", months) % {"n": months} if months else "",
        ngettext("%(n)s semaine", "%(n)s semaines", weeks) % {"n": weeks} if weeks else "",
        ngettext("%(n)s jour", "%(n)s jours", days) % {"n": days} if days or not value else "",
    ]
    return _(" et ").join(part for part in parts if part)


def _words(params: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _word(value) for name, value in params.items()}


def _word(value: Any) -> Any:
    if isinstance(value, date):
        return day(value)
    return length(value) if isinstance(value, Length | Indefinite) else value


def _notice(words: dict[str, Any]) -> str:
    counts = _("lettre envoyée") if words["counts"] == "sent" else _("lettre reçue")
    words = {**words, "counts": counts}
    match words["renewal"]:
        case "tacit" | "":
            return (
                _(
                    "Préavis de %(length)s avant le %(end)s, %(counts)s : dernier jour utile le"
                    " %(day)s."
                )
                % words
            )
        case "express":
            return (
                _(
                    "Préavis de %(length)s : un renouvellement se demande au plus tard le %(day)s,"
                    " %(counts)s."
                )
                % words
            )
    return (
        _(
            "Préavis de %(length)s noté, soit le %(day)s ; ce contrat s’arrête sans qu’il y ait"
            " à le donner."
        )
        % words
    )


def _any_time(words: dict[str, Any]) -> str:
    counts = _("de l’envoi de la lettre") if words["counts"] == "sent" else _("de la lettre reçue")
    return _(
        "Peut être quitté à tout moment, avec un préavis de %(length)s à compter %(counts)s."
    ) % {**words, "counts": counts}


def _renewed(words: dict[str, Any]) -> str:
    return ngettext(
        "Reconduit %(times)s fois : la période en cours va du %(start)s au %(end)s inclus.",
        "Reconduit %(times)s fois : la période en cours va du %(start)s au %(end)s inclus.",
        words["times"],
    ) % words  # fmt: skip


def _suspended(words: dict[str, Any]) -> str:
    return ngettext(
        "%(days)s jour de suspension repousse d’autant la fin, au %(end)s.",
        "%(days)s jours de suspension repoussent d’autant la fin, au %(end)s.",
        words["days"],
    ) % words  # fmt: skip


def _amended(words: dict[str, Any]) -> str:
    names = fields()
    changed = ", ".join(str(names.get(each, each)) for each in words["fields"])
    if not changed:
        return _("L’avenant du %(day)s ne change aucune date.") % words
    return _("L’avenant du %(day)s change : %(changed)s.") % {**words, "changed": changed}


def fields() -> dict[str, str]:
    """The clauses in words, by name of field."""
    return {
        "start": _("date d’effet"),
        "firm": _("durée ferme"),
        "renewal": _("reconduction"),
        "renewal_length": _("durée de reconduction"),
        "renewals": _("nombre de reconductions"),
        "notice": _("préavis"),
        "notice_counts": _("jour qui compte pour le préavis"),
        "preparation": _("temps de préparation"),
        "business_day": _("report à un jour ouvré"),
        "country": _("pays"),
        "subdivision": _("région"),
        "notice_given": _("préavis donné"),
        "suspensions": _("suspensions"),
    }


def _notice_open(words: dict[str, Any]) -> str:
    return _("Préavis donné le %(day)s : avec %(length)s, le contrat s’arrête le %(end)s.") % words


def _missed(words: dict[str, Any]) -> str:
    said = (
        _("Le dernier jour utile, le %(day)s, est passé : le contrat sera reconduit le %(start)s.")
        % words
    )
    if words["next"] is None:
        return said
    return said + " " + _("Prochain dernier jour utile : le %(next)s.") % words


#: A sentence by code; each is asked for when it is said, in the language of that moment.
_WORDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "upcoming": lambda words: _("Le contrat prend effet le %(start)s.") % words,
    "firm": lambda words: _("Durée ferme de %(length)s : du %(start)s au %(end)s inclus.") % words,
    "open": lambda words: _("Sans terme depuis le %(start)s : durée indéterminée.") % words,
    "renewed": _renewed,
    "renewed_openly": lambda words: _("Reconduit sans terme depuis le %(start)s.") % words,
    "suspended": _suspended,
    "cut": lambda words: _("Un avenant remplace cette période après le %(end)s.") % words,
    "amended": _amended,
    "renews": lambda words: (
        _("Sans préavis, reconduction tacite le %(start)s pour %(length)s.") % words
    ),
    "renews_openly": lambda words: (
        _("Sans préavis, reconduction tacite le %(start)s pour une durée indéterminée.") % words
    ),
    "renews_assumed": lambda words: (
        _(
            "Reconduction tacite le %(start)s : sa durée n’est pas écrite. Comptée ici comme la"
            " durée ferme, %(length)s, par prudence ; la loi la dit indéterminée (code civil,"
            " art. 1214 et 1215), à faire valider par un conseil."
        )
        % words
    ),
    "express": lambda words: (
        _("Reconduction expresse : sans accord des deux parties, le contrat s’arrête le %(end)s.")
        % words
    ),
    "stops": lambda words: (
        _("Sans reconduction : le contrat s’arrête le %(end)s (code civil, art. 1212).") % words
    ),
    "last_renewal": lambda words: (
        _("Toutes les reconductions prévues sont faites : le contrat s’arrête le %(end)s.") % words
    ),
    "renewal_unknown": lambda words: (
        _("Rien n’est dit de la suite : après le %(end)s, reconduit ou non ?") % words
    ),
    "notice": _notice,
    "notice_missing": lambda words: _("Préavis inconnu : aucun dernier jour utile à donner."),
    "any_time": _any_time,
    "shifted": lambda words: (
        _("Le %(plain)s n’est pas ouvré : le dernier jour utile est avancé au %(day)s.") % words
    ),
    "missed": _missed,
    "decide": lambda words: (
        _("À décider au plus tard le %(day)s : %(length)s pour se préparer.") % words
    ),
    "decide_passed": lambda words: _("Cette date de décision, le %(day)s, est passée.") % words,
    "notice_given": lambda words: (
        _("Préavis donné le %(day)s, à temps : le contrat s’arrête le %(end)s.") % words
    ),
    "notice_late": lambda words: (
        _(
            "Préavis donné le %(day)s, trop tard pour le %(missed)s (dernier jour utile le"
            " %(last_day)s) : il vaut pour le %(end)s."
        )
        % words
    ),
    "notice_open": _notice_open,
    "notice_unknown": lambda words: (
        _("Préavis donné le %(day)s : sa durée n’est pas connue, la fin non plus.") % words
    ),
    "notice_planned": lambda words: (
        _("Un préavis daté du %(day)s est noté : il ne compte qu’à partir de ce jour.") % words
    ),
    "ended": lambda words: _("Le contrat s’est arrêté le %(end)s.") % words,
    "unknown": lambda words: (
        _("La durée connue a pris fin le %(end)s : le contrat a-t-il été reconduit ?") % words
    ),
}
