"""The lines of a statement of work being written: added, changed, moved, removed, put back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.models import Activity, StatementLine, StatementOfWork
from timonerie.domains.sourcing.operations import statement_checks
from timonerie.domains.sourcing.queries import removed_lines
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.domains.sourcing.rules.statements import canonical, filling, values
from timonerie.domains.sourcing.rules.statements.known import Fact
from timonerie.domains.sourcing.rules.statements.shapes import JSON, SECTIONS
from timonerie.foundations.accounts.actors import Actor

MOST = 400
LONGEST_TITLE, LONGEST_TEXT = 200, 4000


class WrongValues(Refused):
    """The values of a line have not the shape of its kind; `faults` says each."""

    def __init__(self, faults: tuple[values.Fault, ...]) -> None:
        super().__init__(_("Une valeur ne se lit pas : corrigez ce qui est signalé."))
        self.faults = faults


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a line says; `values` are those of its kind, the blank ones left out."""

    title: str
    text: str = ""
    values: Mapping[str, JSON] = field(default_factory=dict)
    activity: Activity | None = None


def add(
    *,
    by: Actor,
    at: datetime,
    statement: StatementOfWork,
    section: int,
    kind: LineKind,
    said: Said,
) -> StatementLine:
    """At the end of its section.

    Raises:
        Refused: the section does not take this kind, or the statement is full or archived.
        WrongValues: a value has not the shape of its kind.
    """
    by.require("statement.write")
    statement_checks.require_open(by, at=at, statement=statement)
    _require_kind(section, kind)
    told = _checked(statement, kind, said)
    with transaction.atomic():
        rows = _locked(statement)
        if len(rows) >= MOST:
            raise Refused(_("Ce cahier compte déjà 400 lignes : retirez-en ou ouvrez-en un autre."))
        made: StatementLine = StatementLine.objects.create(
            statement=statement,
            section=section,
            kind=kind,
            rank=_next_rank(rows, section),
            origin="member",
            **told,
        )
        _trace(by, at, "statement.line_added", statement, made)
    return made


def change(*, by: Actor, at: datetime, line: StatementLine, version: int, said: Said) -> None:
    """Say a line again; saying what stands writes nothing.

    Raises:
        WrongValues: a value has not the shape of its kind.
        Conflict: somebody changed the line since.
    """
    by.require("statement.write")
    statement = line.statement
    statement_checks.require_open(by, at=at, statement=statement)
    told = _checked(statement, LineKind(line.kind), said)
    with transaction.atomic():
        made = changes.replace(line, version=version, values=told)
        if made:
            detail = {name: made[name] for name in ("title", "activity") if name in made}
            _trace(by, at, "statement.line_changed", statement, line, **detail)


def move(*, by: Actor, at: datetime, line: StatementLine, is_up: bool) -> bool:
    """One place up or down in its section; says whether there was a place to go to."""
    by.require("statement.write")
    statement = line.statement
    statement_checks.require_open(by, at=at, statement=statement)
    with transaction.atomic():
        rows = [row for row in _locked(statement) if row.section == line.section]
        keys = [row.pk for row in rows]
        place = keys.index(line.pk)
        other = place - 1 if is_up else place + 1
        if not 0 <= other < len(rows):
            return False
        rows[place], rows[other] = rows[other], rows[place]
        _rank(rows)
        _trace(by, at, "statement.line_moved", statement, line)
    return True


def take_measured(
    *, by: Actor, at: datetime, line: StatementLine, version: int, facts: Sequence[Fact]
) -> None:
    """Freeze in a service level what was measured of its metric, with the day.

    Raises:
        Refused: nothing is measured of it.
        Conflict: somebody changed the line since.
    """
    by.require("statement.write")
    statement = line.statement
    statement_checks.require_open(by, at=at, statement=statement)
    code = line.activity.code if line.activity else ""
    told = filling.measured(line.values, facts, activity=code, on=timezone.localdate(at))
    if line.kind != LineKind.SERVICE_LEVEL or "measured" not in told:
        raise Refused(_("Rien n’est mesuré de ce niveau : il reste sans chiffre d’aujourd’hui."))
    with transaction.atomic():
        if changes.replace(line, version=version, values={"values": told}):
            _trace(by, at, "statement.line_measured", statement, line)


def remove(*, by: Actor, at: datetime, line: StatementLine, version: int) -> None:
    """Take a line out; the trail keeps it whole, so that it can be put back until the next
    approval. Raises Conflict when somebody changed the line since."""
    by.require("statement.write")
    statement = line.statement
    statement_checks.require_open(by, at=at, statement=statement)
    was = removed_lines.packed(queries.as_line(line, rank=line.rank))
    with transaction.atomic():
        changes.touch(line, version=version, mine={"title": line.title})
        detail = {"line": line.title, "key": str(line.public_id), "was": was}
        line.delete()
        statement_checks.stamp(statement)
        statement_checks.audited(by, at, "statement.line_removed", statement, detail)


def put_back(*, by: Actor, at: datetime, statement: StatementOfWork, key: UUID) -> StatementLine:
    """Put back at the end of its section a line that was removed since the last approval. Raises
    Refused when there is no such line."""
    by.require("statement.write")
    statement_checks.require_open(by, at=at, statement=statement)
    found = next((one for one in removed_lines.of(statement) if one.line.key == str(key)), None)
    if found is None:
        raise Refused(
            _("Cette ligne ne peut plus être remise : une version a été approuvée depuis.")
        )
    line, activities = found.line, queries.activities_of(statement)
    with transaction.atomic():
        made: StatementLine = StatementLine.objects.create(
            public_id=key,
            statement=statement,
            section=line.section,
            kind=line.kind,
            rank=_next_rank(_locked(statement), line.section),
            title=line.title,
            text=line.text,
            values=dict(line.values),
            activity=next((one for one in activities if one.code == line.activity), None),
            origin=line.origin,
        )
        _trace(by, at, "statement.line_put_back", statement, made)
    return made


def _checked(statement: StatementOfWork, kind: LineKind, said: Said) -> dict[str, Any]:
    title, text = " ".join(said.title.split()), said.text.strip().replace("\r\n", "\n")
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(_("Donnez un intitulé de 200 caractères au plus."), field="title")
    if len(text) > LONGEST_TEXT:
        raise Refused(
            _("Le texte dépasse 4 000 caractères : coupez-le en deux lignes."), field="text"
        )
    told = {name: value for name, value in said.values.items() if value not in (None, "", [], ())}
    if found := values.faults(kind, told):
        raise WrongValues(found)
    _require_plain(title, text, told)
    if said.activity is not None and not _holds(statement, said.activity):
        raise Refused(_("Cette activité n’est pas de ce cahier."), field="activity")
    return {"title": title, "text": text, "values": told, "activity": said.activity}


def _require_plain(title: str, text: str, told: Mapping[str, Any]) -> None:
    """What could not be sealed by an approval is refused at once."""
    try:
        written = canonical.canonical([title, text, dict(told)])
    except ValueError:
        written = b"\\u0000"
    if b"\\u0000" in written:
        raise Refused(
            _("Le texte contient un signe qui ne s’écrit pas : retapez-le."), field="text"
        )


def _require_kind(section: int, kind: LineKind) -> None:
    if not 1 <= section <= len(SECTIONS) or kind not in SECTIONS[section - 1].kinds:
        raise Refused(_("Cet article ne prend pas de ligne de cette nature."), field="kind")


def _holds(statement: StatementOfWork, activity: Activity) -> bool:
    return statement.chosen_activities.filter(activity=activity).exists()


def _locked(statement: StatementOfWork) -> list[StatementLine]:
    """The lines in their order; others who move or add lines wait."""
    StatementOfWork.objects.select_for_update(no_key=True).get(pk=statement.pk)
    return queries.rows_of(statement)


def _next_rank(rows: list[StatementLine], section: int) -> int:
    return max((row.rank for row in rows if row.section == section), default=0) + 1


def _rank(rows: list[StatementLine]) -> None:
    for rank, row in enumerate(rows, start=1):
        if row.rank != rank:
            StatementLine.objects.filter(pk=row.pk).update(rank=rank)


def _trace(
    by: Actor,
    at: datetime,
    act: str,
    statement: StatementOfWork,
    line: StatementLine,
    **detail: Any,
) -> None:
    statement_checks.stamp(statement)
    told = {"line": line.title, "section": line.section, **detail}
    statement_checks.audited(by, at, act, statement, told)
