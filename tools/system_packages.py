"""Install the Debian packages that the tests need, or say which ones and fail.

A browser for the journeys, PostgreSQL's server programs for the second run of the database tests,
French for what reads scans, LibreOffice Writer to open the documents that we write. Nothing is
asked: the machine has the packages, or we are root (or have `sudo` without a password) on Debian,
or the run stops here.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.browser import chromium
from tests.libreoffice import soffice
from tests.postgresql import binaries
from timonerie.foundations.documents.papers import languages

# A part, how we know that it is there, and the packages that bring it. Without a font of the
# system, Chromium shows no text where ours is missing a sign.
NEEDS: list[tuple[str, Callable[[], Path], list[str]]] = [
    ("a Chromium browser", chromium, ["chromium-headless-shell", "fonts-liberation"]),
    ("PostgreSQL's server programs", binaries, ["postgresql"]),
    ("the French of Tesseract", languages.located, [languages.PACKAGE]),
    ("LibreOffice Writer", soffice, ["libreoffice-writer-nogui", "fonts-liberation"]),
]


def missing() -> dict[str, list[str]]:
    """Packages to install, by the part that this machine lacks."""
    found = {}
    for part, locate, packages in NEEDS:
        try:
            locate()
        except FileNotFoundError:
            found[part] = packages
    return found


def installer() -> list[str] | None:
    """The start of an apt-get command that we may run, or None."""
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return apt
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, check=False)
    return ["sudo", "-n", *apt] if allowed.returncode == 0 else None


def install(packages: list[str]) -> None:
    """Try; whether it worked is seen by looking again at what is missing."""
    apt = installer()
    if apt is None:
        return
    print("installing", *packages, flush=True)
    for step in (["update"], ["install", "--no-install-recommends", "-y", *packages]):
        subprocess.run([*apt, *step], stdin=subprocess.DEVNULL, check=False)


def main() -> int:
    packages = [package for names in missing().values() for package in names]
    if packages:
        install(packages)
    if not (lacking := missing()):
        return 0
    packages = [package for names in lacking.values() for package in names]
    print("The tests cannot run: this machine lacks", " and ".join(lacking), file=sys.stderr)
    print("As root: apt-get install", *packages, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
