"""The name of a received file: data, never a path."""

import re
import unicodedata

from timonerie.foundations.documents.connectors.base import FileRefused, Notice

MAX_NAME = 150
# Names that Windows keeps for its devices, whatever the extension.
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_name(name: str) -> tuple[str, list[Notice]]:
    """The name to show and keep, and a notice when it differs from the one received.

    Raises:
        FileRefused: FIC-04, when the name hides something (control or direction characters).
    """
    if any(unicodedata.category(character) in ("Cc", "Cf") for character in name):
        raise FileRefused(
            "FIC-04",
            "Le nom du fichier contient un caractère invisible. Renommez le fichier avec des "
            "lettres, des chiffres et des tirets, par exemple « incidents-2026-03.csv ».",
            value=name.encode("unicode_escape").decode(),
        )
    cleaned = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1]).strip(" .")
    if _DEVICES.match(cleaned):
        cleaned = f"_{cleaned}"
    cleaned = _shortened(cleaned or "fichier")
    if cleaned == name:
        return cleaned, []
    return cleaned, [Notice("FIC-05", f"Le nom du fichier est devenu « {cleaned} ».", value=name)]


def _shortened(name: str) -> str:
    if len(name) <= MAX_NAME:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 8:
        return name[:MAX_NAME]
    return f"{stem[: MAX_NAME - len(extension) - 1]}.{extension}"
