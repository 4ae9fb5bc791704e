"""Text of a cell to a typed value: numbers, flags, causes, names.

Every reader takes the text of a cell, already stripped and not missing, and gives a
:class:`Value` or a :class:`Fault`. ``Value.canonical`` is the same text for the same value however
it was written: it is what the hash of a row is made of.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value, by a stable code, and what to do, in French."""

    code: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value read; ``doubt`` says what was decided for the reader, when something was."""

    value: object
    canonical: str
    doubt: Fault | None = None


Reader = Callable[[str], Value | Fault]

MISSING = Value(None, "")

_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,6})?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?: [0-9]{3}){1,4}(?:[.,][0-9]{1,6})?")
_FRENCH_POINTS = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3}){1,4},[0-9]{1,6}")
_ENGLISH_COMMAS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,6})?|.*[0-9],[0-9]{3}\..*")
_OTHER_SIGN = re.compile(r"\([0-9 .,]+\)|[0-9][0-9 .,]*-|[−–+] ?[0-9][0-9 .,]*")
_TOO_LONG = re.compile(r"-?[0-9 ]{16,}(?:[.,][0-9]*)?|-?[0-9 ]+[.,][0-9]{7,}")
# A sign, five groups of three digits and their blanks, a mark and six decimals.
_LONGEST = 27
_BLANKS = re.compile("[\u00a0\u202f\u2009]")
_CENT = Decimal("0.01")

NUM_01 = Fault("NUM-01", "Écrivez un nombre en chiffres, par exemple « 1234,56 ».")
NUM_02 = Fault(
    "NUM-02",
    "La virgule peut être décimale ou séparer les milliers. Écrivez « 1234,56 » sans séparateur.",
)
NUM_03 = Fault("NUM-03", "Écrivez un nombre négatif avec un tiret devant, par exemple « -1234 ».")
NUM_04 = Fault("NUM-04", "Au plus 15 chiffres avant la virgule et 6 après.")
MAX_INTEGER = 2**31 - 1


def number(text: str) -> Decimal | Fault:
    """A decimal number, French or plain: ``1 234,56``, ``1.234,56``, ``1234.56``, ``-5``."""
    blank = _BLANKS.sub(" ", text)
    if _NUMBER.fullmatch(blank):
        return Decimal(blank.replace(",", "."))
    if len(blank) <= _LONGEST and _GROUPED.fullmatch(blank):
        return Decimal(blank.replace(" ", "").replace(",", "."))
    if len(blank) <= _LONGEST and _FRENCH_POINTS.fullmatch(blank):
        return Decimal(blank.replace(".", "").replace(",", "."))
    if _TOO_LONG.fullmatch(blank):
        return NUM_04
    if len(blank) > _LONGEST:
        return NUM_01
    if _ENGLISH_COMMAS.fullmatch(blank):
        return NUM_02
    return NUM_03 if _OTHER_SIGN.fullmatch(blank) else NUM_01


def quantity(text: str) -> Value | Fault:
    """A quantity, as a float."""
    read = number(text)
    return read if isinstance(read, Fault) else Value(float(read), plain(read))


def amount(text: str) -> Value | Fault:
    """An amount to the cent (half a cent goes up); a euro sign after it is allowed."""
    read = number(text.removesuffix("€").rstrip(" \u00a0\u202f"))
    if isinstance(read, Fault):
        return read
    cents = read.quantize(_CENT, ROUND_HALF_UP)
    return Value(cents, plain(cents))


def count(words: dict[str, str]) -> Reader:
    """A reader of how many times; yes and no are one and none."""

    def read(text: str) -> Value | Fault:
        found = number(text)
        if isinstance(found, Fault):
            flag = words.get(folded_word(text))
            return Value(int(flag == "true"), str(int(flag == "true"))) if flag else found
        if found != found.to_integral_value() or not 0 <= found <= MAX_INTEGER:
            return Fault("NUM-05", "Écrivez un nombre entier, sans décimale ni signe.")
        return Value(int(found), str(int(found)))

    return read


def flag(words: dict[str, str], *, counts: bool, key: str) -> Reader:
    """A reader of yes or no through words; where ``counts``, any number above 0 is yes."""

    def read(text: str) -> Value | Fault:
        found = words.get(folded_word(text))
        if found is None and counts:
            how_many = number(text)
            if not isinstance(how_many, Fault):
                found = "true" if how_many > 0 else "false"
        if found is None:
            return unknown_word(text, key, ("true", "false"))
        return Value(found == "true", found)

    return read


def cause(words: dict[str, str]) -> Reader:
    """A reader of the side that caused an error."""

    def read(text: str) -> Value | Fault:
        found = words.get(folded_word(text))
        if found is None:
            return unknown_word(text, "cause", ("provider", "client"))
        return Value(found, found)

    return read


def unknown_word(text: str, key: str, meanings: tuple[str, str]) -> Fault:
    """The fault of a word that no list holds, with the line to add to the mapping."""
    return Fault(
        "VAL-01",
        f"Ce mot n’est pas connu. Ajoutez-le à la correspondance, par exemple "
        f'[values.{key}] {meanings[0]} = ["{text[:40]}"] (ou {meanings[1]}).',
    )


def currency(text: str) -> Value | Fault:
    """An ISO 4217 code, or the sign of the euro."""
    code = "EUR" if text == "€" else text.upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        return Fault("VAL-02", "Écrivez la devise par son code de trois lettres, par exemple EUR.")
    return Value(code, code)


def name(text: str) -> Value | Fault:
    """A name or a key, in one Unicode form, without invisible characters.

    Only marks that nobody sees are removed (zero width, direction): TXT-01 says so.
    """
    cleaned = clean(text)
    if not cleaned:
        return MISSING
    if len(cleaned) == len(text) or " ".join(unicodedata.normalize("NFC", text).split()) == cleaned:
        return Value(cleaned, cleaned)
    doubt = Fault("TXT-01", "Des caractères invisibles ont été retirés de ce texte.")
    return Value(cleaned, cleaned, doubt)


def clean(text: str) -> str:
    """Composed form, no control nor format character, single blanks."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    blanks = "".join(" " if c.isspace() else c for c in composed)
    return " ".join("".join(c for c in blanks if not _invisible(c)).split())


def folded_word(text: str) -> str:
    """The word without case, accents nor punctuation, as the lexicons keep it."""
    plain_text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain_text if character.isalnum())


def plain(value: Decimal) -> str:
    """One spelling of a number, whatever its trailing zeros; minus zero is zero."""
    return format(value.normalize() + 0, "f")


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")
