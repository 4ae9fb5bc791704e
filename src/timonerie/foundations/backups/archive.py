"""The one file of a backup: a plain tar that `tar xf` opens, closed by a seal.

    timonerie.txt    what this is, for whoever finds it
    …                the parts: database, files of the companies, checkpoints
    manifest.json    what each part must be
    seal             SHA-256 of every byte before it, then the end of the tar

The bytes after the seal's own header are known once the digest is, so that one changed byte
anywhere, paddings included, is seen.
"""

import hashlib
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from timonerie.foundations.backups import manifest as manifests
from timonerie.foundations.backups.faults import BackupRefused
from timonerie.foundations.backups.manifest import Manifest, Part

PIECE = 1024 * 1024
BLOCK = tarfile.BLOCKSIZE
SEAL = "seal"
INTRODUCTION = "timonerie.txt"
INTRODUCTION_TEXT = (
    "Sauvegarde de Timonerie. Pour la contrôler : timonerie backup verify FICHIER ;\n"
    "pour la remettre en service : timonerie restore FICHIER.\n"
).encode()


class Writer:
    """Writes an archive from its first byte to its last, never going back: a pipe will do."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.digest = hashlib.sha256()
        self.parts: list[Part] = []
        self._member(INTRODUCTION, INTRODUCTION_TEXT)

    def add(self, name: str, path: Path) -> None:
        """Add a file, which nobody may be writing."""
        size, left, digest = path.stat().st_size, path.stat().st_size, hashlib.sha256()
        self._write(_header(name, size, path.stat().st_mtime))
        with path.open("rb") as file:
            while left and (piece := file.read(min(PIECE, left))):
                digest.update(piece)
                self._write(piece)
                left -= len(piece)
        if left:
            raise OSError(f"{path} became shorter while it was read")
        self._write(_padding(size))
        self.parts.append(Part(name, size, digest.hexdigest()))

    def close(self, manifest: Manifest) -> None:
        manifest.parts = self.parts
        self._member(manifests.NAME, manifest.to_json())
        self.out.write(_tail(self.digest.hexdigest()))

    def _member(self, name: str, content: bytes) -> None:
        self._write(_header(name, len(content), 0) + content + _padding(len(content)))

    def _write(self, piece: bytes) -> None:
        self.digest.update(piece)
        self.out.write(piece)


def manifest_of(path: Path) -> Manifest:
    """The manifest of an archive whose every byte is as it was written.

    Raises:
        BackupRefused: something of it changed; the sentence names the part where it can.
    """
    try:
        if not _is_sealed(path):
            raise BackupRefused(_damage(path))
        with _opened(path) as tar:
            found = [member for member in tar if member.name == manifests.NAME]
            return manifests.read(_content(tar, found[0]) if found else b"")
    except OSError as error:
        raise BackupRefused(f"La sauvegarde {path} ne peut pas être lue : {error}") from error


def extract(path: Path, manifest: Manifest, folder: Path) -> None:
    """Write every part under `folder`, mode 0600, checked on its way and synced.

    Raises:
        BackupRefused: a part is absent, or not what the manifest says.
    """
    expected = {part.name: part for part in manifest.parts}
    with _opened(path) as tar:
        for member in tar:
            part = expected.pop(member.name, None)
            if part is None:
                continue
            stream = tar.extractfile(member)
            if stream is None or _copy(stream, folder / part.name, member.mtime) != part.sha256:
                raise BackupRefused(f"{_capital(part.name)} n’est pas ce que dit le manifeste.")
    if expected:
        raise BackupRefused(f"{_capital(next(iter(expected)))} manque dans la sauvegarde.")


def _is_sealed(path: Path) -> bool:
    length = len(_tail("0" * 64))
    left = path.stat().st_size - length
    if left <= 0:
        return False
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while left and (piece := file.read(min(PIECE, left))):
            digest.update(piece)
            left -= len(piece)
        return file.read() == _tail(digest.hexdigest())


def _damage(path: Path) -> str:
    """Which part of a broken archive is to blame, as far as it can still be read."""
    with path.open("rb") as file:
        if file.read(len(INTRODUCTION)) != INTRODUCTION.encode():
            return f"{path.name} n’est pas une sauvegarde de Timonerie, ou son début est abîmé."
    try:
        with _opened(path) as tar:
            hashes = {
                member.name: _hash(tar, member) for member in tar if member.name != manifests.NAME
            }
        with _opened(path) as tar:
            manifest = manifests.read(_content(tar, tar.getmember(manifests.NAME)))
    except (tarfile.TarError, OSError, KeyError):
        return "La sauvegarde est coupée, ou un en-tête est abîmé : prenez-en une autre."
    except BackupRefused as refusal:
        return f"{refusal} Prenez une autre sauvegarde."
    wrong = [part.name for part in manifest.parts if hashes.get(part.name) != part.sha256]
    if wrong:
        told = ", ".join(manifests.told(name) for name in wrong[:3])
        return f"Abîmé dans la sauvegarde : {told}. Prenez une autre sauvegarde."
    return (
        "L’enveloppe de la sauvegarde a changé (manifeste, en-tête ou sceau) : prenez-en une autre."
    )


def _hash(tar: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    stream, digest = tar.extractfile(member), hashlib.sha256()
    while stream and (piece := stream.read(PIECE)):
        digest.update(piece)
    return digest.hexdigest()


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = tar.extractfile(member)
    return stream.read() if stream else b""


def _copy(stream: IO[bytes], target: Path, mtime: float) -> str:
    """Copy to a new file, synced; returns the SHA-256 of what was written."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := stream.read(PIECE):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    os.utime(target, (mtime, mtime))
    return digest.hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    with tarfile.open(path, "r:") as tar:
        yield tar


def _header(name: str, size: int, mtime: float) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, int(mtime), 0o600
    return info.tobuf(tarfile.PAX_FORMAT)


def _padding(size: int) -> bytes:
    return b"\0" * (-size % BLOCK)


def _tail(digest: str) -> bytes:
    content = f"{digest}\n".encode()
    return _header(SEAL, len(content), 0) + content + _padding(len(content)) + b"\0" * (2 * BLOCK)


def _capital(name: str) -> str:
    told = manifests.told(name)
    return told[0].upper() + told[1:]
