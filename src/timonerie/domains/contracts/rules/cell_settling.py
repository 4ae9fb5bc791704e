"""What may be kept of what was found in a cell, and what must be asked instead."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from timonerie.domains.contracts.rules.cell_columns import FIELD_OF, Column
from timonerie.domains.contracts.rules.cell_findings import Finding, Found
from timonerie.domains.contracts.rules.cell_questions import Question, ask
from timonerie.domains.contracts.rules.cell_tokens import Token

#: A segment with one of these speaks of the contract's terms.
_CLAUSES = {
    "tacit", "express", "none", "renew", "notice", "before_end", "firm", "open", "start", "end",
    "length", "adjective", "date", "month", "year_day", "lasting", "then", "amount",
}  # fmt: skip
_STRANGE = {"word", "number"}
_DOUBT = {"doubt", "unknown", "nothing"}
_ASIDE = {"aside", "revision"}
#: What an amount is made of: its question is asked once, for its value.
_OF_AMOUNT = ("amount_period", "currency", "tax")

Segments = dict[int, list[Token]]


def settle(
    tokens: Sequence[Token], found: Found, column: Column
) -> tuple[dict[str, str], tuple[Question, ...], str]:
    """Fields, questions, and the text of the segments that say nothing of a clause."""
    segments = {rank: list(each) for rank, each in groupby(tokens, key=lambda each: each.segment)}
    asked = [question for rank, question in found.asked if not _is_aside(segments, rank, question)]
    fields = _agreed(_sure(segments, found.findings, asked, column), asked)
    if "amount_cents" not in fields:
        asked = [each for each in asked if each.code != "which_period"]
    rest = _unread(segments, found, asked, column)
    if not asked and _lacks(fields, column):
        asked.append(ask("unknown", text=_text(tokens), about=FIELD_OF.get(column.kind, "")))
    once = [each for rank, each in enumerate(asked) if each not in asked[:rank]]
    return fields, tuple(once), rest


def _is_aside(segments: Segments, rank: int, question: Question) -> bool:
    """« 2 visites par an »: a length that is no term of the contract asks nothing."""
    kinds = {token.kind for token in segments.get(rank, [])}
    return question.code == "which_length" and bool(kinds & _ASIDE)


def _sure(
    segments: Segments, findings: Iterable[Finding], asked: list[Question], column: Column
) -> list[Finding]:
    """The findings that stand; the others are asked, with what they seem to say."""
    sure: list[Finding] = []
    doubted: list[Finding] = []
    for finding in findings:
        around = _around(segments, finding, column)
        code = _unsure(around, finding)
        if not code or finding.name in _OF_AMOUNT:
            sure.append(finding)
            continue
        doubted.append(finding)
        asked.append(ask(code, text=_text(around), about=finding.name, proposed=finding.value))
    return _undenied(sure, doubted, asked)


def _undenied(sure: list[Finding], doubted: list[Finding], asked: list[Question]) -> list[Finding]:
    """What a doubtful stretch contradicts does not stand either: « tacite / expresse ? »."""
    denied = {
        one.name
        for one in doubted
        for other in sure
        if one.name == other.name and one.value != other.value
    }
    for each in sure:
        if each.name in denied:
            asked.append(ask("conflict", text=each.value, about=each.name, proposed=each.value))
    return [each for each in sure if each.name not in denied]


def _around(segments: Segments, finding: Finding, column: Column) -> list[Token]:
    """What else the segment of a finding says: in a column of amounts, the whole cell."""
    if column.kind == "amount" and finding.name == "amount_cents":
        return [token for each in segments.values() for token in each]
    return segments.get(finding.segment, [])


def _unsure(tokens: Iterable[Token], finding: Finding | None = None) -> str:
    """The code of the question to ask; none where every word is known to say nothing else."""
    kinds = {token.kind for token in tokens}
    if kinds & _DOUBT:
        return "doubtful"
    if finding is not None and finding.name == "amount_cents":
        kinds -= {"revision"}
    is_beside = finding is not None and kinds & _ASIDE
    return "confirm" if is_beside or kinds & _STRANGE else ""


def _agreed(findings: Sequence[Finding], asked: list[Question]) -> dict[str, str]:
    """One value a field: two that differ are none."""
    fields: dict[str, str] = {}
    for name in dict.fromkeys(each.name for each in findings):
        values = list(dict.fromkeys(each.value for each in findings if each.name == name))
        if len(values) == 1:
            fields[name] = values[0]
        else:
            asked.append(ask("conflict", text=" / ".join(values), about=name))
    return fields


def _unread(segments: Segments, found: Found, asked: list[Question], column: Column) -> str:
    """Questions on the segments that gave nothing; what is no matter of ours is returned. What was
    not understood is asked once for the whole cell."""
    rest: list[str] = []
    lost: list[str] = []
    heard = {each.segment for each in found.findings} | {rank for rank, _ in found.asked}
    for rank, tokens in segments.items():
        if rank in heard or not (_unsure(tokens) or _has(tokens, _ASIDE)):
            continue
        kinds, text = {token.kind for token in tokens}, _text(tokens)
        about = _about(kinds, column)
        if "unknown" in kinds or kinds == {"doubt"}:
            asked.append(ask("unknown", text=text, about=about))
        elif "nothing" in kinds and about:
            asked.append(ask("none_or_unknown", text=text, about=about))
        else:
            is_ours = about or (kinds & _CLAUSES and not kinds & _ASIDE)
            (lost if is_ours else rest).append(text)
    if lost and not asked:
        about = FIELD_OF.get(column.kind, "")
        asked.append(ask("not_understood", text=", ".join(lost), about=about))
    return ", ".join(rest)


def _has(tokens: Iterable[Token], kinds: set[str]) -> bool:
    return any(token.kind in kinds for token in tokens)


def _about(kinds: set[str], column: Column) -> str:
    if "notice" in kinds:
        return "notice"
    return FIELD_OF.get(column.kind, "")


def _lacks(fields: dict[str, str], column: Column) -> bool:
    """Did a cell not give what its heading promises?"""
    name = FIELD_OF.get(column.kind)
    return name is not None and name not in fields and column.kind != "notice_date"


def _text(tokens: Iterable[Token]) -> str:
    said = " ".join(token.text.strip() for token in tokens if token.kind not in ("hard", "amount"))
    return re.sub(r" ?' ?", "'", said)
