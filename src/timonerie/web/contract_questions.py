"""Questions about contracts, as a screen asks them: one for all the contracts that the same cell
leaves open, with what may answer it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.contracts import list_sentences
from timonerie.domains.contracts.enums import CHOICES
from timonerie.domains.contracts.models import ContractQuestion
from timonerie.domains.contracts.operations.questions import NEW, WHICH
from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.organisation.models import Provider
from timonerie.web import contract_words

Kind = Literal["choice", "length", "day", "amount", "text"]
Options = Sequence[tuple[str, str | Promise]]
#: Units of a length, as an answer writes them.
UNITS: Options = (
    ("months", gettext_lazy("mois")),
    ("days", gettext_lazy("jours")),
    ("weeks", gettext_lazy("semaines")),
    ("years", gettext_lazy("ans")),
)
INDEFINITE = "indefinite"
PERIODS: Options = (
    ("month", gettext_lazy("par mois")),
    ("quarter", gettext_lazy("par trimestre")),
    ("half", gettext_lazy("par semestre")),
    ("year", gettext_lazy("par an")),
)
_KINDS: Mapping[str, Kind] = {
    "start_date": "day",
    "end_date": "day",
    "firm": "length",
    "renewal_length": "length",
    "notice": "length",
    "yearly_cents": "amount",
}


_OPEN_ENDED = ("firm", "renewal_length")


@dataclass(frozen=True)
class Group:
    """One question on screen: the rows that it answers at once. `number`, `unit` and `chosen` are
    what the cell seems to say, for somebody to say yes to."""

    rows: tuple[ContractQuestion, ...]
    sentence: str
    kind: Kind
    options: Options = ()
    chosen: str = ""
    number: str = ""
    unit: str = ""

    @property
    def key(self) -> str:
        """What names its form on the page."""
        return str(self.rows[0].public_id)

    @property
    def ids(self) -> str:
        return ",".join(str(one.public_id) for one in self.rows)

    @property
    def cell(self) -> str:
        return self.rows[0].cell

    @property
    def units(self) -> Options:
        if self.rows[0].field in _OPEN_ENDED:
            return [*UNITS, (INDEFINITE, _("sans terme"))]
        return UNITS


def grouped(rows: Iterable[ContractQuestion], *, providers: Sequence[Provider]) -> list[Group]:
    """The open questions, those of one cell together, in their order. `providers` are those that
    an answer may name."""
    found: dict[tuple[str, str, str, str], list[ContractQuestion]] = {}
    for one in rows:
        values = one.params.get("values", "") + one.params.get("choices", "")
        key = (one.code, one.field, one.cell.casefold(), values)
        found.setdefault(key, []).append(one)
    return [_group(tuple(same), providers) for same in found.values()]


def read(kind: str, told: Mapping[str, str]) -> str:
    """The answer that a form sends, as `questions.answer` takes it; empty for none.

    Raises:
        money.NoSuchAmount: what is typed is no amount.
    """
    if kind == "length":
        number, unit = told.get("number", "").strip(), told.get("unit", "")
        if unit == INDEFINITE:
            return INDEFINITE
        return f"{number} {unit}" if number else ""
    text = told.get("answer", "").strip()
    return str(money.read(text, "EUR")) if kind == "amount" and text else text


def _group(rows: tuple[ContractQuestion, ...], providers: Sequence[Provider]) -> Group:
    one = rows[0]
    sentence = list_sentences.asked(one.code, one.field, one.params)
    options = _options(one, providers)
    kind: Kind = "choice" if options else _KINDS.get(one.field, "text")
    proposed = "" if one.code in WHICH else one.params.get("proposed", "")
    if kind != "length":
        return Group(rows, sentence, kind, options, chosen=proposed)
    text = proposed or (one.params.get("text", "") if one.code == "unit_missing" else "")
    number, _space, unit = text.partition(" ")
    number = number if number.isdigit() and " " not in unit else ""
    unit = unit if unit.endswith("s") else f"{unit}s"
    return Group(rows, sentence, kind, options, number=number, unit=unit)


def _options(one: ContractQuestion, providers: Sequence[Provider]) -> Options:
    if one.field == "provider":
        return _providers(one, providers)
    if one.code == "amount_period":
        return PERIODS
    if one.code in WHICH:
        return [(name, list_sentences.FIELDS[name]) for name in WHICH[one.code]]
    if "values" in one.params:
        texts = one.params["values"].split(" | ")
        return [(text, contract_words.value(one.field, text)) for text in texts]
    return CHOICES[one.field].choices if one.field in CHOICES else ()


def _providers(one: ContractQuestion, providers: Sequence[Provider]) -> Options:
    """Those that look alike first, then a new one, then every other."""
    alike = one.params.get("choices", "").split(" | ")
    first = [row for row in providers if str(row.public_id) in alike]
    others = [row for row in providers if row not in first]
    new = _("un nouveau prestataire : %(name)s") % {"name": one.contract.provider_written}
    return [
        *((str(row.public_id), row.name) for row in first),
        (NEW, new),
        *((str(row.public_id), row.name) for row in others),
    ]
