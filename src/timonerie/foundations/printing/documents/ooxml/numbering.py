"""The lists of a document: articles numbered by Word itself, and bullets.

In our own template the styles carry them. Elsewhere, or where the template numbers headings of its
own before ours, each of our paragraphs says its list, which starts again at 1.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document as Word
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.parts.numbering import NumberingPart

from timonerie.foundations.printing.documents.ooxml import styles
from timonerie.foundations.printing.documents.ooxml.elements import (
    Element,
    attribute,
    every,
    made,
    of_file,
    qn,
)
from timonerie.foundations.printing.documents.shapes import Article

ARTICLES, BULLETS = "54494D31", "54494D32"
LEVELS = len(styles.HEADINGS)


@dataclass(frozen=True)
class Lists:
    """The list that a paragraph has to say, None where its style does."""

    articles: int | None
    bullets: int | None


def is_consecutive(articles: Sequence[Article], parent: str = "") -> bool:
    """Whether Word, counting from 1, finds the numbers of the articles; those without a number are
    not counted, nor may they have parts that are."""
    numbered = [one for one in articles if one.number]
    wanted = [f"{parent}{rank}" for rank in range(1, len(numbered) + 1)]
    bare = [part for one in articles if not one.number for part in one.children]
    return (
        [one.number for one in numbered] == wanted
        and parent.count(".") < LEVELS + (not numbered)
        and not any(_is_numbered(one) for one in bare)
        and all(is_consecutive(one.children, f"{one.number}.") for one in numbered)
    )


def prepare(word: Word, *, before: Sequence[Element]) -> Lists:
    """Give a document the lists it lacks; `before` stands in it before our first article."""
    root = _root(word)
    of_articles = _bound(word, root, styles.HEADINGS[0])
    is_ours = of_articles is not None and _identity(of_articles) == ARTICLES
    counts = is_ours and not any(_is_heading(word, one) for one in before)
    return Lists(
        articles=None if counts else _num(root, _articles(root, of_articles if is_ours else None)),
        bullets=None if _bound(word, root, styles.BULLET) is not None
        else _num(root, _abstract(root, BULLETS)),
    )  # fmt: skip


def replace(word: Word) -> None:
    """Ours alone, in a document that we start."""
    root = _root(word)
    for child in list(root):
        root.remove(child)
    root.extend(list(of_file("numbering.xml")))


def said(number: int, level: int = 0) -> Element:
    return made("numPr", made("ilvl", val=level), made("numId", val=number))


def _is_numbered(article: Article) -> bool:
    return bool(article.number) or any(_is_numbered(one) for one in article.children)


def _root(word: Word) -> Element:
    if any(one.reltype == RELATIONSHIP_TYPE.NUMBERING for one in word.part.rels.values()):
        root: Element = word.part.numbering_part.element
        return root
    made_root = made("numbering")
    name, nature = PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING
    part = NumberingPart(name, nature, made_root, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return made_root


def _bound(word: Word, root: Element, style: str) -> Element | None:
    """The definition of the list that a style carries."""
    element = styles.named(word, style)
    carried = None if element is None else next(every(element, "numId"), None)
    if carried is None:
        return None
    number = attribute(carried, "val")
    tie = next((one for one in every(root, "num") if attribute(one, "numId") == number), None)
    if tie is None:
        return None
    wanted = next((attribute(one, "val") for one in every(tie, "abstractNumId")), "")
    defined = every(root, "abstractNum")
    return next((one for one in defined if attribute(one, "abstractNumId") == wanted), None)


def _is_heading(word: Word, element: Element) -> bool:
    of_headings = [styles.named(word, name) for name in styles.HEADINGS]
    wanted = {attribute(one, "styleId") for one in of_headings if one is not None}
    return any(attribute(one, "val") in wanted for one in every(element, "pStyle"))


def _identity(abstract: Element) -> str:
    return next((attribute(one, "val").upper() for one in every(abstract, "nsid")), "")


def _abstract(root: Element, identity: str) -> Element:
    """A definition of ours, added before the lists that use one, as the schema wants."""
    ours = next(
        one for one in every(of_file("numbering.xml"), "abstractNum") if _identity(one) == identity
    )
    one = deepcopy(ours)
    for tie in list(every(one, "pStyle")):
        tie.getparent().remove(tie)
    one.set(qn("w:abstractNumId"), str(_next(root, "abstractNum", "abstractNumId")))
    first = next(every(root, "num"), None)
    if first is None:
        root.append(one)
    else:
        first.addprevious(one)
    return one


def _articles(root: Element, ours: Element | None) -> Element:
    return _abstract(root, ARTICLES) if ours is None else ours


def _num(root: Element, abstract: Element) -> int:
    """A list of its own on a definition, from 1 at every level."""
    number = _next(root, "num", "numId")
    starts = [
        made("lvlOverride", made("startOverride", val=1), ilvl=level)
        for level, _one in enumerate(every(abstract, "lvl"))
    ]
    wanted = attribute(abstract, "abstractNumId")
    one = made("num", made("abstractNumId", val=wanted), *starts, numId=number)
    lists = list(every(root, "num"))
    if lists:
        lists[-1].addnext(one)
    else:
        root.append(one)
    return number


def _next(root: Element, name: str, key: str) -> int:
    numbers = [
        int(attribute(one, key)) for one in every(root, name) if attribute(one, key).isdigit()
    ]
    return max(numbers, default=0) + 1
