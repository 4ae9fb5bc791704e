"""A digest as one person receives it: what it says, then its words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.publications.enums import DigestKind
from timonerie.domains.publications.operations.digests import Written
from timonerie.foundations.accounts import links
from timonerie.foundations.wording import formats
from timonerie.web.digests import deciding, registry
from timonerie.web.digests.deciding import Decisions
from timonerie.web.digests.reader import Reader, Section


@dataclass(frozen=True)
class Cover:
    """Somebody who is away until a day, as the one who stands in reads for them."""

    reader: Reader
    until: date


@dataclass(frozen=True)
class Digest:
    """What one person is told. `title` heads it; `keys` are the lines to decide it tells."""

    kind: DigestKind
    title: str
    sections: tuple[Section, ...]
    keys: tuple[str, ...]
    waiting: int

    @property
    def has_news(self) -> bool:
        return bool(self.keys)


def composed(
    reader: Reader,
    kind: DigestKind,
    *,
    room: int,
    known: Collection[str] = (),
    covers: Sequence[Cover] = (),
) -> Digest:
    """`room` is how many lines to decide may still be told this week, `known` those already told;
    on other days than Monday only what is new is said."""
    mine = deciding.of(reader, kind, room=room, known=known)
    sections, keys = [_to_decide(mine, kind)], list(mine.keys)
    for cover in covers:
        found = deciding.instead(
            cover.reader,
            mine=mine,
            room=room - len(keys),
            known=known,
            weekly=kind == DigestKind.WEEKLY,
        )
        sections.append(_instead(cover, found))
        keys += found.keys
    if kind == DigestKind.WEEKLY:
        said = {item.text for one in sections for item in one.items}
        sections += registry.sections(reader, said=said)
    return Digest(kind, _title(kind, reader.on), tuple(sections), tuple(keys), mine.waiting)


def written(digest: Digest, reader: Reader) -> Written:
    """The words, as text and set as HTML: they say the same."""
    base = links.base_address()
    context = {
        "digest": digest,
        "base": base,
        "company": reader.company,
        "today": base + reverse("today", args=[reader.slug]),
        "choices": base + reverse("my-messages", args=[reader.slug]),
    }
    return Written(
        subject=_subject(digest, reader),
        text=_text(digest, base=base, reader=reader),
        html=render_to_string("digests/mail.html", context),
        keys=digest.keys,
    )


def _title(kind: DigestKind, on: date) -> str:
    day = formats.day(on, style="full")
    if kind == DigestKind.WEEKLY:
        return _("Votre semaine, %(day)s") % {"day": day}
    return _("Du nouveau pour vous, %(day)s") % {"day": day}


def _subject(digest: Digest, reader: Reader) -> str:
    words = {"company": reader.company.name, "n": formats.number(len(digest.keys))}
    if not digest.keys:
        return _("%(company)s : rien de neuf à décider cette semaine") % words
    return (
        ngettext(
            "%(company)s : %(n)s ligne à décider",
            "%(company)s : %(n)s lignes à décider",
            len(digest.keys),
        )
        % words
    )


def _to_decide(found: Decisions, kind: DigestKind) -> Section:
    title = _("À décider") if kind == DigestKind.WEEKLY else _("Nouveau, à décider")
    note = "" if found.items or found.waiting else _("Rien n’attend votre décision.")
    return Section(title, found.items, more=found.waiting, note=note)


def _instead(cover: Cover, found: Decisions) -> Section:
    words = {"name": cover.reader.actor.name, "day": formats.day(cover.until)}
    note = "" if found.items else _("Rien que vos droits vous laissent voir n’attend à sa place.")
    title = _("À la place de %(name)s, jusqu’au %(day)s") % words
    return Section(title, found.items, more=found.waiting, note=note)


def _text(digest: Digest, *, base: str, reader: Reader) -> str:
    parts = [digest.title, *(_section(one, base) for one in digest.sections)]
    today, own = (base + reverse(name, args=[reader.slug]) for name in ("today", "my-messages"))
    parts.append(
        _("Tout voir : %(today)s\nChoisir ce que vous recevez, ou ne plus rien recevoir : %(own)s")
        % {"today": today, "own": own}
    )
    return "\n\n".join(parts) + "\n"


def _section(one: Section, base: str) -> str:
    lines = [one.title.upper()]
    for item in one.items:
        lines.append(f"– {item.text}")
        lines += [f"  {part}" for part in (item.detail, item.path and base + item.path) if part]
    lines += [part for part in (one.note, more(one.more)) if part]
    return "\n".join(lines)


def more(count: int) -> str:
    """How many lines are not told here."""
    if not count:
        return ""
    return ngettext("Et %(n)s autre.", "Et %(n)s autres.", count) % {"n": formats.number(count)}
