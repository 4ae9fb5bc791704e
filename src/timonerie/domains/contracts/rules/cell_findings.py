"""The fields that the tokens of a cell give, each with where it stands, and what is left to ask."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from timonerie.domains.contracts.rules import cell_roles
from timonerie.domains.contracts.rules.cell_columns import Column
from timonerie.domains.contracts.rules.cell_questions import Question, ask
from timonerie.domains.contracts.rules.cell_tokens import Token
from timonerie.domains.contracts.rules.lengths import INDEFINITE, Length

_RENEWING = ("tacit", "express", "renew")


@dataclass(frozen=True, slots=True)
class Finding:
    """A field, its value, and the segment of the cell that says so."""

    name: str
    value: str
    segment: int


@dataclass(slots=True)
class Found:
    """`asked` are questions that a segment raises, each with its segment."""

    findings: list[Finding] = field(default_factory=list)
    asked: list[tuple[int, Question]] = field(default_factory=list)

    def add(self, name: str, value: str, token: Token) -> None:
        self.findings.append(Finding(name, value, token.segment))

    def ask(self, code: str, token: Token, *, about: str = "", proposed: str = "") -> None:
        question = ask(code, text=token.text, about=about, proposed=proposed)
        self.asked.append((token.segment, question))


def gather(tokens: Sequence[Token], column: Column) -> Found:
    found = Found()
    for place, token in enumerate(tokens):
        match token.kind:
            case "length":
                _length(found, tokens, place, cell_roles.of_length(tokens, place, column))
            case "adjective":
                _adjective(found, tokens, place, column)
            case "date":
                _date(found, tokens, place, column)
            case "month" | "year_day":
                _part_of_date(found, tokens, place, column)
            case "times" | "same":
                _about_renewal(found, tokens, place)
            case "working":
                found.ask("working_days", token, about="notice")
            case _:
                _word(found, tokens, place)
    _renewal(found, tokens, column)
    return found


def _length(found: Found, tokens: Sequence[Token], place: int, role: str | None) -> None:
    token = tokens[place]
    assert token.length is not None
    value = str(token.length)
    if role is not None:
        found.add(role, value, token)
        return
    is_open = any(each.kind == "open" for each in tokens)
    about = "notice" if is_open else ""
    found.ask("which_length", token, about=about, proposed=value)


def _adjective(found: Found, tokens: Sequence[Token], place: int, column: Column) -> None:
    role = cell_roles.of_adjective(tokens, place, column)
    if role != "":
        _length(found, tokens, place, role)


def _date(found: Found, tokens: Sequence[Token], place: int, column: Column) -> None:
    token, role = tokens[place], cell_roles.of_date(tokens, place, column)
    about = role if role in ("start", "end") else ""
    if token.day is None:
        found.ask("bad_date", token, about=about)
    elif role is None:
        found.ask("which_date", token, proposed=token.day.isoformat())
    elif role == "notice_date":
        found.ask("notice_date", token, about="notice")
    elif about:
        found.add(about, token.day.isoformat(), token)


def _part_of_date(found: Found, tokens: Sequence[Token], place: int, column: Column) -> None:
    token, role = tokens[place], cell_roles.of_date(tokens, place, column)
    if role == "signed":
        return
    about = role if role in ("start", "end") else ""
    if token.kind == "year_day":
        found.ask("year_missing", token, about=about or "end")
        return
    proposed = "" if token.day is None else _day_of(token.day, about)
    found.ask("which_day", token, about=about, proposed=proposed)


def _day_of(month: date, about: str) -> str:
    """The first day of the month for a start, the last one for an end."""
    if about != "end":
        return month.isoformat()
    return (Length(months=1).after(month) - timedelta(days=1)).isoformat()


def _about_renewal(found: Found, tokens: Sequence[Token], place: int) -> None:
    """How many times, or for the same length as the firm term."""
    token = tokens[place]
    if not any(each.kind in _RENEWING for each in tokens):
        found.ask("not_understood", token)
    elif token.kind == "times":
        found.add("renewals", token.text, token)
    else:
        firm = next((each.value for each in found.findings if each.name == "firm"), None)
        if firm:
            found.add("renewal_length", firm, token)
        else:
            found.ask("which_length", token, about="renewal_length")


def _word(found: Found, tokens: Sequence[Token], place: int) -> None:
    token = tokens[place]
    match token.kind:
        case "open":
            renews = any(each.kind in ("tacit", "renew", "then") for each in tokens[:place])
            found.add("renewal_length" if renews else "firm", str(INDEFINITE), token)
        case "registered":
            found.add("form", "registered", token)
        case "received" | "sent":
            found.add("notice_counts", token.kind, token)
        case "no_notice":
            _no_notice(found, tokens, token)
        case "any_time":
            if not any(each.kind == "open" for each in tokens):
                found.ask("any_time", token, about="firm")


def _no_notice(found: Found, tokens: Sequence[Token], token: Token) -> None:
    """« Pas de préavis avant 3 mois » does not say that there is none."""
    if any(each.kind == "length" for each in tokens):
        found.ask("conflict", token, about="notice")
    else:
        found.add("notice", "0 days", token)


def _renewal(found: Found, tokens: Sequence[Token], column: Column) -> None:
    """Tacit, express or none, when one of them alone is said. Below « Tacite reconduction », yes or
    a length is enough."""
    said = [each for each in tokens if each.kind in ("tacit", "express", "none")]
    for token in said:
        found.add("renewal", token.kind, token)
    if said:
        return
    lengths = {each.segment for each in found.findings if each.name == "renewal_length"}
    telling = [
        each
        for each in tokens
        if each.kind == "renew"
        or (column.kind == "renewal" and (each.kind == "yes" or each.segment in lengths))
    ]
    if telling and column.kind == "renewal" and column.is_of_tacit_renewal:
        found.add("renewal", "tacit", telling[0])
    elif telling:
        found.ask("tacit_or_express", telling[0], about="renewal")
