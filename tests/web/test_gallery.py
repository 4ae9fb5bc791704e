"""Every component on one page: what no page may ever carry is looked for here."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.test import RequestFactory

from timonerie.web.pages.gallery import gallery

Tag = tuple[str, dict[str, str | None]]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def tags() -> list[Tag]:
    parser = Tags()
    parser.feed(gallery(RequestFactory().get("/composants/")).text)
    return parser.seen


def test_no_style_is_written_in_the_page(tags: list[Tag]) -> None:
    assert [tag for tag in tags if tag[0] == "style" or "style" in tag[1]] == []


def test_no_script_is_written_in_the_page(tags: list[Tag]) -> None:
    inline = [attrs for tag, attrs in tags if tag == "script" and "src" not in attrs]
    assert {attrs.get("type") for attrs in inline} == {"application/json"}


def test_no_attribute_carries_a_script(tags: list[Tag]) -> None:
    names = {name for _, attrs in tags for name in attrs}
    assert [name for name in names if re.match(r"on|hx-on|x-|@", name)] == []


def test_nothing_asks_the_page_for_itself_again_and_again(tags: list[Tag]) -> None:
    """A sample that polls would put the gallery in its own place, every second."""
    assert [attrs for _, attrs in tags if "every" in (attrs.get("hx-trigger") or "")] == []


def test_every_id_is_unique(tags: list[Tag]) -> None:
    counts = Counter(attrs["id"] for _, attrs in tags if "id" in attrs)
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_label_and_description_finds_its_target(tags: list[Tag]) -> None:
    ids = {attrs.get("id") for _, attrs in tags}
    wanted: set[str] = set()
    for _, attrs in tags:
        for name in ("for", "aria-describedby", "aria-labelledby", "data-chart", "data-opens"):
            wanted.update((attrs.get(name) or "").split())
    assert wanted - ids == set()


def test_every_icon_exists_in_the_sheet(tags: list[Tag], pytestconfig: pytest.Config) -> None:
    sheet = (pytestconfig.rootpath / "frontend" / "icons.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', sheet))
    used = {(attrs.get("href") or "").partition("#")[2] for tag, attrs in tags if tag == "use"}
    assert used <= drawn
