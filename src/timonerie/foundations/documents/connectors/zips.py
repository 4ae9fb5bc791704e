"""A ZIP archive: mail and portals often send files so.

It is checked before anything of it is written. Where one file is wanted (`unpack`) several are
refused: each has its own source, its own report and its own undoing. Where each is received like
any other (`every`), they are unpacked together.
"""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from timonerie.foundations.documents.confined import Tell
from timonerie.foundations.documents.connectors import archives, xes
from timonerie.foundations.documents.connectors.archives import ArchiveFault, Kind
from timonerie.foundations.documents.connectors.base import MEGABYTE, FileRefused
from timonerie.foundations.documents.connectors.names import clean_name

EXTENSION = ".zip"
LIMIT = 100 * MEGABYTE
CAPS = archives.Caps(unpacked=500 * MEGABYTE, ratio=100, members=2_000)
MOST_FILES = 100
OF_A_MEMBER = ("FIC-04", "ZIP-02", "ZIP-03", "ZIP-04", "ZIP-05", "ZIP-06", "ZIP-08")
"""Refusals whose value is the name of a file of the archive, where there is one."""
_BLOCK = 1 << 18
_ARCHIVES = (".zip", ".gz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar", ".tgz")

# Whole sentences: they are translated as they stand.
_SAID = {
    Kind.TOO_BIG: (
        "ZIP-01",
        "L’archive est démesurée une fois décompressée. Décompressez-la, puis déposez ce qui sert.",
    ),
    Kind.NAME: (
        "ZIP-03",
        "L’archive veut écrire hors de son dossier. Décompressez-la, puis déposez ce qui sert.",
    ),
    Kind.LINK: (
        "ZIP-04",
        "L’archive contient un lien vers un autre fichier. Décompressez-la, puis déposez ce qui "
        "sert.",
    ),
    Kind.TWICE: (
        "ZIP-05",
        "L’archive contient deux fichiers du même nom. Décompressez-la, puis déposez ce qui sert.",
    ),
    Kind.BROKEN: (
        "ZIP-06",
        "L’archive est abîmée ou incomplète, ou son sommaire est faux. Décompressez-la, puis "
        "déposez ce qui sert.",
    ),
    Kind.LOCKED: (
        "ZIP-08",
        "L’archive est protégée par un mot de passe. Décompressez-la, puis déposez ce qui sert.",
    ),
}


def fits(path: Path, name: str) -> bool:
    """Whether a file is called a ZIP archive and is one."""
    if not name.lower().endswith(EXTENSION):
        return False
    with path.open("rb") as file:
        return file.read(2) == b"PK"


def unpack(path: Path, folder: Path, *, recognised: Sequence[str]) -> tuple[Path, str]:
    """Write the only file of an archive in ``folder``; returns it with its name.

    ``recognised`` are the extensions that are read.

    Raises:
        FileRefused: ZIP-01 to ZIP-08.
    """
    with _checked(path) as archive:
        member = _only(archive, tuple(recognised))
        name, _ = clean_name(member.filename)
        return _written(archive, member, folder / "unpacked"), name


def every(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """The files of the archive at ``path``, written in ``folder`` by a child of `confinement`:
    ``{"files": [{"name", "file"}]}``, ``file`` being what each is called there.

    Raises:
        FileRefused: ZIP-01 to ZIP-06, ZIP-08 or ZIP-09; FIC-04 for the name of a member.
    """
    with _checked(Path(asked["path"])) as archive:
        files = [member for member in archive.infolist() if not _is_beside(member)]
        if not 0 < len(files) <= MOST_FILES:
            raise FileRefused(
                "ZIP-09",
                "L’archive est vide, ou contient plus de 100 fichiers. Déposez une archive de 1 à "
                "100 fichiers.",
                value=f"{len(files)}",
            )
        told = []
        for rank, member in enumerate(files):
            _refuse_nested(member, xes.EXTENSIONS)
            name, _ = clean_name(member.filename)
            path = _written(archive, member, folder / f"{rank}")
            told.append({"name": name, "file": path.name})
            tell(rank + 1)
    return {"files": told}


@contextmanager
def _checked(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            archives.check(archive, CAPS)
            yield archive
    except ArchiveFault as fault:
        raise _refusal(fault.kind, fault.member) from fault
    except archives.UNREADABLE as error:
        raise _refusal(Kind.BROKEN) from error


def _only(archive: zipfile.ZipFile, recognised: tuple[str, ...]) -> zipfile.ZipInfo:
    files = [member for member in archive.infolist() if not _is_beside(member)]
    for member in files:
        _refuse_nested(member, recognised)
    if len(files) == 1 and files[0].filename.lower().endswith(recognised):
        return files[0]
    raise FileRefused(
        "ZIP-07",
        "L’archive doit contenir un seul fichier, CSV, XLSX ou XES. Décompressez-la, puis déposez "
        "les fichiers un par un.",
        value=f"{len(files)}",
    )


def _refuse_nested(member: zipfile.ZipInfo, recognised: tuple[str, ...]) -> None:
    lower = member.filename.lower()
    if lower.endswith(_ARCHIVES) and not lower.endswith(recognised):
        raise FileRefused(
            "ZIP-02",
            "L’archive contient une autre archive. Décompressez les deux, puis déposez ce qui "
            "sert.",
            value=member.filename,
        )


def _is_beside(member: zipfile.ZipInfo) -> bool:
    """Folders, and what a system leaves beside the files of its users."""
    last = member.filename.rpartition("/")[2]
    return (
        member.is_dir()
        or member.filename.startswith("__MACOSX/")
        or last in ("Thumbs.db", "desktop.ini")
        or last.startswith(".")
    )


def _written(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> Path:
    """zipfile stops at the size declared, and checks the checksum."""
    with archive.open(member) as packed, target.open("xb") as file:
        while block := packed.read(_BLOCK):
            file.write(block)
    return target


def _refusal(kind: Kind, member: str | None = None) -> FileRefused:
    code, remedy = _SAID[kind]
    shown = member.encode("unicode_escape").decode()[:100] if member else None
    return FileRefused(code, remedy, value=shown)
