"""`{% figure value unit state=… %}` and `{{ ratio|percent }}`."""

from django import template

from timonerie.foundations.wording import formats
from timonerie.foundations.wording.formats import Number
from timonerie.foundations.wording.states import State, as_state

register = template.Library()


@register.simple_tag
def figure(
    value: Number | None,
    unit: str = "",
    *,
    state: State | str | None = None,
    decimals: int | None = None,
) -> str:
    return formats.figure(value, unit, state=as_state(state), decimals=decimals)


@register.filter
def percent(ratio: Number | None, decimals: int = 1) -> str:
    if ratio is None:
        return str(State.MISSING.word)
    return formats.percent(ratio, decimals=decimals)


@register.filter
def number(value: Number | None, decimals: int | None = None) -> str:
    if value is None:
        return str(State.MISSING.word)
    return formats.number(value, decimals=decimals)
