"""A free cell cut into dates, lengths, phrases with a role, and what is neither."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources

from timonerie.domains.contracts.rules.lengths import Length

_FROM = "àâäçéèêëîïôöùûüÿ’ʼ`\u00a0\u202f\u2009–—\t"
_TO = "aaaceeeeiioouuuy'''   -- "
_PLAIN = str.maketrans(_FROM, _TO)
MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4,
    "avr": 4, "mai": 5, "juin": 6, "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9,
    "sep": 9, "octobre": 10, "oct": 10, "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip
NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "douze": 12, "quinze": 15, "dix-huit": 18, "vingt-quatre": 24,
    "trente": 30, "trente-six": 36, "quarante-cinq": 45, "quarante-huit": 48, "soixante": 60,
    "quatre-vingt-dix": 90,
}  # fmt: skip
_UNITS = {
    "mois": (1, 0, 0), "m": (1, 0, 0), "an": (12, 0, 0), "ans": (12, 0, 0), "annee": (12, 0, 0),
    "annees": (12, 0, 0), "trimestre": (3, 0, 0), "trimestres": (3, 0, 0),
    "trim": (3, 0, 0), "semestre": (6, 0, 0), "semestres": (6, 0, 0), "semaine": (0, 1, 0),
    "semaines": (0, 1, 0), "sem": (0, 1, 0), "jour": (0, 0, 1), "jours": (0, 0, 1),
    "j": (0, 0, 1), "jrs": (0, 0, 1), "jr": (0, 0, 1), "months": (1, 0, 0), "month": (1, 0, 0),
    "days": (0, 0, 1), "day": (0, 0, 1), "years": (12, 0, 0), "year": (12, 0, 0),
    "weeks": (0, 1, 0), "week": (0, 1, 0),
}  # fmt: skip
#: Adjectives that say a length: « reconduction annuelle ».
ADJECTIVES = {
    "annuel": 12, "annuelle": 12, "annuels": 12, "annuelles": 12, "annuellement": 12, "mensuel": 1,
    "mensuelle": 1, "mensuellement": 1, "trimestriel": 3, "trimestrielle": 3, "semestriel": 6,
    "semestrielle": 6, "biennal": 24, "biennale": 24, "triennal": 36, "triennale": 36,
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_NUMBER = r"\d{1,4}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
#: Where an amount stood.
AMOUNT = "@"
_PATTERNS = (
    ("word", r"3 ?[/-] ?6 ?[/-] ?9\b|(?:24|7) ?/ ?7\b"),
    ("date", r"(?P<iso>\d{4}-\d{2}-\d{2})(?:[t ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?)?(?![\d-])"),
    (
        "date",
        r"(?P<fr>\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2}))(?: \d{2}:\d{2}(?::\d{2})?)?(?![\d/])",
    ),
    ("date", rf"(?P<long>\d{{1,2}}(?:er)? ?(?:{_MONTH})\.? ?\d{{4}})(?!\d)"),
    ("month", rf"(?P<words>(?:{_MONTH})\.? ?\d{{4}})(?!\d)"),
    ("month", r"(?P<digits>\d{1,2}[/.-]\d{4})(?!\d)"),
    ("year_day", rf"\d{{1,2}}(?:er)? ?(?:{_MONTH})\b\.?"),
    ("year_day", r"\d{1,2}/\d{1,2}(?![\d/]| ?(?:mois|ans|jours|j\b))"),
    ("working", rf"(?:{_NUMBER}) ?(?:jours?|jrs|j) (?:ouvres?|ouvrables?|francs?)\b"),
    ("times", rf"(?P<times>{_NUMBER}) ?(?:fois|x)\b"),
    (
        "length",
        rf"(?<!\d[.,/-])(?P<number>{_NUMBER})(?: ?\((?P<again>\d+)\))? ?(?P<unit>{_UNIT})\b\.?",
    ),
    ("yearly", r"(?:d.annee en annee|tous les ans|chaque annee|par an\b|/ ?an\b|annee par annee)"),
    ("number", r"\d+(?:[.,]\d+)?"),
    ("word", r"[a-z]+"),
    ("doubt", r"[?~≈<>±]+|\.\.\.+|…"),
    ("then", r"\+"),
    ("amount", AMOUNT),
    ("soft", r"[:()'\"«»=*°&]"),
    ("hard", r"[,;\n.|/\[\]]|-"),
)  # fmt: skip
_TOKEN = re.compile("|".join(f"(?P<t{rank}>{regex})" for rank, (_, regex) in enumerate(_PATTERNS)))
_CENTURY_TURN = 70


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is a shape (date, length…) or the role of a phrase. `day` for a date or the first of a
    month, `length` for a length; `segment` counts what separators part."""

    kind: str
    text: str
    segment: int = 0
    day: date | None = None
    length: Length | None = None


def plain(text: str) -> str:
    """Lower case, no accents, one kind of apostrophe, space and dash."""
    lowered = text.strip().lower().replace("œ", "oe").translate(_PLAIN)
    lowered = re.sub(r"\b(?:l ?\.? ?r ?\.? ?[/.&+-]? ?a ?\.? ?r)\b\.?", "lrar", lowered)
    lowered = re.sub(r"\ba ?/ ?r\b", "ar", lowered)
    lowered = re.sub(r"\(?\b(?:art|article|page|p)\b\.? ?\d+(?:[.-]\d+)*\)?", " ", lowered)
    lowered = re.sub(r"\bn ?/ ?a\b|\bs ?/ ?o\b", "neant", lowered)
    lowered = re.sub(r"[ \r]+", " ", lowered)
    return re.sub(r"\b([a-z0-9]+ [a-z]+) en \1\b", r"\1", lowered)


def tokens(text: str) -> list[Token]:
    """The tokens of a cell, phrases of several words put together."""
    return _phrased(_cut(plain(text)))


def _cut(text: str) -> list[Token]:
    found: list[Token] = []
    place = segment = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            is_blank = text[place].isspace()
            found += [] if is_blank else [Token("word", text[place], segment)]
            place += 1
            continue
        token = _shaped(match, segment)
        segment += token.kind == "hard"
        found.append(token)
        place = match.end()
    return found


def _shaped(match: re.Match[str], segment: int) -> Token:
    kind = next(_PATTERNS[int(name[1:])][0] for name, value in match.groupdict().items()
                if value is not None and re.fullmatch(r"t\d+", name))  # fmt: skip
    text = match[0]
    match kind:
        case "date":
            return Token(kind, text, segment, day=_day(match))
        case "month":
            return Token(kind, text, segment, day=_month(text))
        case "length":
            number, unit = match["number"], match["unit"]
            if match["again"] and int(match["again"]) != _count(number):
                return Token("doubt", text, segment)
            return Token(kind, text, segment, length=_length(number, unit))
        case "times":
            return Token(kind, str(_count(match["times"])), segment)
        case "yearly":
            return Token("adjective", text, segment, length=Length(months=12))
    if kind == "word" and text in ADJECTIVES:
        return Token("adjective", text, segment, length=Length(months=ADJECTIVES[text]))
    return Token(kind, text, segment)


def _count(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text]


def _length(number: str, unit: str) -> Length:
    months, weeks, days = (_count(number) * each for each in _UNITS[unit])
    return Length(months, weeks, days)


def _day(match: re.Match[str]) -> date | None:
    """None for a day that does not exist."""
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
    elif match["fr"]:
        day, month, year = (int(part) for part in re.split(r"[/.-]", match["fr"]))
    else:
        return _long_day(match["long"])
    return _existing(_whole_year(year), month, day)


def _long_day(text: str) -> date | None:
    found = re.match(rf"(\d+)(?:er)? ?({_MONTH})\.? ?(\d+)", text)
    return _existing(int(found[3]), MONTHS[found[2]], int(found[1])) if found else None


def _month(text: str) -> date | None:
    found = re.match(rf"({_MONTH}|\d+)[./ -]* ?(\d{{4}})", text)
    if found is None:
        return None
    month = MONTHS.get(found[1]) or int(found[1])
    return _existing(int(found[2]), month, 1)


def _whole_year(year: int) -> int:
    if year >= 100:
        return year
    return year + (2000 if year < _CENTURY_TURN else 1900)


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def serial_day(text: str) -> date | None:
    """The day of an Excel serial number of the usual calendar, from 1955 to 2064."""
    found = re.fullmatch(r"\s*([2-5]\d{4})(?:[.,]0+)?\s*", text)
    return date(1899, 12, 30) + timedelta(days=int(found[1])) if found else None


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[tuple[str, ...], str], int]:
    source = resources.files(__package__).joinpath("cell_words.toml")
    roles: dict[str, list[str]] = tomllib.loads(source.read_text(encoding="utf-8"))
    found = {tuple(phrase.split()): role for role, phrases in roles.items() for phrase in phrases}
    return found, max(len(words) for words in found)


def _phrased(cut: list[Token]) -> list[Token]:
    """Words become phrases, the longest first; what is left keeps the kind « word »."""
    phrases, most = _phrases()
    found: list[Token] = []
    place = 0
    while place < len(cut):
        words, ends = _words_from(cut, place, most)
        size = next((n for n in range(len(words), 0, -1) if tuple(words[:n]) in phrases), 0)
        if size == 0:
            found.append(cut[place])
            place += 1
            continue
        said = tuple(words[:size])
        found.append(Token(phrases[said], " ".join(said), cut[place].segment))
        place = ends[size - 1] + 1
    return found


def _words_from(cut: list[Token], place: int, most: int) -> tuple[list[str], list[int]]:
    """The words that follow one another, apostrophes and hyphens between them aside."""
    words: list[str] = []
    ends: list[int] = []
    while place < len(cut) and len(words) < most:
        token = cut[place]
        if token.kind == "word" or (token.kind == "number" and token.text == "0"):
            words.append(token.text)
            ends.append(place)
        elif not (words and token.text in "'-" and token.kind in ("soft", "hard")):
            break
        place += 1
    return words, ends
