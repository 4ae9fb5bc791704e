"""The parts every page is made of; `frontend/README.md` shows each with its arguments.

Rich parts take one description (`Figure`, `Table`, `HeatMap`, `Trend`, `Bars`, `SmallMultiples`,
`Timeline`); plain ones take keyword arguments.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxSelectMultiple
from django.template import Context as TemplateContext
from django.template import RequestContext
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from timonerie.foundations.wording.states import State
from timonerie.web.charts import Bars, Ranges, Scatter, SmallMultiples, Trend
from timonerie.web.contract_timelines import Drawing as ContractTimeline
from timonerie.web.figures import Figure
from timonerie.web.responses import FORMATS
from timonerie.web.tables import Cell, Column, Controls, HeatMap, Table
from timonerie.web.timelines import Timeline

register = template.Library()

Text = str | Promise
Context = dict[str, Any]
#: Mappings with `label` and `url`, and what the part adds (`current`, `count`…).
Links = Sequence[Mapping[str, Any]]

HIDDEN = mark_safe(' aria-hidden="true"')
ALERT_ICONS = {"info": "info", "success": "check", "warning": "alert", "error": "error"}


@register.simple_tag
def icon(name: str, *, label: Text = "") -> SafeString:
    """A drawing of `frontend/icons.svg`; hidden from screen readers unless it has a label."""
    return _drawing(name, str(label))


@lru_cache(maxsize=1000)
def _drawing(name: str, label: str) -> SafeString:
    """A page draws the same few icons a thousand times."""
    said = format_html(' role="img" aria-label="{}"', label) if label else HIDDEN
    return format_html(
        '<svg class="icon icon-{}" width="20" height="20"{}><use href="{}#{}"/></svg>',
        name,
        said,
        static("build/icons.svg"),
        name,
    )


@register.inclusion_tag("components/state_badge.html")
def state_badge(state: State | str, *, word: Text = "", is_quiet: bool = False) -> Context:
    """`is_quiet` drops the background, for use inside a sentence or a table."""
    known = State(state)
    return {"state": known, "word": word or known.word, "is_quiet": is_quiet}


@register.inclusion_tag("components/figure_card.html")
def figure_card(figure: Figure) -> Context:
    return {"figure": figure}


@register.inclusion_tag("components/heat_map.html")
def heat_map(heat_map: HeatMap) -> Context:
    shown = {cell.state for row in heat_map.rows for cell in row.cells}
    return {"map": heat_map, "states": [state for state in State if state in shown]}


@register.simple_tag
def heat_cell(column: Column, cell: Cell) -> SafeString:
    """One cell of a heat map. Written here: a map holds a thousand, and a template takes ten times
    as long for each."""
    state = State.MEASURED if cell.state is None else cell.state
    opening, drawing, word = _heat_parts(state, str(column.label), get_language())
    start, end = (f'<a href="{escape(cell.url)}">', "</a>") if cell.url else ("<span>", "</span>")
    if str(cell.text) == str(state.word):
        word = ""
    note = f"<small>{escape(cell.note)}</small>" if cell.note else ""
    return mark_safe(  # noqa: S308 - every part is escaped
        f'{opening}{start}{drawing}<span class="heat-text">{escape(cell.text)}</span>'
        f"{word}{note}{end}</td>"
    )


@lru_cache(maxsize=1000)
def _heat_parts(state: State, label: str, language: str) -> tuple[str, str, str]:
    """What the cells of a column in one state share, in a language."""
    opening = format_html('<td class="heat-cell heat-{}" data-label="{}">', state.value, label)
    word = format_html('<span class="visually-hidden"> {}</span>', state.word)
    return opening, _drawing(state.icon, ""), word


@register.inclusion_tag("components/data_table.html")
def data_table(
    table: Table,
    *,
    empty_title: Text = "",
    empty_text: Text = "",
    empty_url: str = "",
    empty_action: Text = "",
    is_plain: bool = False,
) -> Context:
    """`is_plain` drops the frame, for a table inside another part."""
    return {
        "table": table,
        "empty_title": empty_title,
        "empty_text": empty_text,
        "empty_url": empty_url,
        "empty_action": empty_action,
        "is_plain": is_plain,
    }


@register.inclusion_tag("components/table_controls.html", takes_context=True)
def table_controls(context: TemplateContext, controls: Controls) -> Context:
    request = getattr(context, "request", None)
    return {"controls": controls, "is_remembered": getattr(request, "remembers", False)}


@register.inclusion_tag("components/export_links.html", takes_context=True)
def export_links(context: TemplateContext, shown: Any) -> Context:
    """A table or a chart as a file, with the filters of the address; nothing on pages that do not
    answer through `responses.show`."""
    request = getattr(context, "request", None)
    if request is None or shown.key not in getattr(request, "exported", ()):
        return {"links": []}
    links = []
    for kind in FORMATS:
        query = request.GET.copy()
        query["table"], query["format"] = shown.key, kind
        links.append({"label": kind.upper(), "url": f"?{query.urlencode()}"})
    return {"links": links, "caption": shown.caption}


@register.inclusion_tag("components/trend_chart.html")
def trend_chart(trend: Trend, *, id: str) -> Context:
    """`id` is unique in the page: the chart finds its data by it."""
    return {"chart": trend, "id": id, "data_id": f"{id}-data"}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(bars: Bars) -> Context:
    return {"chart": bars}


@register.inclusion_tag("components/scatter_chart.html")
def scatter_chart(scatter: Scatter) -> Context:
    return {"chart": scatter}


@register.inclusion_tag("components/range_chart.html")
def range_chart(ranges: Ranges) -> Context:
    return {"chart": ranges}


@register.inclusion_tag("components/small_multiples.html")
def small_multiples(multiples: SmallMultiples) -> Context:
    return {"chart": multiples, "height": 32}


@register.inclusion_tag("components/timeline.html")
def timeline(timeline: Timeline) -> Context:
    return {"timeline": timeline}


@register.inclusion_tag("components/contract_timeline.html")
def contract_timeline(drawing: ContractTimeline) -> Context:
    return {"drawing": drawing}


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    *,
    title: Text,
    text: Text = "",
    icon: str = "empty",
    url: str = "",
    action: Text = "",
    other_url: str = "",
    other_action: Text = "",
) -> Context:
    """Says what is not there yet and the next gesture."""
    return {
        "title": title,
        "text": text,
        "icon_name": icon,
        "url": url,
        "action": action,
        "other_url": other_url,
        "other_action": other_action,
    }


@register.inclusion_tag("components/alert.html")
def alert(
    *, kind: str = "info", title: Text = "", text: Text = "", url: str = "", action: Text = ""
) -> Context:
    """`kind` is "info", "success", "warning" or "error"."""
    return {
        "kind": kind,
        "icon_name": ALERT_ICONS[kind],
        "title": title,
        "text": text,
        "url": url,
        "action": action,
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm, *, takes_focus: bool = True) -> Context:
    """The errors of a form at its top, each a link to its field; nothing when there is none."""
    fields = [field for field in form if field.errors] if form.is_bound else []
    general = form.non_field_errors() if form.is_bound else []
    return {
        "fields": fields,
        "general": general,
        "count": len(fields) + len(general),
        "takes_focus": takes_focus,
    }


@register.inclusion_tag("components/form_field.html")
def form_field(field: BoundField, *, example: Text = "") -> Context:
    attrs: dict[str, Any] = {"class": _control_class(field)}
    if field.errors:
        attrs["aria-invalid"] = "true"
    described = _described_by(field, example)
    if described:
        attrs["aria-describedby"] = described
    return {
        "field": field,
        "control": field.as_widget(attrs=attrs),
        "example": example,
        "is_check": _input_type(field) == "checkbox",
        "is_group": isinstance(field.field.widget, CheckboxSelectMultiple),
    }


def _input_type(field: BoundField) -> str:
    return str(getattr(field.field.widget, "input_type", ""))


def _control_class(field: BoundField) -> str:
    kind = _input_type(field)
    if kind == "checkbox":
        return "form-check-input"
    return "form-select" if kind == "select" else "form-control"


def _described_by(field: BoundField, example: Text) -> str:
    said = {"help": field.help_text, "example": example, "error": field.errors}
    return " ".join(f"{field.auto_id}-{name}" for name, value in said.items() if value)


@register.inclusion_tag("components/stepper.html")
def stepper(steps: Sequence[Text], *, current: int, label: Text = "") -> Context:
    """`current` counts from 1; steps before it are done."""
    lines = [
        {"rank": rank, "label": step, "is_done": rank < current, "is_current": rank == current}
        for rank, step in enumerate(steps, start=1)
    ]
    return {"steps": lines, "current": current, "label": label}


@register.inclusion_tag("components/drop_zone.html")
def drop_zone(
    *, name: str, title: Text, text: Text = "", accept: str = "", is_multiple: bool = False
) -> Context:
    """A file input that also takes files dropped on it; stands inside the page's form."""
    return {
        "name": name,
        "title": title,
        "text": text,
        "accept": accept,
        "is_multiple": is_multiple,
    }


@register.inclusion_tag("components/progress_bar.html")
def progress_bar(
    *,
    id: str,
    label: Text,
    done: float,
    total: float,
    poll_url: str = "",
    estimate: Text = "",
    is_share: bool = False,
) -> Context:
    """The server answers `poll_url` with this part again, without `poll_url` once finished."""
    return {
        "id": id,
        "label": label,
        "done": done,
        "total": total,
        "ratio": done / total if total else 0,
        "poll_url": poll_url,
        "estimate": estimate,
        "is_share": is_share,
    }


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(links: Links) -> Context:
    return {"links": links}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: Page[Any], *, noun: Text = "") -> Context:
    """Keeps the other parameters of the address; `noun` names what is listed ("dossiers")."""
    return {"page": page, "noun": noun, "query": context["request"].GET}


@register.inclusion_tag("components/filter_bar.html")
def filter_bar(fields: Sequence[BoundField], *, chips: Links = (), clear_url: str = "") -> Context:
    """A GET form, so that filters live in the address; each chip's `url` is the page without it."""
    controls = [
        {"field": field, "control": field.as_widget(attrs={"class": _control_class(field)})}
        for field in fields
    ]
    return {"controls": controls, "chips": chips, "clear_url": clear_url}


@register.inclusion_tag("components/tabs.html")
def tabs(links: Links, *, label: Text) -> Context:
    return {"links": links, "label": label}


@register.inclusion_tag("components/details_list.html")
def details_list(pairs: Links) -> Context:
    """Mappings with `term` and `detail`, and `url` or `state` where there is one."""
    return {"pairs": pairs}


@register.inclusion_tag("components/confirm_dialog.html")
def confirm_dialog(
    *,
    id: str,
    title: Text,
    consequence: Text,
    action_url: str,
    action: Text,
    opener: Text,
    is_grave: bool = True,
) -> Context:
    """Opens without script through its address (`#id`); the button names the consequence."""
    return {
        "id": id,
        "title": title,
        "consequence": consequence,
        "action_url": action_url,
        "action": action,
        "opener": opener,
        "is_grave": is_grave,
    }


@register.inclusion_tag("components/messages.html")
def page_messages(messages: Sequence[Any]) -> Context:
    return {"messages": messages}
