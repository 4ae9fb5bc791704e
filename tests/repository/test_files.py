"""Words, versions, settings and addresses out of place are found in small samples."""

from pathlib import Path

import pytest

from tests.repository import files


@pytest.mark.parametrize(
    "line",
    [
        "open('/" + "home/alice/file')", "cd /" + "root/project", "see /" + "tmp/out.png",
        "https://files.python" + "hosted.org/a.whl", "https://registry." + "npmjs.org/a.tgz",
        "Fixes iss" + "ue 12", "# TO" + "DO later",
    ],
)  # fmt: skip
def test_what_says_where_or_how_the_project_was_made_is_found(line: str) -> None:
    assert len(files.forbidden({"a.py": line})) == 1


@pytest.mark.parametrize(
    "line",
    ["../shared/data", "https://example.org/home/page", "the issue of a request", "/connexion/"],
)
def test_ordinary_lines_pass(line: str) -> None:
    assert files.forbidden({"a.py": line}) == []


def test_what_a_command_makes_again_is_found() -> None:
    made = ["src/a/static/build/app.js", "node_modules/a/b.js", "src/locale/en/django.mo", "var/db"]
    assert files.built([*made, "frontend/app.ts", "src/variables.py"]) == made


def test_two_versions_of_postgresql_are_seen_with_their_places() -> None:
    named = {"README.md": f"PostgreSQL {1} or later", "ci.yml": f"image: postgres:{2}"}
    assert files.postgresql_versions(named) == {1: ["README.md"], 2: ["ci.yml"]}


def test_a_setting_that_the_guide_does_not_name_is_found() -> None:
    code = ['os.environ["TIMONERIE_' + 'ZONE"]', 'get("TIMONERIE_' + 'DATA")']
    assert files.undocumented(code, "`TIMONERIE_" + "DATA`") == ["TIMONERIE_" + "ZONE"]


def test_a_lock_with_an_address_or_without_a_hash_is_found() -> None:
    sound = "a==1 \\\n    --hash=sha256:00\n    # via b\n"
    assert files.lock_faults(sound) == []
    assert files.lock_faults(sound + "b==2\n") == ["b==2"]
    assert files.lock_faults("--index-url https://example.org\n" + sound)
    assert files.lock_faults(sound + "c @ file:///c.whl \\\n    --hash=sha256:00\n")


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "here.md").touch()
    page = "[a](here.md) [b](gone.md) [c](https://example.org) [d](#title)\n```\n[e](code)\n```"
    assert files.broken_links("page.md", page, root=tmp_path) == ["page.md: gone.md"]
