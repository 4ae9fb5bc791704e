"""The three doors of a file of facts, and what each answers of it, in one shape."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.domains.facts.corpus import Entry
from timonerie.cli import main
from timonerie.domains.facts.models import ImportBatch
from timonerie.foundations.documents.codes import Effect
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@dataclass(frozen=True)
class Verdict:
    """Where a file ended, and the first thing said of it."""

    effect: Effect | None
    code: str | None
    line: int | None
    column: str | None
    said: str


@dataclass(frozen=True)
class Doors:
    company: Company
    browser: Client
    done: DjangoCaptureOnCommitCallbacks

    def command(self, path: Path, entry: Entry) -> Verdict:
        mapping = path.parent / "mapping.toml"
        mapping.write_text(entry.mapping.to_toml(), encoding="utf-8")
        words = ["import", str(path), "--company", self.company.slug, "--source", "outil",
                 "--mapping", str(mapping), "--dry-run", "--json"]  # fmt: skip
        answer = CliRunner().invoke(main, words)
        told = json.loads(answer.stdout)
        refused = told["rejects"][0] if told["status"] == "refused" and not told["rows"] else None
        assert answer.exit_code == (2 if told["status"] == "refused" else 0)
        return verdict(refused, told["rejects"], told["notices"])

    def api(self, path: Path, entry: Entry) -> Verdict:
        form = {"file": upload(path), "source": "outil", "mapping": entry.mapping.to_toml()}
        with self.done(execute=True):
            answer = self.browser.post(f"/api/{self.company.slug}/batches", form)
        told = answer.json()
        if answer.status_code == 422:
            return Verdict(Effect.FILE, told["code"], None, None, told["remedy"])
        told = self.browser.get(f"/api/{self.company.slug}/batches/{told['id']}").json()
        return verdict(told["refused"], told["rejects"], told["notices"])

    def page(self, path: Path, entry: Entry) -> Verdict:
        address = f"/{self.company.slug}/donnees/nouveau/"
        answer = self.browser.post(address, {"file": upload(path), "source": "outil"})
        if answer.status_code == 200:
            (said,) = answer.context["form"].errors["file"]
            code = said.rpartition("code ")[2].rstrip(")")
            return Verdict(Effect.FILE, code, None, None, said)
        form = self.browser.get(answer["Location"], follow=True).context.get("form")
        if form is not None:
            values = {name: form[name].value() or "" for name in form.fields}
            with self.done(execute=True):
                self.browser.post(answer["Location"], values)
        with current.company(self.company.pk):
            batch = ImportBatch.objects.get()
        shown = self.browser.get(f"/{self.company.slug}/donnees/{batch.public_id}/")
        text = shown.content.decode()
        report = batch.report
        assert batch.state == ("refused" if "refused" in report else "read")
        found = verdict(report.get("refused"), report.get("rejects", []), report.get("notices", []))
        assert found.code is None or found.code in text
        return found


def upload(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


def verdict(
    refused: dict[str, Any] | None, rejects: list[dict[str, Any]], notices: list[dict[str, Any]]
) -> Verdict:
    doubts = [one for one in notices if one["code"] != "DAT-06"]
    for effect, told in ((Effect.FILE, [refused]), (Effect.ROW, rejects), (Effect.DOUBT, doubts)):
        for one in told:
            if one:
                said = one.get("remedy") or one["message"]
                return Verdict(effect, one["code"], one["line"], one["column"], said)
    return Verdict(None, None, None, None, "")
