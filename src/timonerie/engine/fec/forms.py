"""How a file is written: its profile, and what reading alone finds."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.fec import entries
from timonerie.engine.fec.layout import SEPARATORS, Layout
from timonerie.engine.fec.names import Name
from timonerie.engine.fec.shapes import LISTED, Finding, Profile, Rejected, Severity
from timonerie.engine.fec.texts import Written


def profile_of(
    lines: pa.Table, shape: Layout, written: Written, *, name: Name, path: Path, set_aside: int,
    padded: bool, closed: bool,
) -> Profile:  # fmt: skip
    dates = pc.min_max(lines.column("entry_date"))
    return Profile(
        name=path.name,
        size=path.stat().st_size,
        encoding=written.encoding,
        separator=SEPARATORS[shape.separator],
        line_ends="+".join(written.ends) or "none",
        header=shape.header,
        renamed=shape.renamed,
        extra=shape.extra,
        in_order=shape.in_order,
        closing_separator=shape.closing_separator or closed,
        sided=shape.sided,
        padded=padded,
        stray_bytes=written.stray,
        stray_lines=tuple(written.stray_lines),
        lines=lines.num_rows,
        set_aside=set_aside,
        entries=entries.by_journal_number(lines)[1],
        entries_by_day=entries.by_number(lines)[1],
        first_date=dates["min"].as_py(),
        last_date=dates["max"].as_py(),
        name_siren=name.siren,
        name_closing=name.closing,
        name_exact=name.exact,
    )


def findings_of(
    profile: Profile, rejected: list[Rejected], blanked: dict[str, list[int]]
) -> tuple[Finding, ...]:
    """Lines set aside, values left blank, stray bytes, a form that the article does not know."""
    found = []
    if profile.set_aside:
        numbers = tuple(one.line for one in rejected[:LISTED])
        found.append(Finding("FEC-11", Severity.ANOMALY, profile.set_aside, numbers))
    for column, lines in blanked.items():
        params = {"column": column}
        found.append(Finding("FEC-27", Severity.ANOMALY, len(lines), tuple(lines[:LISTED]), params))
    if profile.stray_bytes:
        found.append(Finding("FEC-22", Severity.REMARK, profile.stray_bytes, profile.stray_lines))
    found += _of_form(profile)
    return tuple(found)


def _of_form(profile: Profile) -> list[Finding]:
    odd: dict[str, object] = {
        "renamed": list(profile.renamed),
        "extra": list(profile.extra),
        "order": not profile.in_order,
        "closing_separator": profile.closing_separator,
        "separator": "" if profile.separator in ("tab", "pipe") else profile.separator,
        "line_ends": profile.line_ends if profile.line_ends not in ("lf", "crlf", "cr") else "",
    }
    told = {name: value for name, value in odd.items() if value}
    return [Finding("FEC-24", Severity.REMARK, len(told), (1,), told)] if told else []
