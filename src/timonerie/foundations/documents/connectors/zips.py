"""A ZIP archive that holds one file to read: mail and portals often send them so.

It is checked, its only file is unpacked, and that file is then received like any other. Several
files are refused: each has its own source, its own report and its own undoing.
"""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from timonerie.foundations.documents.connectors import archives
from timonerie.foundations.documents.connectors.archives import ArchiveFault, Kind
from timonerie.foundations.documents.connectors.base import MEGABYTE, FileRefused
from timonerie.foundations.documents.connectors.names import clean_name

EXTENSION = ".zip"
LIMIT = 100 * MEGABYTE
CAPS = archives.Caps(unpacked=500 * MEGABYTE, ratio=100, members=2_000)
_BLOCK = 1 << 18
_ARCHIVES = (".zip", ".gz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar", ".tgz")

# Whole sentences: they are translated as they stand.
_SAID = {
    Kind.TOO_BIG: (
        "ZIP-01",
        "L’archive est démesurée une fois décompressée. Décompressez-la, puis déposez le fichier "
        "utile seul.",
    ),
    Kind.NAME: (
        "ZIP-03",
        "L’archive veut écrire hors de son dossier. Décompressez-la, puis déposez le fichier utile "
        "seul.",
    ),
    Kind.LINK: (
        "ZIP-04",
        "L’archive contient un lien vers un autre fichier. Décompressez-la, puis déposez le "
        "fichier utile seul.",
    ),
    Kind.TWICE: (
        "ZIP-05",
        "L’archive contient deux fichiers du même nom. Décompressez-la, puis déposez le fichier "
        "utile seul.",
    ),
    Kind.BROKEN: (
        "ZIP-06",
        "L’archive est abîmée ou incomplète, ou son sommaire est faux. Décompressez-la, puis "
        "déposez le fichier utile seul.",
    ),
    Kind.LOCKED: (
        "ZIP-08",
        "L’archive est protégée par un mot de passe. Décompressez-la, puis déposez le fichier "
        "utile seul.",
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
    try:
        with zipfile.ZipFile(path) as archive:
            archives.check(archive, CAPS)
            member = _only(archive, tuple(recognised))
            name, _ = clean_name(member.filename)
            return _written(archive, member, folder / "unpacked"), name
    except ArchiveFault as fault:
        raise _refusal(fault.kind, fault.member) from fault
    except archives.UNREADABLE as error:
        raise _refusal(Kind.BROKEN) from error


def _only(archive: zipfile.ZipFile, recognised: tuple[str, ...]) -> zipfile.ZipInfo:
    files = [member for member in archive.infolist() if not _is_beside(member)]
    for member in files:
        lower = member.filename.lower()
        if lower.endswith(_ARCHIVES) and not lower.endswith(recognised):
            raise FileRefused(
                "ZIP-02",
                "L’archive contient une autre archive. Décompressez les deux, puis déposez le "
                "fichier utile seul.",
                value=member.filename,
            )
    if len(files) == 1 and files[0].filename.lower().endswith(recognised):
        return files[0]
    raise FileRefused(
        "ZIP-07",
        "L’archive doit contenir un seul fichier, CSV, XLSX ou XES. Décompressez-la, puis déposez "
        "les fichiers un par un.",
        value=f"{len(files)}",
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
