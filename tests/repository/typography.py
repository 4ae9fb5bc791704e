"""French sentences keep their signs: a no-break space before : ; ? ! » % € and after «, and the
curved apostrophe."""

import ast
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import TypeGuard

NO_BREAK = "\u00a0\u202f"

GETTEXT = {
    "_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy",
    "pgettext", "pgettext_lazy", "_now", "say",
}  # fmt: skip

# A space that may break the line where none may.
BREAKS = re.compile(
    r"[ \t\n]+[;?!»](?!\w)"  # not an address: "a ?b=c"
    r"|(?<=[^\s|]) +:(?=\s|$)"
    r"|(?<=[\dx]) +[%€](?![\w(])"
    r"|«[ \t\n]"
)
# No space at all. Letters only: 10:30, a query ?q=, &nbsp; and code stay as they are.
GLUED = re.compile(r"(?<=[^\W\d_])[!?;:](?=\s|$)|(?<=[^\W\d_])»|«(?=\w)")
# A straight apostrophe inside a word: « l'heure ».
STRAIGHT = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
FRENCH = re.compile(r"[àâçéèêëîïôùûœÀÂÇÉÈÊËÎÏÔÙÛŒ«»]|\b(?:le|la|les|des|une?|est|pour|dans)\b")

MARKDOWN_CODE = re.compile(r"(```.*?```|`[^`\n]*`|\]\([^)]*\)|!\[)", re.S)
MENDED = [
    (re.compile(r"(?<=\S) +(?=[;?!](?![\w=]))"), "\u202f"),
    (re.compile(r"(?<=[\dx}]) +(?=[%€](?![\w(}]))"), "\u202f"),
    (re.compile(r"(?<=[^\s|]) +(?=:(?:[\s\"'<]|$))|(?<=\S) +(?=»)|(?<=«) +(?=\S)"), "\u00a0"),
    (STRAIGHT, "’"),
]


def faults(sentence: str) -> list[str]:
    """The places of one sentence that are wrong, with a little of what stands around them."""
    return [
        sentence[max(0, match.start() - 15) : match.end() + 5].strip()
        for pattern in (BREAKS, GLUED, STRAIGHT)
        for match in pattern.finditer(sentence)
    ]


def is_french_page(path: str) -> bool:
    """Pages for users and administrators; the others are in English."""
    alone = ("README.fr.md", "CHANGELOG.md", "docs/signaux-volvo.md")
    return path in alone or path.startswith("docs/guide/")


def isfrench(sentence: str) -> bool:
    """A guess, for strings that no call marks as sentences of the interface."""
    return " " in sentence and FRENCH.search(sentence) is not None


def sentences(source: str) -> Iterator[str]:
    """French strings of a module: those given to gettext, and those that look French. An x stands
    for each value of an f-string. Docstrings are English, and left out."""
    for node in french(source):
        yield _text(node) or ""


def french(source: str) -> Iterator[ast.expr]:
    """Where the French strings of a module stand."""
    tree = ast.parse(source)
    calls = [node for node in ast.walk(tree) if _translates(node)]
    marked = {id(argument) for call in calls for argument in call.args}
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    templates = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    inside = {id(part) for template in templates for part in template.values}
    for node in ast.walk(tree):
        text = _text(node)
        if text is None or id(node) in docstrings | inside:
            continue
        if isinstance(node, ast.expr) and (id(node) in marked or isfrench(text)):
            yield node


def _translates(node: ast.AST) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT
    )


def mend(text: str) -> str:
    """The text with the right no-break space where a plain one stood: thin before the high signs,
    full inside quotation marks and before a colon."""
    for pattern, space in MENDED:
        text = pattern.sub(space, text)
    return text


def mend_module(source: str) -> str:
    """A module with its French sentences mended, in place: nothing else moves."""
    lines = source.encode().splitlines(keepends=True)
    starts = [0, *accumulate(len(line) for line in lines)]
    content = source.encode()
    spans = sorted(
        (
            starts[n.lineno - 1] + n.col_offset,
            starts[(n.end_lineno or 0) - 1] + (n.end_col_offset or 0),
        )
        for n in french(source)
    )
    for start, end in reversed(spans):
        content = content[:start] + mend(content[start:end].decode()).encode() + content[end:]
    return content.decode()


def mend_template(source: str) -> str:
    """A template with its text mended, and the quoted strings of its tags."""
    pieces = re.split(r"(\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}|<[^<>]*>)", source)
    return "".join(
        re.sub(r'"[^"]*"', lambda quoted: mend(quoted[0]), piece)
        if piece.startswith(("{%", "<"))
        else piece
        if piece.startswith("{")
        else _after(pieces[index - 1] if index else "", piece)
        for index, piece in enumerate(pieces)
    )


def mend_markdown(source: str) -> str:
    """A page with its prose mended; code, between back quotes or fences, stays as it is."""
    pieces = MARKDOWN_CODE.split(source)
    # A sign may follow code directly: the x stands for it.
    return "".join(
        piece if index % 2 else mend("x" + piece)[1:] for index, piece in enumerate(pieces)
    )


def prose(markdown: str) -> str:
    """The page with an x for each piece of code, and for each address of a link."""
    return MARKDOWN_CODE.sub("x", markdown)


def _after(before: str, text: str) -> str:
    """Text mended, knowing that a value may stand before it: `{{ share }} %`."""
    if not before.endswith("}}"):
        return mend(text)
    return mend("x" + text)[1:]


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "x" for part in node.values)
    return None


def msgids(catalogue: str) -> Iterator[str]:
    """Sentences of a .po file: the French side, which is the msgid."""
    for entry in re.findall(r'^msgid(?:_plural)? ((?:"(?:[^"\\]|\\.)*"\s*)+)', catalogue, re.M):
        yield "".join(ast.literal_eval(line) for line in entry.strip().splitlines())
