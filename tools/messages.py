"""Gather the sentences of the product into its catalogues (`make messages`).

French is the source: its catalogue holds plurals only, since gettext without one would write
« 0 fichiers ». Babel reads Python; Django turns a template into what Babel reads.
"""

import ast
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import count
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tests.repository import typography
from timonerie.domains.challenge.catalogue import ladder
from timonerie.domains.contracts.catalogue import duties, ways
from timonerie.domains.facts.rules.accounting import sentences as accounting
from timonerie.domains.reporting.catalogue import cycles, rating
from timonerie.domains.sourcing import catalogue as activities
from timonerie.domains.sourcing import works
from timonerie.domains.sourcing.catalogue import grids
from timonerie.domains.sourcing.rules import guard_rails, usual_costs
from timonerie.engine.indicators import catalogue as indicators

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "timonerie"
LOCALE = PACKAGE / "locale"
#: Code that knows no language: every French sentence it writes is one to translate.
PLAIN = [
    "foundations/documents/connectors/*.py",
    "foundations/documents/papers/*.py",
    "foundations/documents/quotas.py",
    "domains/facts/queries/unknowns.py",
    "domains/facts/rules/*.py",
    "domains/facts/rules/accounting/*.py",
    "engine/fec/*.py",
    "engine/*.py",
    "engine/dsn/*.py",
    "engine/indicators/[!c]*.py",
    "engine/indicators/co[!m]*.py",
]
PLACE = re.compile(r"\{\w+\}")
WORDS_OF_FILES = {"words.py", "synonyms.py"}
KEYWORDS = DEFAULT_KEYWORDS | {
    "_now": None,
    "say": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def template() -> Catalog:
    """Every sentence to translate, as the sources have them now."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.html")]):
        place = str(path.relative_to(ROOT))
        for _line, message, _comments, context in extract(
            "python", BytesIO(_python(path)), keywords=KEYWORDS
        ):
            catalogue.add(message, locations=[(place, 1)], context=context)
    for place, sentence in [*_plain(), *_data()]:
        catalogue.add(sentence, locations=[(place, 1)])
    return catalogue


def _python(path: Path) -> bytes:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # What is not a sentence is crossed out; one line, since its indentation means nothing.
        source = " ".join(templatize(source).split("\n")).strip().replace("gettext(u'')", "")
    return source.encode()


def _plain() -> Iterator[tuple[str, str]]:
    """Sentences without gettext, a numbered place for each value: `sentences.said` reads them."""
    paths = {path for pattern in PLAIN for path in PACKAGE.glob(pattern)}
    for path in sorted(path for path in paths if path.name not in WORDS_OF_FILES):
        for node in typography.french(path.read_text(encoding="utf-8")):
            yield str(path.relative_to(ROOT)), _numbered(node)


def _numbered(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    places = count()
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else f"{{{next(places)}}}"
        for part in parts
    )


def _data() -> Iterator[tuple[str, str]]:
    """What is French and shipped as data: shown through gettext where it is printed."""
    for metric in indicators.BUILT_IN.values():
        place = "src/timonerie/engine/indicators/catalogue.py"
        yield from ((place, text) for text in (metric.label, metric.formula, metric.source) if text)
    for line in activities.lines():
        place = "src/timonerie/domains/sourcing/catalogue/activities.toml"
        texts = (line.name, line.frequency, line.volume_unit, line.note)
        yield from ((place, text) for text in texts if text)
    yield from _sourcing()
    yield from _duties()
    # The letters themselves are not gathered: they are French, as the law they stand under.
    for step in ladder.steps():
        place = "src/timonerie/domains/challenge/catalogue/ladder.toml"
        said = (step.says, step.reply, step.caution, step.source, step.status)
        yield from ((place, text) for text in said if text)
    yield from _cycles()
    yield from _rating()
    for text in accounting.every():
        yield "src/timonerie/engine/fec/controls.toml", PLACE.sub(_rank(), text)


def _duties() -> Iterator[tuple[str, str]]:
    """The legal documents that providers owe, and the indices of how work is given."""
    for kind in duties.kinds():
        said = (kind.title, kind.source, kind.says, kind.check, kind.number, kind.status)
        place = "src/timonerie/domains/contracts/catalogue/duties.toml"
        yield from ((place, text) for text in said if text)
    place = "src/timonerie/domains/contracts/catalogue/ways.toml"
    for index in ways.indices():
        yield from ((place, text) for text in (index.question, index.why))
    yield from ((place, text) for text in ways.SOURCES.values())


def _cycles() -> Iterator[tuple[str, str]]:
    """What is shown of a ready model. A copy of it is the company’s own text."""
    place = "src/timonerie/domains/reporting/catalogue/cycles.toml"
    for model in cycles.models():
        yield from ((place, text) for text in (model.title, model.lead, model.source))
        steps = (text for step in model.steps for text in (step.title, step.source))
        yield from ((place, text) for text in steps if text)


def _rating() -> Iterator[tuple[str, str]]:
    """What a provider is asked about us."""
    place = "src/timonerie/domains/reporting/catalogue/rating.toml"
    for one in rating.questions():
        yield from ((place, text) for text in (one.label, one.question))


def _sourcing() -> Iterator[tuple[str, str]]:
    """The grid and the guard-rails. What a statement of work begins with is not gathered: it is
    the text of a document, in the language of the law it stands under."""
    for criterion in grids.default_grid().criteria:
        texts = (criterion.label, criterion.question, criterion.help, *criterion.scale)
        place = "src/timonerie/domains/sourcing/catalogue/grid.toml"
        yield from ((place, text) for text in texts if text)
    for rule in (one.guard_rail for one in guard_rails.rules()):
        said = (rule.title, rule.source, rule.says, rule.does, rule.status)
        place = "src/timonerie/domains/sourcing/catalogue/guard_rails.toml"
        yield from ((place, text) for text in said if text)
    yield "src/timonerie/domains/sourcing/rules/usual_costs.py", usual_costs.SOURCE
    for model in works.models():
        place = f"src/timonerie/domains/sourcing/works/{model.code}.toml"
        yield from ((place, text) for text in (model.title, model.summary))


def _rank() -> Callable[[re.Match[str]], str]:
    """The places of a sentence kept as data, `{lines}`, by their rank."""
    places = count()
    return lambda found: f"{{{next(places)}}}"


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """The catalogue of a language with today's sentences: the new ones are empty, the others gone.
    A sentence that only resembles an old one is never guessed from it."""
    found = template()
    catalogue = read(language) if path_of(language).exists() else Catalog(locale=language)
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return _plurals(catalogue) if language == "fr" else catalogue


def _plurals(catalogue: Catalog) -> Catalog:
    french = Catalog(locale="fr", charset="utf-8")
    for message in catalogue:
        if message.id and message.pluralizable:
            french.add(message.id, message.id, locations=message.locations, context=message.context)
    return french


def write(language: str, catalogue: Catalog) -> None:
    """Without dates nor places, which a search of the sentence gives: two people who add one do not
    meet."""
    text = BytesIO()
    write_po(text, catalogue, width=100, no_location=True, omit_header=True, sort_output=True)
    forms = catalogue.plural_forms
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n"Plural-Forms: {forms}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    path_of(language).write_text(header + text.getvalue().decode(), encoding="utf-8")


def main() -> None:
    for language in ("en", "fr"):
        catalogue = updated(language)
        write(language, catalogue)
        untranslated = [message for message in catalogue if message.id and not is_said(message)]
        print(f"{language}: {len(catalogue)} sentences, {len(untranslated)} to translate")


def is_said(message: Message) -> bool:
    """Whether a message has its translation, in all its forms."""
    said = message.string
    return all(said) if isinstance(said, (tuple, list)) else bool(said)


if __name__ == "__main__":
    main()
