"""Received files of facts, opened by a child process: their first rows, or all of them.

One way for the page, the command and the API: the same file gets the same verdict at every door.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from timonerie.domains.facts.confined import reading as confined_reading
from timonerie.domains.facts.confined import sampling as confined_sampling
from timonerie.domains.facts.enums import Field
from timonerie.domains.facts.rules.drafts import Draft, Proposal
from timonerie.domains.facts.rules.events import EVENTS
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.facts.rules.rows import Reading, Reject
from timonerie.foundations.documents import confinement
from timonerie.foundations.documents.connectors.base import Notice, Options, stopped

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Sample:
    """The start of a file: up to 200 distinct values a column, and a first mapping."""

    format: str
    header: tuple[str, ...]
    samples: dict[str, list[str]]
    draft: Draft


def sample(path: Path, name: str, options: Options | None = None) -> Sample:
    """Read the start of a file; `name` is the name given by its sender.

    Raises:
        FileRefused: a structural fault that the first rows show.
    """
    asked = {"path": str(path), "name": name, "options": asdict(options or Options())}
    with confinement.opened(_name(confined_sampling.sample), asked) as (told, _folder):
        return Sample(told["format"], tuple(told["header"]), told["samples"], _draft(told["draft"]))


def read(
    path: Path, name: str, mapping: Mapping, *, progress: Progress | None = None
) -> tuple[Reading, str]:
    """The whole file as a mapping reads it, and its format.

    Raises:
        FileRefused: a structural fault, or a file that its reader could not stand.
    """
    asked = {"path": str(path), "name": name, "mapping": mapping.to_dict()}
    work = _name(confined_reading.read)
    with confinement.opened(work, asked, tell=progress) as (told, folder):
        format_ = told.pop("format")
        reading = Reading(
            events=_events(folder / confined_reading.EVENTS),
            header=tuple(told.pop("header")),
            rejects=[Reject(**one) for one in told.pop("rejects")],
            notices=[Notice(**one) for one in told.pop("notices")],
            **told,
        )
    return reading, format_


def _name(work: Callable[..., Any]) -> str:
    return f"{work.__module__}.{work.__name__}"


def _draft(told: dict[str, Any]) -> Draft:
    proposals = tuple(
        Proposal(Field(one["field"]), one["column"], one["reason"], tuple(one["samples"]))
        for one in told["proposals"]
    )
    return Draft(told["data"], proposals, told["kind_reason"])


def _events(path: Path) -> pa.Table:
    """Read whole before the folder goes, and believed only once it holds what it says."""
    try:
        with pa.OSFile(str(path)) as file:
            events = pa.ipc.open_file(file).read_all()
        events.validate(full=True)
    except (OSError, pa.ArrowInvalid) as error:
        raise stopped() from error
    if not events.schema.equals(EVENTS):
        raise stopped()
    return events
