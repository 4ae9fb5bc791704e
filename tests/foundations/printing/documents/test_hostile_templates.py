"""A template that could do harm, or that cannot be used, is refused with what to do about it."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from pytest_django import Settings

from tests.foundations.printing.documents import reading, templates
from tests.foundations.printing.documents.samples import SHORT
from timonerie.foundations.printing.documents import company_template
from timonerie.foundations.printing.documents.company_template import TemplateRefused
from timonerie.foundations.printing.documents.word import docx

pytestmark = pytest.mark.rule("FIL-04", "FIL-11")

Make = Callable[[], bytes]
HOUSE = templates.house()
RELATIONS = "word/_rels/document.xml.rels"
BODY = "word/document.xml"
TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NATURE = "wordprocessingml.document"
OLD_DRAWING = (
    '<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" '
    'src="http://a.example/p.png"/></w:pict></w:r></w:p>'
)
MERGE = (
    "<w:mailMerge><w:connectString w:val='Provider=SQLOLEDB;Data Source=serveur'/></w:mailMerge>"
)
ELSEWHERE = (
    f'<Relationships><Relationship Id="x1" Type="{OFFICE}/image" '
    'Target="https://a.example/p" TargetMode="External"/></Relationships>'
).encode()
SETTINGS = "word/settings.xml"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{}</svg>'
DTD = '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


def outside(kind: str, target: str) -> bytes:
    tie = f'<Relationship Id="x1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return reading.replaced(HOUSE, RELATIONS, "</Relationships>", f"{tie}</Relationships>")


def in_body(markup: str) -> bytes:
    return reading.replaced(HOUSE, BODY, "<w:body>", f"<w:body>{markup}")


def field(*pieces: str) -> bytes:
    told = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in pieces)
    ends = [
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ]
    return in_body(f"<w:p>{ends[0]}{told}{ends[1]}</w:p>")


def linked() -> bytes:
    target = BytesIO(HOUSE)
    with zipfile.ZipFile(target, "a") as archive:
        told = zipfile.ZipInfo("word/media/lien.png")
        told.external_attr = 0o120777 << 16
        archive.writestr(told, "../../etc/passwd")
    return target.getvalue()


def edited(name: str, content: bytes) -> Make:
    return lambda: reading.edited(HOUSE, {name: content})


def drawn(markup: str) -> Make:
    return edited("word/media/d.svg", DRAWING.format(markup).encode())


def merged() -> bytes:
    return reading.edited(
        HOUSE, {SETTINGS: f'<w:settings xmlns:w="{reading.W[1:-1]}">{MERGE}</w:settings>'.encode()}
    )


def typed(old: str, new: str) -> Make:
    """The house's template, said to be of another nature."""
    return lambda: reading.replaced(HOUSE, TYPES, old, new)


def holding(*lines: str) -> Make:
    return lambda: templates.written(*lines)


HOSTILE: dict[str, tuple[Make, str]] = {
    "docm": (typed(f"officedocument.{NATURE}", "word.document.macroEnabled"), "macro"),
    "macro hidden in a docx": (edited("word/vbaProject.bin", b"x"), "macro"),
    "model of Word": (typed(NATURE, "wordprocessingml.template"), "not_word"),
    "template elsewhere": (lambda: outside("attachedTemplate", "https://a.example/t"), "outside"),
    "picture elsewhere": (lambda: outside("image", "https://a.example/p.png"), "outside"),
    "link to a share": (lambda: outside("hyperlink", "file://serveur/partage"), "outside"),
    "picture of an old drawing": (lambda: in_body(OLD_DRAWING), "outside"),
    "mail merge": (merged, "outside"),
    "relations in capitals": (edited("word/_rels/a.xml.RELS", ELSEWHERE), "outside"),
    "drawing with a picture elsewhere": (drawn('<image x:href="https://a.example/p"/>'), "outside"),
    "drawing that names a share": (drawn('<use href="//serveur/a.svg#b"/>'), "outside"),
    "drawing with a style elsewhere": (
        drawn("<style>@import 'https://a.example'</style>"),
        "outside",
    ),
    "embedded object": (edited("word/embeddings/o.bin", b"x"), "object"),
    "control": (edited("word/activeX/activeX1.xml", b"<a/>"), "object"),
    "program": (edited("word/media/note.exe", b"MZ"), "object"),
    "foreign piece": (lambda: in_body("<w:altChunk/>"), "object"),
    "picture by a field": (lambda: field(" INCLUDE", "PICTURE a.png "), "field"),
    "program by a field": (lambda: field(' DDEAUTO c:\\\\cmd.exe "/k" '), "field"),
    "simple field": (lambda: in_body('<w:fldSimple w:instr="INCLUDETEXT a.docx"/>'), "field"),
    "entity": (lambda: reading.replaced(HOUSE, BODY, "<w:document", f"{DTD}<w:document"), "dtd"),
    "entity in a part aside": (edited("word/webSettings.xml", f"{DTD}<a>&b;</a>".encode()), "dtd"),
    "bomb": (lambda: reading.edited(HOUSE, {"word/media/p.bmp": b"\0" * 60_000_000}), "too_big"),
    "bomb of XML": (lambda: reading.edited(HOUSE, {"a.xml": b" " * 3_200_000}), "too_big"),
    "too heavy": (lambda: HOUSE + b"\0" * company_template.LIMIT, "too_big"),
    "way out": (edited("../../etc/cron.d/a.xml", b"<a/>"), "broken"),
    "link": (linked, "broken"),
    "truncated": (lambda: HOUSE[: len(HOUSE) // 2], "broken"),
    "damaged": (lambda: HOUSE.replace(b"PK\x01\x02", b"PK\x01\x03", 1), "broken"),
    "not XML": (edited(BODY, b"<w:document"), "broken"),
    "missing part": (lambda: reading.replaced(HOUSE, RELATIONS, "styles.xml", "a.xml"), "broken"),
    "not a zip": (lambda: b"%PDF-1.7 bonjour", "not_word"),
    "nothing": (bytes, "not_word"),
    "archive of something else": (edited(TYPES, b"<Types/>"), "not_word"),
    "password": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "locked"),
    "no mark": (holding("Bonjour"), "no_mark"),
    "two marks": (holding(templates.MARK, templates.MARK), "two_marks"),
    "mark in a sentence": (holding(f"Ici : {templates.MARK}"), "mark_not_alone"),
    "mark in a cell": (templates.in_a_cell, "mark_not_alone"),
    "parties twice": (holding("[[parties]]", "[[Parties]]", templates.MARK), "two_marks"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_a_remedy(name: str) -> None:
    make, code = HOSTILE[name]
    data = make()
    faults = company_template.check(data)
    assert [one.code for one in faults] == [code]
    assert all(one.remedy.endswith(".") and "%(" not in one.remedy for one in faults)
    with pytest.raises(TemplateRefused):
        docx(SHORT, data)


@pytest.mark.slow
def test_a_child_that_can_do_little_harm_says_the_same(settings: Settings, tmp_path: Path) -> None:
    settings.CONFINES_READING = True
    path = tmp_path / "modele.docx"
    for data in (HOUSE, HOSTILE["entity"][0](), HOSTILE["picture elsewhere"][0]()):
        path.write_bytes(data)
        assert company_template.check_received(path) == company_template.check(data)


def test_every_fault_is_told_at_once() -> None:
    data = reading.edited(outside("image", "https://a.example/p"), {"word/vbaData.xml": b"<a/>"})
    assert {one.code for one in company_template.check(data)} == {"macro", "outside"}


def test_what_a_house_often_has_is_no_fault() -> None:
    page = outside("hyperlink", "https://www.example.fr")
    assert company_template.check(page) == []
    assert company_template.check(field(" PAGE ")) == []
    inside = drawn('<use x:href="#a"/><image href="data:image/png;base64,AA"/><g fill="url(#b)"/>')
    assert company_template.check(inside()) == []
    assert company_template.check(field(' HYPERLINK "https://www.example.fr" ')) == []


@pytest.mark.slow
@hypothesis(max_examples=40)
@given(st.binary(max_size=200), st.integers(0, len(HOUSE)))
def test_whatever_comes_in_is_judged(noise: bytes, place: int) -> None:
    data = HOUSE[:place] + noise + HOUSE[place + len(noise) :]
    faults = company_template.check(data)
    if not faults:
        assert docx(SHORT, data).startswith(b"PK")
