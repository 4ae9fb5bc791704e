"""What the templates may not hold under a strict content security policy, and their text."""

import html
import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

# Read aloud, hovered or shown: text as much as what stands between the tags.
TEXT_ATTRIBUTES = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
SILENT = {"code", "kbd", "pre", "script", "style"}
QUOTED = re.compile(r'"([^"]*)"' + r"|'([^']*)'")

# Pages that Django or a library of ours asks for by their name.
ASKED_BY_NAME = {
    "400.html", "403.html", "403_csrf.html", "404.html", "500.html", "registration/login.html",
}  # fmt: skip


class _Reader(HTMLParser):
    """Collects the text and the forbidden parts of one page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.faults: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in SILENT:
            self._silent.append(tag)
        if tag == "style":
            self.faults.append("<style>")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.faults.append("inline <script>")
        for name, value in attrs:
            self._attribute(name, value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text.append(data)

    def _attribute(self, name: str, value: str) -> None:
        if name == "style" or name.startswith(("on", "hx-on")):
            self.faults.append(f"{name}=")
        if value.strip().lower().startswith("javascript:"):
            self.faults.append(f"{name}=javascript:")
        if name in TEXT_ATTRIBUTES:
            self.text.append(value)


def _read(source: str) -> tuple[_Reader, list[str]]:
    """The page with an x for each variable and nothing for each tag, and the tags' own strings."""
    page, strings = [], []
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.TEXT:
            page.append(token.contents)
        elif token.token_type == TokenType.VAR:
            page.append("x")
        if token.token_type in (TokenType.BLOCK, TokenType.VAR):
            strings += [html.unescape(a or b) for a, b in QUOTED.findall(token.contents)]
    reader = _Reader()
    reader.feed("".join(page))
    reader.close()
    return reader, strings


def texts(source: str) -> list[str]:
    """What a reader of the page may read."""
    reader, strings = _read(source)
    return reader.text + strings


def policy_faults(source: str) -> list[str]:
    """Styles, scripts and handlers inside the page, which the policy refuses."""
    return _read(source)[0].faults


def unused(templates: Mapping[str, str], python: Iterable[str]) -> list[str]:
    """Names of templates that no view, no tag and no other template asks for.

    A fragment is asked for as `page.html#fragment`.
    """
    code = "\n".join(python)
    asked = ASKED_BY_NAME | set(re.findall(r"""["']([\w./-]+\.\w+)(?:#[\w-]+)?["']""", code))
    for name, source in templates.items():
        _, strings = _read(source)
        asked |= {string.partition("#")[0] for string in strings} - {name}
    return sorted(set(templates) - asked)
