"""What an approved version asks of a bidder: a price, words, whether they conform."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.offers.amounts import fold
from timonerie.domains.sourcing.rules.statements import values
from timonerie.domains.sourcing.rules.statements.shapes import Line

Way = Literal["price", "words", "conformity", "read"]
#: What getting there and leaving cost in all: asked of every offer, whatever the version says.
TRANSITION: Final = UUID("5d0c5c0e-6f1b-5d53-8f0e-7a6d0d6e0001")
EXIT: Final = UUID("5d0c5c0e-6f1b-5d53-8f0e-7a6d0d6e0002")
WHOLE: Final = (TRANSITION, EXIT)
#: A usage of this project where the version names no criterion of price; the reader moves it.
PRICE_WEIGHT: Final = 40.0
_READ: Final = frozenset({Kind.TEXT, Kind.SITE, Kind.VOLUME, Kind.ANNEX})
_ELIMINATORY: Final = re.compile(r"\beliminatoires?\b")
#: Up to five words of one clause, none of which says what is eliminatory after all: « une offre qui
#: n’est pas assurée est éliminatoire ».
_SOME: Final = r"(?: (?!(?:est|sont|sera|seront|reste|a|au|aux)\b)[\w'-]+){0,5}"
_IS_NOT: Final = (
    r"(?:n'(?:est|etait|etaient|a|ont)|ne (?:sont|sera|seront|reste|restent|constituent?))"
    r"(?: \w+)? (?:pas|plus|jamais|nullement)"
)
_NOT_ELIMINATORY: Final = re.compile(
    rf"(?:\bnon[ -]|\b(?:pas|ni|jamais|sans etre|sans caractere) |\b{_IS_NOT}{_SOME} "
    rf"|\baucune?s?{_SOME} )eliminatoires?\b"
)
#: A price word that is the whole title: « Coûts cachés » is a question to people.
_OF_PRICE: Final = re.compile(
    r"(?:le |les )?(?:prix|couts?|tarifs?|montants?)(?: totaux| total| globaux| global)?(?: ht)?"
    r"|(?:l')?offre (?:financiere|tarifaire|de prix)"
)
_SHARE: Final = re.compile(r" ?\(?\d+(?:[.,]\d+)? ?%\)?$|[ .:]+$")


@dataclass(frozen=True, slots=True)
class Question:
    """A line, and how it is answered. One whose words say « éliminatoire » excludes an offer that
    does not conform to it: bidders read so before they answer."""

    line: Line
    way: Way
    is_eliminatory: bool = False


@dataclass(frozen=True, slots=True)
class Weighing:
    """`criteria` by key, in points; `price` in points of the same hundred."""

    criteria: dict[str, float]
    price: float


def questions(lines: Iterable[Line]) -> tuple[Question, ...]:
    """Every line in its order, those that are only read among them."""
    return tuple(_question(line) for line in lines)


def _question(line: Line) -> Question:
    way = _way(line)
    said = _plain(f"{line.title}\n{line.text}")
    is_said = _ELIMINATORY.search(_NOT_ELIMINATORY.sub("", said)) is not None
    return Question(line, way, way == "conformity" and is_said)


def _plain(text: str) -> str:
    """Without case nor accents, one space between words."""
    return re.sub(r" +", " ", fold(unicodedata.normalize("NFC", text))).strip()


def _way(line: Line) -> Way:
    if line.kind == Kind.PRICE:
        return "price"
    if line.kind == Kind.CRITERION:
        return "read" if is_of_price(line) else "words"
    return "read" if line.kind in _READ else "conformity"


def is_of_price(line: Line) -> bool:
    """A criterion called « Prix », « Coût total » or « Offre financière », and nothing more, is
    noted by the totals, not by people."""
    title = _SHARE.sub("", _plain(line.title))
    return line.kind == Kind.CRITERION and _OF_PRICE.fullmatch(title) is not None


def marked(lines: Iterable[Line]) -> list[Line]:
    """The criteria that people note."""
    return [line for line in lines if line.kind == Kind.CRITERION and not is_of_price(line)]


def weighing(lines: Iterable[Line], *, price: float | None = None) -> Weighing:
    """The weights of the version. Where `price` (0 to 100) is given, or no criterion of the version
    is the price, the others share what the price leaves in their own proportions."""
    every = [line for line in lines if line.kind == Kind.CRITERION]
    own = sum(_weight(line) for line in every if is_of_price(line))
    points = {line.key: _weight(line) for line in every if not is_of_price(line)}
    if price is None and own:
        return Weighing(points, own)
    kept = PRICE_WEIGHT if price is None else min(max(price, 0.0), 100.0)
    whole = sum(points.values())
    left = 100 - kept
    return Weighing(
        {key: left * one / whole if whole else 0.0 for key, one in points.items()}, kept
    )


def _weight(line: Line) -> float:
    try:
        shape = values.read(line.kind, line.values)
    except values.ValuesFault:
        return 0.0
    return float(shape.weight or 0) if isinstance(shape, values.Criterion) else 0.0


def is_whole(key: str) -> bool:
    """Whether a key is that of a cost of the offer as a whole."""
    return key in map(str, WHOLE)
