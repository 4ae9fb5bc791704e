"""The lines of a draft that no model gives: sites, tools, data, other activities, blanks."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements import filling
from timonerie.domains.sourcing.rules.statements.known import Chosen, Site
from timonerie.domains.sourcing.rules.statements.ready import Model
from timonerie.domains.sourcing.rules.statements.shapes import JSON, SECTIONS, Line

NewKey = Callable[[], str]


def sites(known: Iterable[Site], *, new_key: NewKey) -> Iterator[Line]:
    for site in known:
        text = filling.joined(
            f"{site.place}." if site.place else "",
            f"Effectif : {site.heads}." if site.heads is not None else "",
            f"Ouverture : {site.hours}."
            if site.hours
            else "[à compléter : jours et heures d’ouverture]",
        )
        yield Line(new_key(), 1, Kind.SITE, 0, site.name, text, origin="site")


def tools(activities: Sequence[Chosen], *, new_key: NewKey) -> Iterator[Line]:
    for name, served in filling.tools(activities).items():
        text = filling.joined(
            f"Activités : {', '.join(served)}.",
            "[à compléter : qui ouvre les accès, et dans quel sens passent les données]",
        )
        yield Line(new_key(), 3, Kind.INTERFACE, 0, f"Outil : {name}", text, origin="activity")


def data(activities: Sequence[Chosen], *, new_key: NewKey) -> Iterator[Line]:
    """What article 28 of the GDPR wants of each activity whose data are known."""
    for chosen in activities:
        level = chosen.confidentiality
        if not chosen.data and level is None:
            continue
        text = filling.joined(
            f"Confidentialité : niveau {level} sur 4." if level is not None else "",
            "" if chosen.data else "[à compléter : données traitées]",
        )
        values: dict[str, JSON] = {"topics": ["processing"], "data": chosen.data}
        title = f"Données traitées : {chosen.name}"
        yield Line(new_key(), 10, Kind.PRIVACY, 0, title, text, values, chosen.code, "activity")


def activities(
    model: Model, chosen: Sequence[Chosen], lines: Sequence[Line], *, new_key: NewKey
) -> Iterator[Line]:
    """A scope and, where it is known, a volume for each activity that has none; for one that the
    model does not know, all the lines that hold it."""
    has = {(line.activity, line.kind) for line in lines if not _is_bare(line)}
    for one in chosen:
        is_known = one.catalogue_code in model.activities
        wanted = [Kind.SCOPE, *([Kind.VOLUME] if not is_known or one.volume is not None else [])]
        wanted += [] if is_known else [Kind.INPUT, Kind.DELIVERABLE, Kind.PRICE]
        volume = ""
        for kind in wanted:
            if (one.code, kind) not in has:
                line = _generic(kind, one, key=new_key(), volume=volume)
                volume = line.key if kind == Kind.VOLUME else volume
                yield line


def _is_bare(line: Line) -> bool:
    """A volume that no figure of the activity fitted: in another unit."""
    return line.kind == Kind.VOLUME and line.values.get("expected") is None


def sections(lines: Iterable[Line], *, new_key: NewKey) -> Iterator[Line]:
    """One line with the question, for each section that has none."""
    filled = {line.section for line in lines}
    for section in SECTIONS:
        if section.number not in filled:
            text = f"[à compléter : {section.help}]"
            yield Line(new_key(), section.number, Kind.TEXT, 0, section.title, text, origin="draft")


def _generic(kind: Kind, chosen: Chosen, *, key: str, volume: str) -> Line:
    section = next(one.number for one in SECTIONS if kind in one.kinds and kind != Kind.TEXT)
    text, values = _QUESTIONS[kind]
    said, filled = filling.filled(kind, text, values, chosen)
    if kind == Kind.PRICE:
        filled = {**filled, "unit": filling.bare_unit(chosen.volume_unit), "volume_key": volume}
    if kind == Kind.DELIVERABLE and filled.get("when"):
        said = _ACCEPTANCE
    if kind == Kind.INPUT and filled.get("when"):
        said = _SENDER
    return Line(key, section, kind, 0, chosen.name, said, filled, chosen.code, "activity")


_ACCEPTANCE = "[à compléter : format, et ce qui fait que le livrable est accepté]"
_SENDER = "[à compléter : qui remet quoi, et sous quel format]"
_QUESTIONS: dict[Kind, tuple[str, dict[str, JSON]]] = {
    Kind.SCOPE: ("", {}),
    Kind.VOLUME: ("", {}),
    Kind.INPUT: (
        "[à compléter : ce que nos sites remettent, quel jour, à quelle heure, par qui]",
        {"side": "ours"},
    ),
    Kind.DELIVERABLE: (
        "[à compléter : ce qui est rendu, quel jour, et ce qui fait qu’il est accepté]",
        {},
    ),
    Kind.PRICE: ("", {"recurrence": "unit"}),
}
