"""Terms of a contract that its text seems to give: proposals with their extract, for somebody to
confirm. What can be read in two ways is not proposed."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from timonerie.domains.contracts.rules.lengths import Length, LengthError, number_of
from timonerie.domains.contracts.rules.papers.catalogue import Clause
from timonerie.domains.contracts.rules.papers.findings import Finding
from timonerie.domains.contracts.rules.papers.pages import Page, folded

FIELDS = (
    *("start_date", "firm", "renewal", "renewal_length", "renewals"),
    *("notice", "notice_counts", "notice_form"),
)


@dataclass(frozen=True)
class Proposal:
    """A value as the contract keeps it, in text (a date is ISO, a length « 36 months »), and the
    piece of a page that gives it: `extract` is `text[start:end]`, letter for letter."""

    field: str
    value: str
    page: int
    start: int
    end: int
    extract: str


_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
    "octobre", "novembre", "decembre",
)  # fmt: skip
_DATE = (
    r"(?P<day>\d{1,2})(?:er)?[ ./-](?P<month>"
    + "|".join(_MONTHS)
    + r"|\d{1,2})[ ./-](?P<year>\d{4})"
)
_COUNT = r"(?P<words>[a-z]+(?:-[a-z]+){0,3}|\d{1,3})(?: ?\((?P<figures>\d{1,3})\))?"
_LENGTH = _COUNT + r" ?(?P<unit>ans?|annees?|mois|trimestres?|semaines?|jours?)\b"
_OPENS = r"(?:effet|vigueur|commence|debute|demarre|compter|partir|dater|date d'effet)"

_START = re.compile(_OPENS + r"[^.;]{0,40}?\b(?:du|le|au|:)\s?" + _DATE)
_FIRM = re.compile(
    r"(?:(?:duree|periode|engagement|conclue?|souscrite?|signee?|loue) (?:[\w']+ ){0,6}?"
    r"|duree\s?:\s?)"
    r"(?:(?:de|d\W|pour|a)\s?)?" + _LENGTH
)
_PER_PERIOD = re.compile(
    r"(?:par|pour) (?:des |une |de nouvelles )?periodes?(?: [\w']+){0,2}? (?:de |d')" + _LENGTH
)
_EACH_YEAR = re.compile(
    r"d.annee en annee|d.exercice en exercice|par annee entiere|(?:pour |d\W)un an\b"
)
_RENEWS = re.compile(r"renouvel|recondu|prorog|prolong|repart|se poursuit")
_SAME = re.compile(r"meme duree|duree identique|periodes? identiques?")
_NOTICE = re.compile(
    r"(?:pre ?avis|prevenance) (?:[\w']+ ){0,4}?(?:de |d')?"
    + _LENGTH
    + r"|"
    + re.sub(r"\(\?P<(\w+)>", r"(?P<\1_b>", _LENGTH)
    + r" (?:[\w']+ ){0,4}?(?:avant|a l'avance)"
)
_NONE = re.compile(
    r"(?:sans|aucune?|exclu\w{1,4}|ni) (?:possibilite de |toute )?(?:tacite )?"
    r"(?:reconduction|renouvellement)(?: tacite)?"
    r"|pas (?:susceptible de (?:tacite )?|etre |tacitement )?"
    r"(?:reconduction|reconduite?|renouvelee?|renouvelable|prorogee?)\b"
)
_EXPRESS = re.compile(
    r"(?:reconduction|renouvellement|reconduit|facon|maniere)[^.;]{0,30} expres\w*"
    r"|expresse(?:ment)? (?:reconduit|renouvel)\w*|que par (?:un )?avenant"
)
_TACIT = re.compile(
    r"tacite(?:ment)?(?: reconduction)?|se (?:recondui|renouvel)\w{1,4}"
    r"|sauf (?:denonciation|decision contraire)"
)
_NUMBER = r"(?P<times>[a-z]+(?:-[a-z]+){0,2}|\d{1,2})(?: ?\(\d{1,2}\))?"
#: What limits the renewals, in so many words: « une fois » alone may be of something else.
_TIMES = tuple(
    re.compile(one)
    for one in (
        rf"(?:renouvelable|reconductible|prorogeable)(?: tacitement)? {_NUMBER} fois"
        r"(?! (?:par (?:an|mois|trimestre|semestre|exercice|periode)|l[ae']|que|chaque|echu))",
        rf"{_NUMBER} fois (?:au plus|(?:au )?maximum)",
        rf"plus de {_NUMBER} fois",
        r"(?P<times>une) seule fois",
        rf"(?:limite|maximum) de {_NUMBER} (?:renouvellement|reconduction|prorogation|periode)s?\b",
    )
)
_FORMS: Mapping[str, re.Pattern[str]] = {
    "registered": re.compile(r"(?:lettre|courrier|pli)? ?recommandee?\b"),
    "email": re.compile(r"\b(?:courriel|courrier electronique|e-?mail)\b"),
    "letter": re.compile(r"\b(?:lettre|courrier) simple\b"),
    "bailiff": re.compile(r"\bacte (?:extrajudiciaire|d'huissier)|commissaire de justice"),
}
_OTHERWISE = re.compile(
    r"\b(?:ou|et) (?:bien )?(?:par |un |une |en |tout (?:autre )?|contre )*"
    r"(?:lettre|courri|e-?mail|acte\b|pli\b|remis|main propre|moyen|voie|depot|depose|telecopie"
    r"|notification|exploit)|main propre"
)
_RECEIVED = re.compile(
    r"(?:recue?|parvenir|reception|premiere presentation)[^.;]{0,60}"
    r"(?:fait foi|avant|au moins|au plus tard)"
    r"|date de (?:sa |la )?(?:premiere presentation|reception)"
)
_RECEIPT = re.compile(r"(?:accuse|avis|demande d'avis) de reception")
_SENT = re.compile(r"cachet de la poste|date d'(?:envoi|expedition)|envoyee?\s[^.;]{0,40}avant")

_Read = Callable[[str], tuple[str, int, int] | None]


def proposed(pages: Sequence[Page], found: Mapping[Clause, Finding]) -> list[Proposal]:
    """What the extracts of the term and of the notice give, a field at most once."""
    texts = {page.number: page for page in pages}
    made: dict[str, Proposal] = {}
    for clause, readers in _READERS.items():
        finding = found.get(clause)
        if finding is None:
            continue
        for field, reader in readers.items():
            one = _read(texts[finding.page], finding, field, reader)
            if one is not None and field not in made:
                made[field] = one
    if "renewal" not in made:
        made.pop("renewal_length", None)
        made.pop("renewals", None)
    return [made[field] for field in FIELDS if field in made]


def _read(page: Page, finding: Finding, field: str, reader: _Read) -> Proposal | None:
    text = folded(page, finding.start, finding.end)
    told = reader(text.text)
    if told is None:
        return None
    value, *span = told
    start, end = text.span(*span)
    return Proposal(field, value, page.number, start, end, page.text[start:end])


def _start(text: str) -> tuple[str, int, int] | None:
    found = _START.search(text)
    day = _day(found) if found else None
    return (day.isoformat(), *found.span()) if found and day else None


def _day(found: re.Match[str]) -> date | None:
    month = found["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
    try:
        return date(int(found["year"]), number, int(found["day"]))
    except ValueError:
        return None


def _firm(text: str) -> tuple[str, int, int] | None:
    return _one_length(_FIRM.finditer(text))


def _renewal_length(text: str) -> tuple[str, int, int] | None:
    """Read after the word that says that it is renewed: what stands before is the first term."""
    renews = _RENEWS.search(text)
    if renews is None:
        return None
    told = _one_length(_PER_PERIOD.finditer(text, renews.start()))
    if told is not None:
        return told
    each = _EACH_YEAR.search(text, renews.start())
    if each is not None:
        return ("12 months", *each.span())
    firm, same = _firm(text[: renews.start()]), _SAME.search(text, renews.start())
    return (firm[0], *same.span()) if same and firm else None


def _notice(text: str) -> tuple[str, int, int] | None:
    return _one_length(_NOTICE.finditer(text))


def _one_length(found: Iterator[re.Match[str]]) -> tuple[str, int, int] | None:
    """Two lengths that differ are a question, not an answer."""
    told = [(value, one) for one in found if (value := _length(one))]
    if not told or len({value for value, _ in told}) > 1:
        return None
    value, first = told[0]
    return (value, *first.span())


def _length(found: re.Match[str]) -> str:
    groups = found.groupdict()
    tail = "" if groups.get("unit") else "_b"
    words, figures = groups[f"words{tail}"], groups[f"figures{tail}"]
    try:
        return str(Length.parse(f"{figures or words} {groups[f'unit{tail}']}"))
    except LengthError:
        return ""


def _renewal(text: str) -> tuple[str, int, int] | None:
    for value, pattern in (("none", _NONE), ("express", _EXPRESS), ("tacit", _TACIT)):
        if found := pattern.search(text):
            return (value, *found.span())
    return None


def _notice_counts(text: str) -> tuple[str, int, int] | None:
    # « accusé de réception » says how the letter goes, not which day counts.
    sealed = _RECEIPT.sub(lambda found: " " * len(found[0]), text)
    received, sent = _RECEIVED.search(sealed), _SENT.search(text)
    if bool(received) == bool(sent):
        return None
    if received:
        return ("received", *received.span())
    return ("sent", *sent.span()) if sent else None


def _renewals(text: str) -> tuple[str, int, int] | None:
    """Two limits that differ are a question, not an answer."""
    renews = _RENEWS.search(text)
    if renews is None:
        return None
    found = [
        (times, one.span())
        for pattern in _TIMES
        for one in pattern.finditer(text, renews.start())
        if (times := number_of(one["times"]))
    ]
    if len({times for times, _span in found}) != 1:
        return None
    times, span = found[0]
    return (str(times), *span)


def _notice_form(text: str) -> tuple[str, int, int] | None:
    """Where two ways are open, none is proposed."""
    told = [(form, found) for form, one in _FORMS.items() if (found := one.search(text))]
    if len(told) != 1 or _OTHERWISE.search(text):
        return None
    ((form, found),) = told
    return (form, *found.span())


_OF_TERM: dict[str, _Read] = {
    "start_date": _start,
    "firm": _firm,
    "renewal": _renewal,
    "renewal_length": _renewal_length,
    "renewals": _renewals,
}
_OF_NOTICE: dict[str, _Read] = {
    "notice": _notice,
    "notice_counts": _notice_counts,
    "notice_form": _notice_form,
}
_READERS: Mapping[Clause, Mapping[str, _Read]] = {
    Clause.TERM: _OF_TERM | _OF_NOTICE,
    Clause.NOTICE: _OF_NOTICE,
}
