"""The page, the command and the API say the same of a file, and a file refused changes nothing.

Each file is read here as in production, by a child process. The first entry of each row of the
corpus goes through the three doors; `test_corpus.py` reads the others.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tests.domains.facts.corpus import ENTRIES, Entry
from tests.domains.facts.corpus.entries import AMOUNT
from tests.domains.facts.doors import Doors, Verdict
from tests.factories import accounts, facts, organisation
from tests.factories.dumps import dump
from timonerie.domains.facts.models import ImportBatch
from timonerie.domains.facts.operations import sources
from timonerie.foundations.documents import codes, confined, confinement
from timonerie.foundations.documents.codes import Effect
from timonerie.foundations.scope import current

pytestmark = [pytest.mark.rule("FIL-01", "FIL-04", "FIL-11"), pytest.mark.slow]

FIRST = {entry.row: entry for entry in reversed(ENTRIES)}
ASKED = [(door, entry) for entry in FIRST.values() for door in entry.doors]
#: What says that a file came and was refused; everything else must be as before.
TRACES = {
    "documents.blob", "documents.reception", "facts.importbatch", "audit.event", "audit.head",
    "audit.personalvalue", "jobs.job", "jobs.jobrun", "accounts.session", "accounts.ratewindow",
    "accounts.user", "django_q.success", "django_q.task",
}  # fmt: skip


@pytest.fixture
def doors(
    db: None, settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Doors:
    settings.CONFINES_READING = True
    company = organisation.company()
    with current.company(company.pk):
        alice = accounts.actor(company)
        sources.ensure(by=alice, at=facts.NOW, name="outil")
    browser = Client()
    browser.force_login(accounts.user_of(alice))
    return Doors(company, browser, django_capture_on_commit_callbacks)


def kept(folder: Path) -> set[str]:
    """Where the files of an instance stand, without their names."""
    found = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {path.parts[2] if len(path.parts) > 2 else str(path) for path in found}


def read_source(doors: Doors, entry: Entry) -> None:
    """The source is read with the mapping of the entry, as the page will propose."""
    with current.company(doors.company.pk):
        alice = accounts.actor(doors.company)
        source = sources.ensure(by=alice, at=facts.NOW, name="outil")
        sources.keep_mapping(by=alice, at=facts.NOW, source=source, mapping=entry.mapping)


# What the kernel counts of a child starts from what its parent had: each says its own peak.
MEASURED = f"""
import json, re
from {confined.__name__} import ANSWER, main
main()
answer = json.load(open(ANSWER))
answer["peak"] = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
json.dump(answer, open(ANSWER, "w"))
"""


@pytest.fixture
def peaks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Most memory that each child had, in kilobytes, as they end."""
    told: list[int] = []
    kept = confinement._found

    def found(child: Any, folder: Path, **rest: Any) -> dict[str, Any]:
        if (folder / confined.ANSWER).exists():
            told.append(json.loads((folder / confined.ANSWER).read_bytes())["peak"])
        return kept(child, folder, **rest)

    options = confinement._COMMAND[: confinement._COMMAND.index("-m")]
    monkeypatch.setattr(confinement, "_COMMAND", (*options, "-c", MEASURED))
    monkeypatch.setattr(confinement, "_found", found)
    return told


@pytest.mark.engine("sqlite")
@pytest.mark.parametrize(("door", "entry"), ASKED, ids=str)
def test_the_verdict_is_the_same_at_every_door(
    entry: Entry, door: str, doors: Doors, tmp_path: Path, data_dir: Path, peaks: list[int]
) -> None:
    read_source(doors, entry)
    path = entry.make(tmp_path)
    before = dump(without=TRACES if door != "command" else frozenset())

    found: Callable[[Path, Entry], Verdict] = getattr(doors, door)
    told = found(path, entry)

    effect = codes.catalogue()[entry.code].effect if entry.code else None
    assert (told.effect, told.code) == (effect, entry.code)
    assert entry.says in told.said
    if entry.code not in ("XLS-10", None):
        assert (told.line, told.column) == (entry.line, entry.column)
    assert dump(without=TRACES if door != "command" else frozenset()) == before
    left = kept(data_dir)
    assert left <= ({"blobs"} if effect is Effect.FILE else {"blobs", "facts"})
    assert list(confinement.workshop().iterdir()) == []
    assert peaks or entry.code
    assert max(peaks, default=0) < 1_000_000


def test_the_mapping_of_a_file_refused_is_not_kept(doors: Doors, tmp_path: Path) -> None:
    entry = Entry(14, "", lambda folder: folder / "x.csv", mapping=AMOUNT)
    (tmp_path / "x.csv").write_bytes(b'dossier;valeur\nA;"1\n')

    assert doors.api(tmp_path / "x.csv", entry).code == "CSV-03"

    with current.company(doors.company.pk):
        batch = ImportBatch.objects.get()
    assert (batch.state, batch.mapping) == ("refused", None)


def test_an_invisible_character_of_a_name_does_not_pass_a_form(
    doors: Doors, tmp_path: Path
) -> None:
    """The framework takes them off before the product sees a name; the command refuses them."""
    entry = next(one for one in ENTRIES if one.row == 7)

    doors.api(entry.make(tmp_path), entry)

    with current.company(doors.company.pk):
        assert ImportBatch.objects.get().file_name == "envoivsc.csv"


def test_markup_in_a_file_is_shown_as_text(doors: Doors, tmp_path: Path) -> None:
    entry = FIRST[36]
    read_source(doors, entry)
    doors.page(entry.make(tmp_path), entry)

    with current.company(doors.company.pk):
        batch = ImportBatch.objects.get()
    shown = doors.browser.get(f"/{doors.company.slug}/donnees/{batch.public_id}/").content.decode()

    assert "<script>alert(1)</script>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
