"""What the environment names badly stops the start in a sentence, not in a trace."""

from pathlib import Path

import pytest

from timonerie.config.settings import given

NAME = "TIMONERIE_EXAMPLE"


def test_a_file_a_table_and_a_number_are_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "given"
    file.write_text('[[provider]]\ncode = "maison"\n')
    monkeypatch.setenv(NAME, str(file))
    assert given.tables(NAME, of="provider") == [{"code": "maison"}]
    assert given.secret(NAME).startswith("[[provider]]")
    monkeypatch.delenv(NAME)
    assert (given.tables(NAME, of="provider"), given.secret(NAME)) == ([], "")
    assert given.number(NAME, 587) == 587


@pytest.mark.parametrize("text", ["absent", "[[provider"])
def test_a_file_that_cannot_be_read_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "given"
    if text != "absent":
        file.write_text(text)
    monkeypatch.setenv(NAME, str(file))
    with pytest.raises(SystemExit, match=f"Refus de démarrer.*{NAME}"):
        given.tables(NAME, of="provider")


def test_a_number_that_is_none_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "lent")
    with pytest.raises(SystemExit, match="n’est pas un nombre"):
        given.number(NAME, 587)
