"""Files and numbers that the environment names; what cannot be read stops the start in words."""

import os
import tomllib
from pathlib import Path
from typing import Any, NoReturn


def secret(name: str) -> str:
    """What the file named by that setting holds, "" when none is named."""
    return _text(name).strip()


def tables(name: str, *, of: str) -> list[dict[str, Any]]:
    """The tables `[[of]]` of the TOML file named by that setting, none when none is named."""
    try:
        found: list[dict[str, Any]] = tomllib.loads(_text(name)).get(of, [])
    except tomllib.TOMLDecodeError as error:
        _refuse(name, f"n’est pas du TOML : {error}")
    return found


def number(name: str, default: int) -> int:
    text = os.environ.get(name, "") or str(default)
    if not text.isascii() or not text.isdigit():
        _refuse(name, f"vaut « {text} », qui n’est pas un nombre")
    return int(text)


def _text(name: str) -> str:
    path = os.environ.get(name)
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        _refuse(name, f"désigne {path}, qui ne se lit pas : {error}")


def _refuse(name: str, why: str) -> NoReturn:
    raise SystemExit(f"Refus de démarrer : {name} {why}.\nÀ faire : corrigez-le, ou ôtez-le.")
