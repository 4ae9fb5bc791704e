"""The repository checks itself: what the linters cannot see."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import get_resolver

from tests.conftest import ROOT
from tests.repository import files, layers, routes, templates, typography
from timonerie.foundations.accounts import policies

SOURCE = "src/timonerie/"
# Read by the tests and by the machinery around them, not by a running instance.
OF_DEVELOPERS = ("TIMONERIE_TEST_", "TIMONERIE_REAL_DATA")

#: Where a read may go over every company.
OVER_COMPANIES = {
    "domains/portfolio/operations/serving.py",
    "foundations/backups/queries.py",
    "foundations/jobs/operations.py",
    "foundations/scope/secrets.py",
}


@cache
def texts() -> dict[str, str]:
    return files.texts(ROOT)


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def code() -> dict[str, str]:
    """Our Python, by path; generated migrations left out."""
    return {
        path: content
        for path, content in texts().items()
        if path.startswith(SOURCE) and path.endswith(".py") and "/migrations/" not in path
    }


def pages() -> dict[str, str]:
    """Templates by the name that Django knows them under."""
    return {
        path.partition("/templates/")[2]: content
        for path, content in texts().items()
        if path.startswith(SOURCE) and "/templates/" in path
    }


def test_foreign_keys_look_down() -> None:
    assert layers.faults(apps.get_models(), layers=layers.of_repository(ROOT)) == []


@pytest.mark.rule("ISO-01")
def test_every_company_is_read_at_once_in_few_named_modules() -> None:
    found = {path.removeprefix(SOURCE) for path, source in code().items() if ".unscoped(" in source}
    assert found == OVER_COMPANIES
    assert len(OVER_COMPANIES) <= 6


@pytest.mark.rule("AUT-01")
def test_every_route_declares_a_policy_that_exists() -> None:
    known = {*policies.permissions(), policies.PUBLIC, policies.SIGNED_IN}
    assert routes.faults(get_resolver().url_patterns, policies=known) == []


def test_every_template_is_used() -> None:
    assert templates.unused(pages(), code().values()) == []


def test_no_template_holds_a_style_a_script_or_a_handler() -> None:
    found = {name: templates.policy_faults(page) for name, page in pages().items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_french_sentences_keep_their_no_break_spaces() -> None:
    sentences = [(name, s) for name, page in pages().items() for s in templates.texts(page)]
    sentences += [
        (path, s) for path, source in code().items() for s in typography.sentences(source)
    ]
    sentences += [
        (path, s)
        for path, catalogue in texts().items()
        if path.endswith("django.po")
        for s in typography.msgids(catalogue)
    ]
    assert [(where, fault) for where, s in sentences for fault in typography.faults(s)] == []


def test_french_pages_keep_their_no_break_spaces() -> None:
    pages = [
        (path, typography.prose(page))
        for path, page in texts().items()
        if path.endswith(".md") and typography.is_french_page(path)
    ]
    assert [(where, fault) for where, s in pages for fault in typography.faults(s)] == []


def test_every_setting_read_from_the_environment_is_documented() -> None:
    guide = text("docs/guide/administration.md")
    contributing = text("CONTRIBUTING.md")
    missing = files.undocumented(code().values(), guide)
    assert [name for name in missing if not name.startswith(OF_DEVELOPERS)] == []
    assert [name for name in missing if name not in contributing] == []


def test_no_documented_setting_has_vanished() -> None:
    guide = text("docs/guide/administration.md")
    assert files.undocumented([guide], "\n".join(code().values())) == []


def test_postgresql_has_one_version_wherever_it_is_named() -> None:
    versions = files.postgresql_versions(texts())
    assert list(versions) == [15], versions


def test_no_file_says_where_or_how_the_project_was_made() -> None:
    assert files.forbidden(texts()) == []


def test_nothing_built_and_nothing_heavy_is_committed() -> None:
    paths = files.committed(ROOT)
    assert files.built(map(str, paths)) == []
    assert [str(p) for p in paths if (ROOT / p).stat().st_size > files.LARGEST] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "tools/uv.txt"])
def test_the_locks_of_python_hold_hashes_and_no_address(lock: str) -> None:
    assert files.lock_faults(text(lock)) == []


def test_the_lock_of_the_frontend_holds_no_address() -> None:
    lock = text("package-lock.json")
    assert '"resolved"' not in lock
    assert "://" not in re.sub(r'"(?:url|funding)": "[^"]*"', "", lock)


def test_every_dependency_has_its_reason_and_is_locked() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    named = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    lock = text("requirements.lock")
    lines = text("pyproject.toml").splitlines()
    for requirement in named:
        name = re.split(r"[\[<>=]", requirement)[0]
        assert re.search(rf"^{name}==", lock, re.M), f"{name} is not locked: make lock"
        assert any(f'"{requirement}",' in line and "# " in line for line in lines), name


def test_every_command_of_the_makefile_has_a_line_of_help() -> None:
    makefile = text("Makefile")
    commands = re.search(r"^\.PHONY: (.*)$", makefile, re.M)
    assert commands
    for command in commands[1].split():
        assert re.search(rf"^{command}:.*  ## \w", makefile, re.M), command


def test_links_between_pages_lead_somewhere() -> None:
    found = [
        fault
        for path, content in texts().items()
        if path.endswith(".md")
        for fault in files.broken_links(path, content, root=ROOT)
    ]
    assert found == []


def test_every_picture_is_shown_somewhere_and_stays_small() -> None:
    pages = "".join(content for path, content in texts().items() if path.endswith(".md"))
    for picture in (ROOT / "docs" / "images").iterdir():
        assert f"images/{picture.name})" in pages, picture.name
        assert picture.stat().st_size < 200_000, picture.name


def test_decisions_are_numbered_and_have_one_shape() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(path.name[:4]) for path in decisions]
    assert numbers == list(range(1, len(decisions) + 1))
    for path in decisions:
        headings = re.findall(r"^## (\w+)$", path.read_text(encoding="utf-8"), re.M)
        assert headings == ["Context", "Decision", "Consequences"], path.name


def test_the_glossary_names_every_model() -> None:
    glossary = text("docs/glossary.md")
    ours = [m for m in apps.get_models() if m.__module__.startswith("timonerie.")]
    assert [m.__name__ for m in ours if f"`{m.__name__}`" not in glossary] == []


def test_every_domain_introduces_itself_in_ten_lines() -> None:
    domains = [p for p in (ROOT / SOURCE / "domains").iterdir() if (p / "__init__.py").exists()]
    assert domains
    for domain in domains:
        readme: Path = domain / "README.md"
        assert readme.exists(), f"{domain.name} has no README.md"
        assert len(readme.read_text(encoding="utf-8").splitlines()) <= 25, domain.name
