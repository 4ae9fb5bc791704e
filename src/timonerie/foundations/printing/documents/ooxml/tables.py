"""Tables whose header comes again on each page, and whose rows are not cut."""

from collections.abc import Sequence

from timonerie.foundations.printing.documents import columns
from timonerie.foundations.printing.documents.ooxml import styles
from timonerie.foundations.printing.documents.ooxml.elements import Element, made, paragraph, run
from timonerie.foundations.printing.documents.ooxml.setting import Setting
from timonerie.foundations.printing.documents.shapes import Grid

MANY_COLUMNS = 6
"""Above, cells are written smaller."""
_SOFT, _COVER_LABEL = "475467", 0.28


def table(grid: Grid, setting: Setting) -> list[Element]:
    """Its caption, the table, and what holds it off the text that follows."""
    widths = [round(share * setting.width) for share in columns.shares(grid)]
    figures = columns.are_figures(grid)
    caption = [paragraph(setting.styles[styles.CAPTION], run(grid.caption))] if grid.caption else []
    style = setting.styles[styles.SMALL_CELL if len(widths) > MANY_COLUMNS else styles.CELL]
    rows = [_row(grid.header, widths, figures, style, is_header=True)] if grid.header else []
    rows += [_row(row, widths, figures, style) for row in columns.rows(grid)]
    return [*caption, _framed(rows, widths, setting, has_header=bool(grid.header)), _gap(setting)]


def cover(lines: Sequence[tuple[str, str]], setting: Setting) -> list[Element]:
    """Labels and values, on two columns."""
    widths = [round(_COVER_LABEL * setting.width), round((1 - _COVER_LABEL) * setting.width)]
    style = setting.styles[styles.COVER]
    rows = [
        made(
            "tr",
            made("trPr", made("cantSplit")),
            _cell(paragraph(style, run(label, made("color", val=_SOFT))), widths[0]),
            _cell(paragraph(style, run(value)), widths[1]),
        )
        for label, value in lines
    ]
    return [_framed(rows, widths, setting, has_header=False), _gap(setting)]


def _framed(
    rows: Sequence[Element], widths: Sequence[int], setting: Setting, *, has_header: bool
) -> Element:
    properties = made(
        "tblPr",
        made("tblStyle", val=setting.styles[styles.GRID]),
        made("tblW", w=sum(widths), type="dxa"),
        made("tblLayout", type="fixed"),
        made(
            "tblLook", val="0020" if has_header else "0000", firstRow=int(has_header), lastRow=0,
            firstColumn=0, lastColumn=0, noHBand=1, noVBand=1,
        ),
    )  # fmt: skip
    return made("tbl", properties, made("tblGrid", *(made("gridCol", w=w) for w in widths)), *rows)


def _row(
    texts: Sequence[str],
    widths: Sequence[int],
    figures: Sequence[bool],
    style: str,
    *,
    is_header: bool = False,
) -> Element:
    shares = [width / sum(widths) for width in widths]
    keeps = [made("cantSplit")] if columns.keeps_together(texts, shares) else []
    repeats = [made("tblHeader")] if is_header else []
    cells = [
        _cell(_line(text, style, is_figure=is_figure, is_header=is_header), width)
        for text, width, is_figure in zip(texts, widths, figures, strict=True)
    ]
    return made("tr", made("trPr", *keeps, *repeats), *cells)


def _line(text: str, style: str, *, is_figure: bool, is_header: bool) -> Element:
    keeps = (made("keepNext"),) if is_header else ()
    side = (made("jc", val="right"),) if is_figure else ()
    return paragraph(style, run(text), properties=(*keeps, *side))


def _cell(content: Element, width: int) -> Element:
    return made("tc", made("tcPr", made("tcW", w=width, type="dxa")), content)


def _gap(setting: Setting) -> Element:
    """Two tables that touch would be one."""
    return paragraph(
        setting.styles[styles.CELL], properties=(made("spacing", before=0, after=120),)
    )
