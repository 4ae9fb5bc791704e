"""A first statement of work, from a ready model and what the company knows of its activities."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements import filling, unknown
from timonerie.domains.sourcing.rules.statements.known import Chosen, Fact, Site
from timonerie.domains.sourcing.rules.statements.ready import Entry, Model
from timonerie.domains.sourcing.rules.statements.shapes import JSON, SECTIONS, Line, ordered

NewKey = Callable[[], str]
Pair = tuple[Entry, Chosen | None]


def draft(
    *,
    model: Model,
    activities: Sequence[Chosen],
    sites: Sequence[Site] = (),
    facts: Sequence[Fact] = (),
    on: date,
    new_key: NewKey,
) -> list[Line]:
    """The lines of the sixteen sections, ranked from 1 in each.

    Lines of the model on an activity that was not chosen are left out; an activity that the model
    does not know gets lines of its own. Nothing is invented: what nobody knows is left blank,
    with a question « [à compléter : …] ». `on` is the day on which facts are frozen; `new_key`
    gives a new key at each call.
    """
    lines = [*_of_model(model, activities, new_key=new_key)]
    lines += unknown.activities(model, activities, lines, new_key=new_key)
    lines += unknown.sites(sites, new_key=new_key)
    lines += unknown.data(activities, new_key=new_key)
    lines += unknown.tools(activities, new_key=new_key)
    lines += unknown.sections(lines, new_key=new_key)
    return ranked(_with_facts(line, facts, on=on) for line in lines)


def plain(model: Model, *, new_key: NewKey) -> list[Line]:
    """A model alone, all its lines, on the codes of the built-in list."""
    whole = [Chosen(code=code, name="", catalogue_code=code) for code in sorted(model.activities)]
    return ranked(_of_model(model, whole, new_key=new_key))


def ranked(lines: Iterable[Line]) -> list[Line]:
    """Lines in the order of their sections, and of the kinds that each section takes."""
    orders = {section.number: section.kinds for section in SECTIONS}

    def place(line: Line) -> tuple[int, int]:
        kinds = orders[line.section]
        return line.section, kinds.index(line.kind) if line.kind in kinds else len(kinds)

    read = sorted(lines, key=place)
    return [
        replace(line, rank=rank)
        for _, group in groupby(read, key=lambda line: line.section)
        for rank, line in enumerate(group, start=1)
    ]


def numbering(lines: Iterable[Line]) -> dict[str, str]:
    """The number of the article of each line, by key: « 7.3 »."""
    return {
        line.key: f"{section}.{place}"
        for section, group in groupby(ordered(lines), key=lambda line: line.section)
        for place, line in enumerate(group, start=1)
    }


def _of_model(model: Model, activities: Sequence[Chosen], *, new_key: NewKey) -> list[Line]:
    pairs = [(entry, chosen) for entry in model.entries for chosen in _served(entry, activities)]
    keys = [new_key() for _ in pairs]
    names = {
        (entry.name, chosen.code if chosen else ""): key
        for (entry, chosen), key in zip(pairs, keys, strict=True)
        if entry.name
    }
    origin, dated = f"model:{model.code}", _dated_once(pairs)
    return [
        _line(entry, chosen, key=key, names=names, origin=origin)
        for (entry, chosen), key in zip(dated, keys, strict=True)
    ]


def _dated_once(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The deadlines known of an activity are said of its first entry and its first deliverable:
    the others have dates of their own."""
    said = set()
    for entry, chosen in pairs:
        place = (entry.kind, entry.values.get("side"), chosen.code if chosen else "")
        is_told = place in said
        said.add(place)
        bare = replace(chosen, our_deadline="", their_deadline="") if chosen else None
        yield entry, bare if is_told else chosen


def _served(entry: Entry, activities: Sequence[Chosen]) -> Iterator[Chosen | None]:
    if not entry.activity:
        yield None
    yield from (one for one in activities if entry.activity == one.catalogue_code != "")


def _line(
    entry: Entry,
    chosen: Chosen | None,
    *,
    key: str,
    names: dict[tuple[str, str], str],
    origin: str,
) -> Line:
    text, values, activity = entry.text, dict(entry.values), chosen.code if chosen else ""
    if "volume_key" in values:
        name = str(values["volume_key"])
        values["volume_key"] = names.get((name, activity)) or names.get((name, ""), "")
    if chosen:
        text, values = filling.filled(entry.kind, text, values, chosen)
    elif entry.kind == Kind.VOLUME:
        text = filling.asked(text, values)
    title = chosen.name if chosen and chosen.name and entry.kind == Kind.SCOPE else entry.title
    return Line(key, entry.section, entry.kind, 0, title, text, values, activity, origin)


def _with_facts(line: Line, facts: Sequence[Fact], *, on: date) -> Line:
    if line.kind != Kind.SERVICE_LEVEL:
        return line
    values: dict[str, JSON] = filling.measured(line.values, facts, activity=line.activity, on=on)
    return replace(line, values=values)
